using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Data;
using Dashboard.Probes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Outbound.Evidence;

/// <summary>
/// How many connections are kept. One that could belong to several tests takes no room in any of them: else a scanner, which
/// could belong to all, would fill all, and the connections of senders would find no room.
/// </summary>
internal sealed partial class SessionQuota(
    IOptions<OutboundTestOptions> settings,
    TimeProvider time,
    ILogger<SessionQuota> log
)
{
    private readonly LogThrottle noRoom = new(time);
    private readonly LogThrottle noSharedRoom = new(time);

    /// <summary>Those of the tests that keep the session.</summary>
    /// <param name="tied">There is more to it than the address that all tests share.</param>
    public async Task<Guid[]> TakeAsync(
        DashboardDb db,
        SmtpSessionEvidence session,
        Guid[] tests,
        bool tied,
        CancellationToken cancellation
    )
    {
        // Whoever hands a message over decides the verdict: many connections before it must not hide that.
        var mail = session.Transactions.Count > 0;
        return tests switch
        {
            [] => [],
            [var test] => await InTestAsync(db, session, test, mail ? 2 : 1, cancellation)
                ? tests
                : [],
            _ => await SharedAsync(db, session, mail || tied ? 2 : 1, cancellation) ? tests : [],
        };
    }

    private async Task<bool> InTestAsync(
        DashboardDb db,
        SmtpSessionEvidence session,
        Guid test,
        int times,
        CancellationToken cancellation
    )
    {
        var kept = OutboundEvidenceReader
            .SessionsOf(db, test)
            .Where(s => s.TestIds.Length == 1 && s.Id != session.Id);
        if (
            await OfSource(kept, session).CountAsync(cancellation)
                < settings.Value.SessionsPerSource * times
            && await kept.CountAsync(cancellation) < settings.Value.SessionsPerTest * times
        )
        {
            return true;
        }
        if (noRoom.Take(out var untold))
        {
            Log.NoRoom(log, test, untold);
        }
        return false;
    }

    private async Task<bool> SharedAsync(
        DashboardDb db,
        SmtpSessionEvidence session,
        int times,
        CancellationToken cancellation
    )
    {
        var since = time.GetUtcNow() - ProbeTiming.ClosesAfter;
        var kept = db.OutboundSessions.Where(s => s.TestIds.Length > 1 && s.StartedAt > since);
        if (
            await OfSource(kept, session).CountAsync(cancellation)
                < settings.Value.SharedSessionsPerSource * times
            && await kept.CountAsync(cancellation) < settings.Value.SharedSessions * times
        )
        {
            return true;
        }
        if (noSharedRoom.Take(out var untold))
        {
            Log.NoSharedRoom(log, untold);
        }
        return false;
    }

    private static IQueryable<OutboundSessionRow> OfSource(
        IQueryable<OutboundSessionRow> sessions,
        SmtpSessionEvidence session
    ) => sessions.Where(s => s.SourceAddress.Equals(session.SourceAddress));

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "Sending test {Test} has its limit of connections; another is not kept ({Untold} more, of any test, since the last such line)"
        )]
        public static partial void NoRoom(ILogger logger, Guid test, long untold);

        [LoggerMessage(
            2,
            LogLevel.Warning,
            "The limit of connections that could belong to several sending tests is reached; another is not kept ({Untold} more since the last such line)"
        )]
        public static partial void NoSharedRoom(ILogger logger, long untold);
    }
}
