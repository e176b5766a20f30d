using System.Globalization;
using Dashboard.Check.Output;
using Dashboard.Check.Planned;
using Dashboard.Check.Terminal;
using Dashboard.Core.Dns;
using Dashboard.Probes;
using Dashboard.Texts.Inbound;

namespace Dashboard.Check;

/// <summary><c>check</c>: what a sender that verifies DANE would do with mail to each domain.</summary>
internal static class CheckCommand
{
    public static async Task<int> RunAsync(
        string[] args,
        CommandConsole console,
        CheckTexts texts,
        CancellationToken cancellation
    )
    {
        var (arguments, problem) = CheckArgumentsParser.Parse(args, texts);
        if (arguments is null)
        {
            var message = $"{problem}; {texts.SeeHelp}";
            await console.Error.WriteLineAsync(message);
            return CheckArgumentsParser.MeansNagios(args)
                ? await UnknownAsync(console, message)
                : ExitStatus.Fault;
        }
        if (arguments.Language is { } language)
        {
            texts = CheckTexts.In(language);
        }
        // Dates in the sentences are in that language too.
        CultureInfo.CurrentCulture = texts.Language;
        if (arguments.Help)
        {
            await console.Out.WriteAsync(texts.Help);
            await console.Out.FlushAsync(cancellation);
            return ExitStatus.Protected;
        }
        try
        {
            return await RunAsync(arguments, console, texts, cancellation);
        }
        catch (WrongSettingException wrong) when (arguments.Format == CheckFormat.Nagios)
        {
            return await UnknownAsync(console, wrong.Message);
        }
    }

    private static async Task<int> RunAsync(
        CheckArguments arguments,
        CommandConsole console,
        CheckTexts texts,
        CancellationToken cancellation
    )
    {
        await using var engine = CheckEngine.Create(
            CommandConfiguration.Build(arguments.Settings),
            arguments.Tls
        );
        if (arguments.Certificate is { } certificate)
        {
            return await PlannedCheck.RunAsync(
                engine,
                certificate,
                arguments.Domains,
                console,
                texts,
                cancellation
            );
        }
        var output = Output(arguments, console.Out, texts);
        using var run = new CheckRun(engine, output, console, texts);
        try
        {
            if (!await CheckAsync(run, arguments, console, texts, cancellation))
            {
                // The line of a monitoring system and its status are one.
                return output is NagiosOutput ? output.ExitStatus(run.Tally) : output.Fault;
            }
        }
        catch (BrokenOutputException broken)
        {
            if (broken.ReaderHasGone)
            {
                return ExitStatus.OutputClosed;
            }
            await console.Error.WriteLineAsync(texts.CannotWrite(broken.Message));
            return output.Fault;
        }
        if (run.Tally.FaultyResolver is { } faulty)
        {
            await console.Error.WriteLineAsync(Message(faulty, texts));
        }
        if (run.Tally.IsEmpty)
        {
            await console.Error.WriteLineAsync(texts.EmptyList);
            return output.Fault;
        }
        return output.ExitStatus(run.Tally);
    }

    /// <summary>A monitoring system shows standard output.</summary>
    private static async Task<int> UnknownAsync(CommandConsole console, string message)
    {
        await console.Out.WriteLineAsync(
            $"STARTTLS-DANE {MonitoringStates.Word(MonitoringState.Unknown)} - {NagiosOutput.OneLine(message)}"
        );
        await console.Out.FlushAsync(CancellationToken.None);
        return (int)MonitoringState.Unknown;
    }

    /// <returns>False where the list could not be read to its end.</returns>
    private static async Task<bool> CheckAsync(
        CheckRun run,
        CheckArguments arguments,
        CommandConsole console,
        CheckTexts texts,
        CancellationToken cancellation
    )
    {
        try
        {
            await run.CheckAsync(
                GivenDomains.ReadAsync(arguments, console.In, cancellation),
                cancellation
            );
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // What was found until now is printed whole.
            await run.EndAsync();
            throw;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            var why = texts.CannotRead(arguments.File ?? string.Empty, unreadable.Message);
            await run.RefuseAsync(why);
            await run.EndAsync();
            await console.Error.WriteLineAsync(why);
            return false;
        }
        await run.EndAsync();
        return true;
    }

    private static ICheckOutput Output(
        CheckArguments arguments,
        TextWriter output,
        CheckTexts texts
    ) =>
        arguments.Format switch
        {
            CheckFormat.Json => new JsonOutput(
                output,
                array: arguments.File is not null || arguments.Domains.Count != 1
            ),
            CheckFormat.JsonLines => new JsonLinesOutput(output),
            CheckFormat.Nagios => new NagiosOutput(
                output,
                new InboundSentences(texts.Language),
                texts.EmptyList
            ),
            CheckFormat.Prometheus => new PrometheusOutput(output),
            _ => new ReportOutput(output, new InboundSentences(texts.Language)),
        };

    private static string Message(ResolverIdentity resolver, CheckTexts texts) =>
        resolver.Trust == ResolverTrust.Untrusted ? texts.ResolverNotTrusted(resolver.Address)
        : resolver.Validation == ResolverValidation.Unreachable
            ? texts.ResolverUnreachable(resolver.Address)
        : texts.ResolverDoesNotValidate(resolver.Address);
}
