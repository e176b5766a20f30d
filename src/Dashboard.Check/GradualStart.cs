using System.Runtime.CompilerServices;

namespace Dashboard.Check;

/// <summary>
/// Lets a few domains begin by themselves, and all others once the first answer is there or a moment has passed: the first line is
/// soon on the screen, where it otherwise waits for the processor with all that begin together. The rate is the same.
/// </summary>
internal sealed class GradualStart(TimeProvider time)
{
    /// <summary>How many begin by themselves.</summary>
    public const int Few = 4;

    /// <summary>How long the others wait for them at the most: those few may be silent servers.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(150);

    private readonly TaskCompletionSource answered = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    /// <summary>To be told of each answer; the first counts.</summary>
    public void Answered() => answered.TrySetResult();

    public async IAsyncEnumerable<T> HoldAsync<T>(
        IAsyncEnumerable<T> items,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var started = 0;
        await foreach (var item in items.WithCancellation(cancellation))
        {
            if (started++ == Few)
            {
                await Task.WhenAny(answered.Task, Task.Delay(Longest, time, cancellation));
            }
            yield return item;
        }
    }
}
