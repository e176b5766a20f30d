using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Data;
using Dashboard.Probes.Outbound.Receiver;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Outbound.Evidence;

/// <summary>What the receiver sees, on its way to the store.</summary>
internal sealed class ReceiverEvidence(
    [FromKeyedServices(ReceiverDatabase.Key)] IDbContextFactory<DashboardDb> database,
    EvidenceQueue queue,
    TimeProvider time
) : IReceiverEvidence, IDisposable
{
    /// <summary>A sender has one identity; more of them come from many messages, of which the first ones tell.</summary>
    private const int IdentitiesPerTest = 100;

    private readonly SemaphoreSlim oneAtATime = new(1);

    public Task SessionAsync(SmtpSessionEvidence session, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(session);
        return queue.PostAsync(session).WaitAsync(cancellation);
    }

    public async Task IdentityAsync(
        TestToken token,
        MessageIdentity identity,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(identity);
        await oneAtATime.WaitAsync(cancellation);
        try
        {
            await StoreAsync(token, identity, cancellation);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    private async Task StoreAsync(
        TestToken token,
        MessageIdentity identity,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var test = await db
            .OutboundTests.Where(t => t.Token == token.Value && t.ClosedAt == null)
            .Select(t => (Guid?)t.Id)
            .SingleOrDefaultAsync(cancellation);
        if (
            test is not { } id
            || await db.OutboundIdentities.CountAsync(i => i.TestId == id, cancellation)
                >= IdentitiesPerTest
            || !(
                await EvidenceStamps.TouchAsync(db, [id], time.GetUtcNow(), cancellation)
            ).Contains(id)
        )
        {
            return;
        }
        db.OutboundIdentities.Add(
            new OutboundIdentityRow
            {
                Id = Guid.NewGuid(),
                TestId = id,
                SessionId = identity.SessionId,
                At = identity.At,
                Identity = identity,
            }
        );
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    public void Dispose() => oneAtATime.Dispose();
}
