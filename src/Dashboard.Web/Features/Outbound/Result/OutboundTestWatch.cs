using System.Runtime.CompilerServices;

namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>Follows a test for a page that shows it.</summary>
internal static class OutboundTestWatch
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>The test after each change of its judgement, until it is closed or gone.</summary>
    public static async IAsyncEnumerable<OutboundTestView> FollowAsync(
        OutboundTests tests,
        TimeProvider time,
        OutboundTestView shown,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var known = (shown.Revision, Open: shown.IsOpen);
        while (known.Open)
        {
            await Task.Delay(Every, time, cancellation);
            if (await tests.RevisionAsync(shown.Id, cancellation) is not { } now)
            {
                yield break;
            }
            if (now == known)
            {
                continue;
            }
            if (await tests.FindAsync(shown.Id, cancellation) is not { } test)
            {
                yield break;
            }
            known = (now.Revision, now.Open && test.IsOpen);
            yield return test;
        }
    }
}
