using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
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
            || !await MakesRoomAsync(db, id, identity, cancellation)
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
        await DkimProofStore.KeepAsync(db, identity, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Each probe has room of its own: the message that waited for a healing counts only where it was read.</summary>
    private static async Task<bool> MakesRoomAsync(
        DashboardDb db,
        Guid test,
        MessageIdentity another,
        CancellationToken cancellation
    )
    {
        var slug = OutboundProbes.Get(another.Probe).Slug;
        var ids = await db
            .Database.SqlQuery<Guid>(
                $"""
                SELECT id AS "Value" FROM outbound_identities
                WHERE test_id = {test} AND identity ->> 'probe' = {slug}
                """
            )
            .ToListAsync(cancellation);
        if (ids.Count < IdentityRoom.OfProbe)
        {
            return true;
        }
        var kept = await db
            .OutboundIdentities.Where(row => ids.Contains(row.Id))
            .ToListAsync(cancellation);
        var leaving = IdentityRoom.Leaving([.. kept.Select(row => row.Identity)], another);
        if (ReferenceEquals(leaving, another))
        {
            return false;
        }
        db.OutboundIdentities.Remove(kept.First(row => ReferenceEquals(row.Identity, leaving)));
        return true;
    }

    public void Dispose() => oneAtATime.Dispose();
}
