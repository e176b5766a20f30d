using System.Collections.Concurrent;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Lab;
using Dashboard.Probes.Outbound.Receiver;
using Dashboard.Probes.Tests.Support;

namespace Dashboard.Probes.Tests.Outbound.Receiver;

/// <summary>Keeps all that a receiver under test hands on.</summary>
internal sealed class TestEvidence : IReceiverEvidence
{
    private int refusals;

    public ConcurrentQueue<SmtpSessionEvidence> Snapshots { get; } = new();

    public ConcurrentQueue<(TestToken Token, MessageIdentity Identity)> Identities { get; } = new();

    /// <summary>As where the database is unavailable for so many attempts.</summary>
    public void RefuseNext(int attempts) => refusals = attempts;

    public Task SessionAsync(SmtpSessionEvidence session, CancellationToken cancellation)
    {
        if (Interlocked.Decrement(ref refusals) >= 0)
        {
            throw new InvalidOperationException("The database is unavailable.");
        }
        Snapshots.Enqueue(session);
        return Task.CompletedTask;
    }

    public Task IdentityAsync(
        TestToken token,
        MessageIdentity identity,
        CancellationToken cancellation
    )
    {
        Identities.Enqueue((token, identity));
        return Task.CompletedTask;
    }

    /// <summary>The last session that ended and fits, as it was when it ended.</summary>
    public Task<SmtpSessionEvidence> EndedAsync(
        CancellationToken cancellation,
        Func<SmtpSessionEvidence, bool>? fits = null
    ) =>
        Eventually.GetAsync(() =>
            Snapshots.LastOrDefault(session =>
                session.EndedAt is not null && (fits is null || fits(session))
            )
        );
}
