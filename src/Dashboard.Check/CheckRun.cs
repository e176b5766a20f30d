using System.Threading.Channels;
using Dashboard.Check.Output;
using Dashboard.Check.Terminal;
using Dashboard.Core.Dns;

namespace Dashboard.Check;

/// <summary>
/// Takes domains as they are read, looks at a limited number of them together, and prints each: in the order asked, or as it
/// becomes ready. Never holds more than that number.
/// </summary>
internal sealed class CheckRun : IDisposable
{
    private readonly CheckEngine engine;
    private readonly ICheckOutput output;
    private readonly CommandConsole console;
    private readonly CheckTexts texts;
    private readonly ProgressLine progress;
    private readonly GradualStart start = new(TimeProvider.System);
    private readonly SemaphoreSlim writing = new(1);

    public CheckRun(
        CheckEngine engine,
        ICheckOutput output,
        CommandConsole console,
        CheckTexts texts
    )
    {
        this.engine = engine;
        this.output = output;
        this.console = console;
        this.texts = texts;
        progress = new ProgressLine(console, texts, TimeProvider.System);
    }

    public CheckTally Tally { get; } = new();

    public Task CheckAsync(IAsyncEnumerable<GivenDomain> items, CancellationToken cancellation)
    {
        var held = start.HoldAsync(items, cancellation);
        return output.InOrder ? InOrderAsync(held, cancellation) : AsReadyAsync(held, cancellation);
    }

    /// <summary>Of the list as a whole, which could not be read to its end.</summary>
    public Task RefuseAsync(string message) => WriteAsync(() => output.RefuseAsync(message));

    public async Task EndAsync()
    {
        progress.Clear();
        await WriteAsync(output.EndAsync);
    }

    public void Dispose() => writing.Dispose();

    private Task AsReadyAsync(
        IAsyncEnumerable<GivenDomain> items,
        CancellationToken cancellation
    ) =>
        Parallel.ForEachAsync(
            items,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = engine.Concurrency,
                CancellationToken = cancellation,
            },
            async (item, stop) => await PrintAsync(item, await LookAsync(item, stop))
        );

    private async Task InOrderAsync(
        IAsyncEnumerable<GivenDomain> items,
        CancellationToken cancellation
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var window = Channel.CreateBounded<(GivenDomain Item, Task<Outcome> Outcome)>(
            engine.Concurrency
        );
        var reading = ReadAsync(items, window.Writer, stop.Token);
        try
        {
            await foreach (var (item, outcome) in window.Reader.ReadAllAsync(cancellation))
            {
                await PrintAsync(item, await outcome);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await reading;
    }

    private async Task ReadAsync(
        IAsyncEnumerable<GivenDomain> items,
        ChannelWriter<(GivenDomain, Task<Outcome>)> window,
        CancellationToken cancellation
    )
    {
        try
        {
            await foreach (var item in items.WithCancellation(cancellation))
            {
                // Room first: what is in the window is being looked at.
                await window.WaitToWriteAsync(cancellation);
                await window.WriteAsync((item, LookAsync(item, cancellation)), cancellation);
            }
            window.Complete();
        }
        catch (Exception stopped)
        {
            window.Complete(stopped is OperationCanceledException ? null : stopped);
            throw;
        }
    }

    private async Task<Outcome> LookAsync(GivenDomain item, CancellationToken cancellation)
    {
        if (!MailDomainInput.TryRead(item.Text, out var domain, out var problem))
        {
            return new Outcome(null, problem, null);
        }
        try
        {
            return new Outcome(
                await engine.CheckAsync(domain, cancellation),
                MailDomainProblem.None,
                null
            );
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return new Outcome(null, MailDomainProblem.None, fault);
        }
        finally
        {
            start.Answered();
        }
    }

    private async Task PrintAsync(GivenDomain item, Outcome outcome)
    {
        await writing.WaitAsync();
        try
        {
            if (outcome.Domain is { } domain)
            {
                Tally.Add(domain);
                await WriteAsync(() => output.WriteAsync(domain));
                progress.Show(Tally);
                return;
            }
            progress.Clear();
            if (outcome.Fault is { } fault)
            {
                Tally.AddOwnFault();
                var why = texts.OwnFault(
                    EchoedText.Of(item.Text),
                    $"{fault.GetType().Name}: {fault.Message}"
                );
                await console.Error.WriteLineAsync(why);
                await WriteAsync(() => output.RefuseAsync(why));
                return;
            }
            Tally.AddInputFault();
            var refusal = texts.AtLine(item.Line, texts.Refusal(item.Text, outcome.Problem));
            await console.Error.WriteLineAsync(refusal);
            await WriteAsync(() => output.RefuseAsync(refusal));
        }
        finally
        {
            writing.Release();
        }
    }

    private static async Task WriteAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            throw new BrokenOutputException(broken);
        }
    }

    /// <summary>One of the three.</summary>
    private sealed record Outcome(
        CheckedDomain? Domain,
        MailDomainProblem Problem,
        Exception? Fault
    );
}
