using Dashboard.Data;
using Dashboard.Probes.Inbound;

namespace Dashboard.Web.Features.Inbound;

/// <summary>
/// Hands on the steps of a running test, several at once where they come fast, and a sign of life where none come.
/// </summary>
internal sealed class ProgressWriter : IProgress<InboundProgress>, IAsyncDisposable
{
    /// <summary>Ten hosts of eight addresses take fewer; nothing a target does makes the list grow without end.</summary>
    private const int MaximumSteps = 500;

    private readonly Lock gate = new();
    private readonly List<ProgressStep> steps = [];
    private readonly SemaphoreSlim news = new(0, 1);
    private readonly CancellationTokenSource end = new();
    private readonly Func<IReadOnlyList<ProgressStep>, Task> write;
    private readonly TimeSpan every;
    private readonly TimeSpan signOfLifeEvery;
    private readonly TimeProvider time;
    private readonly Task writing;

    public ProgressWriter(
        Func<IReadOnlyList<ProgressStep>, Task> write,
        TimeSpan every,
        TimeSpan signOfLifeEvery,
        TimeProvider time
    )
    {
        this.write = write;
        this.every = every;
        this.signOfLifeEvery = signOfLifeEvery;
        this.time = time;
        writing = Task.Run(WriteAsync);
    }

    public void Report(InboundProgress value)
    {
        lock (gate)
        {
            if (steps.Count >= MaximumSteps)
            {
                return;
            }
            steps.Add(
                new(
                    time.GetUtcNow(),
                    value.Slug,
                    value.Host?.ToString(),
                    value.Address?.ToString(),
                    value.Detail
                )
            );
            if (news.CurrentCount == 0)
            {
                news.Release();
            }
        }
    }

    /// <summary>Steps not handed on yet are not any more: the verdict that follows says more.</summary>
    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await writing;
        end.Dispose();
        news.Dispose();
    }

    private async Task WriteAsync()
    {
        try
        {
            while (true)
            {
                await news.WaitAsync(signOfLifeEvery, end.Token);
                await write(Snapshot());
                await Task.Delay(every, time, end.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The test has ended, or this worker has.
        }
    }

    private List<ProgressStep> Snapshot()
    {
        lock (gate)
        {
            return [.. steps];
        }
    }
}
