using System.Net;
using Dashboard.Core;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Data;
using Dashboard.Probes.Inbound.TlsNcsc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Rounds.Work;

/// <summary>
/// Addresses behind which STARTTLS was gone after an examination of ours, of a round or for a visitor. Some servers hide it for an hour
/// from a client whose handshakes failed: a session in that time says nothing of what others see.
/// </summary>
internal sealed class RestingAddresses(
    IDbContextFactory<DashboardDb> database,
    IOptions<TlsNcscOptions> manners,
    TimeProvider time
)
{
    private static readonly string Gone = Slug.Of(TlsExaminationEnd.StartTlsGone);

    public TimeSpan Period => manners.Value.RestPeriod;

    /// <returns>
    /// Null where the address does not rest. One that takes turns hides nothing from us: it does not (<see cref="GoneStartTls.TakesTurns"/>).
    /// </returns>
    public async Task<DateTimeOffset?> UntilAsync(IPAddress address, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db
            .Database.SqlQuery<DateTimeOffset?>(
                Query(address, time.GetUtcNow(), manners.Value.RestPeriod)
            )
            .SingleAsync(cancellation);
    }

    /// <summary>Asked before each connection: by the index on the address, not over the pairs of all rounds.</summary>
    internal static FormattableString Query(IPAddress address, DateTimeOffset now, TimeSpan rest)
    {
        var since = now - rest;
        var known = address.ToString();
        return $"""
            SELECT max(rests_until) AS "Value"
            FROM (
              SELECT done_at + {rest} AS rests_until FROM round_pairs
              WHERE address = {known} AND done_at > {since}
                AND document -> 'examination' ->> 'end' = {Gone}
                AND NOT coalesce((document -> 'examination' -> 'gone' -> 'afterwards' ->> 'startTlsOffered')::boolean
                  AND coalesce((document -> 'examination' -> 'gone' -> 'afterwards' ->> 'startTlsCode')::int, 0) < 300, false)
              UNION ALL
              SELECT serves_until FROM shared_examinations
              WHERE address = {known} AND serves_until > {now}
                AND document ->> 'end' = {Gone}
                AND NOT coalesce((document -> 'gone' -> 'afterwards' ->> 'startTlsOffered')::boolean
                  AND coalesce((document -> 'gone' -> 'afterwards' ->> 'startTlsCode')::int, 0) < 300, false)) AS rests
            """;
    }
}
