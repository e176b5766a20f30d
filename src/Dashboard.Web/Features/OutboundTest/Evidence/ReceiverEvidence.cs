using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Data;
using Dashboard.Probes.Receiver;
using Dashboard.Web.Features.OutboundTest.Zone;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.OutboundTest.Evidence;

/// <summary>Stores what the receiver sees, as far as it can belong to an open test; of all else nothing is kept.</summary>
internal sealed partial class ReceiverEvidence(
    IDbContextFactory<DashboardDb> database,
    ConfiguredProbeZone zone,
    IOptions<OutboundTestOptions> settings,
    TimeProvider time,
    ILogger<ReceiverEvidence> log
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
        var tests = await CandidatesAsync(db, session, cancellation);
        if (row is null)
        {
            tests = await WithRoomAsync(db, session, tests, cancellation);
        }
        if (tests.Length == 0 && row is null)
        {
            return;
        }
        var held = await EvidenceStamps.TouchAsync(db, before.Concat(tests), now, cancellation);
        if (held.Count == 0)
        {
            // Closed in the meantime: what was kept of it stays as it was.
            return;
        }
        tests = [.. tests.Where(held.Contains)];
        if (tests.Length == 0)
        {
            // What it named since is no test of ours.
            db.OutboundSessions.Remove(row!);
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

    private async Task<Guid[]> CandidatesAsync(
        DashboardDb db,
        SmtpSessionEvidence session,
        CancellationToken cancellation
    )
    {
        if (zone.Options is null)
        {
            return [];
        }
        var claims = SessionClaims.Of(session, zone.Options.Name);
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

    /// <summary>Without the tests that have seen enough of this source, or of all.</summary>
    private async Task<Guid[]> WithRoomAsync(
        DashboardDb db,
        SmtpSessionEvidence session,
        Guid[] tests,
        CancellationToken cancellation
    )
    {
        // Whoever hands a message over decides the verdict: many connections before it must not hide that.
        var times = session.Transactions.Count > 0 ? 2 : 1;
        var room = new List<Guid>();
        foreach (var test in tests)
        {
            var kept = OutboundEvidenceReader.SessionsOf(db, test);
            if (
                await kept.CountAsync(
                    s => s.SourceAddress.Equals(session.SourceAddress),
                    cancellation
                )
                    < settings.Value.SessionsPerSource * times
                && await kept.CountAsync(cancellation) < settings.Value.SessionsPerTest * times
            )
            {
                room.Add(test);
            }
            else
            {
                Log.NoRoom(log, test);
            }
        }
        return [.. room];
    }

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "Sending test {Test} has its limit of connections; another is not kept"
        )]
        public static partial void NoRoom(ILogger logger, Guid test);
    }
}
