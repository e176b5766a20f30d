using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Data;
using Dashboard.Probes.Outbound.Receiver;
using Dashboard.Probes.Outbound.Zone;
using Dashboard.Web.Features.Outbound.Zone;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Outbound.Evidence;

/// <summary>Stores the questions whose names carry the token of an open test.</summary>
internal sealed class QueryIntake(
    [FromKeyedServices(ReceiverDatabase.Key)] IDbContextFactory<DashboardDb> database,
    ConfiguredProbeZone zone,
    RecentQuestions questions,
    IOptions<OutboundTestOptions> settings,
    TimeProvider time
)
{
    /// <summary>
    /// The instant of a question is that of its line being read. It was asked a little earlier, and before the connection that
    /// followed it.
    /// </summary>
    internal static readonly TimeSpan ReadLater = QueryLogFile.PollInterval * 2;

    public async Task StoreAsync(
        IReadOnlyList<DnsQueryEvidence> queries,
        CancellationToken cancellation
    )
    {
        var names = new ProbeZoneNames(zone.Options!.Name);
        var tied = queries
            .Select(query => (Query: query, Token: TokenOf(names, query.Name)))
            .Where(pair => pair.Token is not null)
            .ToList();
        if (tied.Count == 0)
        {
            return;
        }
        var tokens = tied.Select(pair => pair.Token!).Distinct().ToArray();
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var open = await db
            .OutboundTests.Where(t =>
                t.ClosedAt == null && (tokens.Contains(t.Token) || tokens.Contains(t.HostToken))
            )
            .Select(t => new
            {
                t.Id,
                t.Token,
                t.HostToken,
                t.OpenedAt,
                t.Hosts,
            })
            .ToListAsync(cancellation);
        questions.Note(
            open.SelectMany(test => test.Hosts)
                .Where(host => tied.Exists(pair => pair.Query.Name.IsAtOrBelow(host.Name)))
                .SelectMany(host => host.Addresses.Concat(host.HealedAddresses))
        );
        var held = await EvidenceStamps.TouchAsync(
            db,
            open.Select(test => test.Id),
            time.GetUtcNow(),
            cancellation
        );
        foreach (var test in open.Where(test => held.Contains(test.Id)))
        {
            var room = Math.Max(
                0,
                settings.Value.QueriesPerTest
                    - await db.OutboundQueries.CountAsync(q => q.TestId == test.Id, cancellation)
            );
            List<OutboundQueryRow> asked =
            [
                .. tied.Where(pair => pair.Token == test.Token || pair.Token == test.HostToken)
                    .Select(pair => new OutboundQueryRow
                    {
                        TestId = test.Id,
                        At = Asked(pair.Query.At, test.OpenedAt),
                        Name = pair.Query.Name.Value,
                        Type = pair.Query.Type,
                        DnssecOk = pair.Query.DnssecOk,
                        ResolverAddress = pair.Query.ResolverAddress,
                    }),
            ];
            db.OutboundQueries.AddRange(asked.Take(room));
            if (asked.Count > room)
            {
                var first = asked[room].At;
                await db
                    .OutboundTests.Where(t => t.Id == test.Id && t.QuestionsCompleteUntil == null)
                    .ExecuteUpdateAsync(
                        t => t.SetProperty(one => one.QuestionsCompleteUntil, first),
                        cancellation
                    );
            }
        }
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static DateTimeOffset Asked(DateTimeOffset readAt, DateTimeOffset openedAt) =>
        readAt - ReadLater > openedAt ? readAt - ReadLater : openedAt;

    private static string? TokenOf(ProbeZoneNames names, DomainName name) =>
        names.TryParse(name, out var parsed) ? parsed.Token.Value : null;
}
