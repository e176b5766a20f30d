using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Data;
using Dashboard.Probes.Outbound.Receiver;
using Dashboard.Web.Features.Outbound.Zone;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Outbound.Evidence;

/// <summary>Stores what the receiver sees, as far as it can belong to an open test; of all else nothing is kept.</summary>
internal sealed class ReceiverEvidence(
    IDbContextFactory<DashboardDb> database,
    ConfiguredProbeZone zone,
    SessionQuota room,
    TimeProvider time
) : IReceiverEvidence
{
    /// <summary>A sender has one identity; more of them come from many controls, of which the first ones tell.</summary>
    private const int IdentitiesPerTest = 100;

    public async Task SessionAsync(SmtpSessionEvidence session, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(session);
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var now = time.GetUtcNow();
        var row = await db.OutboundSessions.SingleOrDefaultAsync(
            s => s.Id == session.Id,
            cancellation
        );
        var before = row?.TestIds ?? [];
        var claims = Claims(session);
        // What an unnamed session can belong to is settled when it begins: a test that closes in the meantime keeps its claim.
        var tests =
            row is not null && claims.Address is not null
                ? before
                : await CandidatesAsync(db, session, claims, cancellation);
        var tied = await SessionTies.OfAsync(db, session, claims, tests, cancellation);
        if (row is null || (before.Length > 1 && tests.Length == 1))
        {
            tests = await room.TakeAsync(db, session, tests, tied.Count > 0, cancellation);
        }
        if (tests.Length == 0 && row is null)
        {
            return;
        }
        var left = before.Except(tests).ToArray();
        var held = await EvidenceStamps.TouchAsync(
            db,
            left.Length > 1
                ? tied.Concat(await SessionTies.ShownInAsync(db, session, left, cancellation))
                : tied.Concat(left),
            now,
            cancellation
        );
        if (row is null)
        {
            // A test that is tied is held, or has closed in this moment.
            tests = [.. tests.Where(id => held.Contains(id) || !tied.Contains(id))];
        }
        if (
            row is not null
            && held.Count == 0
            && !await db.OutboundTests.AnyAsync(
                t => before.Contains(t.Id) && t.ClosedAt == null,
                cancellation
            )
        )
        {
            // Closed in the meantime: what was kept of it stays as it was.
            return;
        }
        if (tests.Length == 0)
        {
            if (row is null)
            {
                return;
            }
            // What it named since is no test of ours.
            db.OutboundSessions.Remove(row);
        }
        else if (row is null)
        {
            db.OutboundSessions.Add(
                new OutboundSessionRow
                {
                    Id = session.Id,
                    TestIds = tests,
                    StartedAt = session.StartedAt,
                    EndedAt = session.EndedAt,
                    TouchedAt = now,
                    SourceAddress = session.SourceAddress,
                    Evidence = session,
                }
            );
        }
        else
        {
            row.TestIds = tests;
            row.EndedAt = session.EndedAt;
            row.TouchedAt = now;
            row.Evidence = session;
        }
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    public async Task IdentityAsync(
        TestToken token,
        ControlIdentity identity,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(identity);
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

    private SessionClaims Claims(SmtpSessionEvidence session) =>
        zone.Options is { } options
            ? SessionClaims.Of(session, options.Name)
            : new SessionClaims([], null, null);

    private static async Task<Guid[]> CandidatesAsync(
        DashboardDb db,
        SmtpSessionEvidence session,
        SessionClaims claims,
        CancellationToken cancellation
    )
    {
        if (claims.IsNone)
        {
            return [];
        }
        var began = session.StartedAt;
        var live = db.OutboundTests.Where(t =>
            t.ClosedAt == null && t.OpenedAt <= began && began < t.ClosesAt
        );
        if (claims.Address is { } address)
        {
            // Becomes "<@", the operator that the index on the addresses serves.
            var local = new[] { address };
            live = live.Where(t => local.All(a => t.Addresses.Contains(a)));
        }
        else
        {
            var recipients = claims.Recipients.Select(token => token.Value).ToArray();
            var host = claims.Host?.Value;
            live = live.Where(t => recipients.Contains(t.Token) || t.HostToken == host);
        }
        return await live.OrderBy(t => t.Id).Select(t => t.Id).ToArrayAsync(cancellation);
    }
}
