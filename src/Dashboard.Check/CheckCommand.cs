using System.Globalization;
using Dashboard.Check.Output;
using Dashboard.Check.Terminal;
using Dashboard.Core.Dns;
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
            await console.Error.WriteLineAsync($"{problem}; {texts.SeeHelp}");
            return ExitStatus.Fault;
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
        await using var engine = CheckEngine.Create(
            CommandConfiguration.Build(arguments.Settings),
            arguments.Tls
        );
        using var run = new CheckRun(engine, Output(arguments, console.Out, texts), console, texts);
        try
        {
            if (await CheckAsync(run, arguments, console, texts, cancellation) is { } stopped)
            {
                return stopped;
            }
        }
        catch (BrokenOutputException broken)
        {
            if (broken.ReaderHasGone)
            {
                return ExitStatus.OutputClosed;
            }
            await console.Error.WriteLineAsync(texts.CannotWrite(broken.Message));
            return ExitStatus.Fault;
        }
        if (run.Tally.FaultyResolver is { } faulty)
        {
            await console.Error.WriteLineAsync(Message(faulty, texts));
        }
        if (run.Tally.IsEmpty)
        {
            await console.Error.WriteLineAsync(texts.EmptyList);
            return ExitStatus.Fault;
        }
        return run.Tally.ExitStatus;
    }

    /// <returns>What to tell the shell where the list could not be read to its end; null where it could.</returns>
    private static async Task<int?> CheckAsync(
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
                DomainList.ReadAsync(arguments, console.In, cancellation),
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
            await run.EndAsync();
            await console.Error.WriteLineAsync(
                texts.CannotRead(arguments.File ?? string.Empty, unreadable.Message)
            );
            return ExitStatus.Fault;
        }
        await run.EndAsync();
        return null;
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
            _ => new ReportOutput(output, new InboundSentences(texts.Language)),
        };

    private static string Message(ResolverIdentity resolver, CheckTexts texts) =>
        resolver.Trust == ResolverTrust.Untrusted ? texts.ResolverNotTrusted(resolver.Address)
        : resolver.Validation == ResolverValidation.Unreachable
            ? texts.ResolverUnreachable(resolver.Address)
        : texts.ResolverDoesNotValidate(resolver.Address);
}
