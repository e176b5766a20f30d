using System.Net;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Data;
using Dashboard.Web.Features.PersonalData;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Outbound;

/// <summary>
/// What sending tests saw of an address: its connections, its queries in the DNS, and what verdicts tell of it. The verdict on what
/// was sent stays, without the address.
/// </summary>
internal sealed class SendersPersonalData(TimeProvider time) : IPersonalData
{
    private const string Field = "sender";

    private readonly FreeTexts standing = new("standing-test");

    public IReadOnlyList<string> Fields => [Field, "standing-test"];

    public async Task<IReadOnlyCollection<string>> NamesAsync(
        DashboardDb db,
        CancellationToken cancellation
    )
    {
        var sources = await db
            .OutboundSessions.Select(s => s.SourceAddress)
            .Distinct()
            .ToListAsync(cancellation);
        var resolvers = await db
            .OutboundQueries.Select(q => q.ResolverAddress)
            .Distinct()
            .ToListAsync(cancellation);
        var others = await db
            .Database.SqlQuery<string>(
                $$"""
                SELECT identity->>'sourceAddress' AS "Value" FROM outbound_identities
                UNION
                SELECT address #>> '{}' AS "Value" FROM outbound_tests,
                  jsonb_path_query(verdict, '$.senders[*].sourceAddresses[*]') AS address
                """
            )
            .ToListAsync(cancellation);
        return
        [
            .. sources.Concat(resolvers).Select(address => address.ToString()),
            .. others,
            .. await standing.NamesAsync(db, cancellation),
        ];
    }

    public async Task ExportAsync(
        DashboardDb db,
        Person person,
        PersonalExport export,
        CancellationToken cancellation
    )
    {
        await standing.ExportAsync(db, person, export, cancellation);
        if (person.ClientAddress is not { } client)
        {
            return;
        }
        var sessions = await db
            .OutboundSessions.AsNoTracking()
            .Where(s => s.SourceAddress == client)
            .OrderBy(s => s.StartedAt)
            .ToListAsync(cancellation);
        export.Add(
            Field,
            sessions.Select(s => new
            {
                connection = s.Id,
                startedAt = s.StartedAt,
                evidence = s.Evidence,
            })
        );
        export.Add(
            Field,
            await db
                .OutboundQueries.Where(q => q.ResolverAddress == client)
                .OrderBy(q => q.Id)
                .Select(q => new
                {
                    q.At,
                    query = q.Name,
                    q.Type,
                })
                .ToListAsync(cancellation)
        );
        var identities = await db
            .OutboundIdentities.FromSql(
                $"SELECT * FROM outbound_identities WHERE identity->>'sourceAddress' = {person.Name}"
            )
            .AsNoTracking()
            .ToListAsync(cancellation);
        export.Add(
            Field,
            identities.Select(i => new { message = i.SessionId, identity = i.Identity })
        );
        var tests = await VerdictsAsync(db, person, cancellation);
        export.Add(Field, tests.Select(t => new { test = t.Id, openedAt = t.OpenedAt }));
    }

    public async Task EraseAsync(
        DashboardDb db,
        Person person,
        ErasureReport report,
        CancellationToken cancellation
    )
    {
        await standing.EraseAsync(db, person, report, cancellation);
        if (person.ClientAddress is not { } client)
        {
            return;
        }
        var sessions = db.OutboundSessions.Where(s => s.SourceAddress == client);
        report.Add(
            Field,
            await db
                .OutboundIdentities.Where(i => sessions.Any(s => s.Id == i.SessionId))
                .ExecuteDeleteAsync(cancellation)
        );
        report.Add(
            Field,
            await db.Database.ExecuteSqlAsync(
                $"DELETE FROM outbound_identities WHERE identity->>'sourceAddress' = {person.Name}",
                cancellation
            )
        );
        report.Add(Field, await sessions.ExecuteDeleteAsync(cancellation));
        report.Add(
            Field,
            await db
                .OutboundQueries.Where(q => q.ResolverAddress == client)
                .ExecuteDeleteAsync(cancellation)
        );
        foreach (var test in await VerdictsAsync(db, person, cancellation))
        {
            test.Verdict = Without(test.Verdict!, client);
            if (test.ClosedAt is null)
            {
                // What is left of its evidence is judged anew.
                test.EvidenceStamp++;
                test.DueAt = time.GetUtcNow();
            }
            report.Add(Field, 1);
            report.Stay(Field, StayReason.Verdict);
        }
        await db.SaveChangesAsync(cancellation);
    }

    private static Task<List<OutboundTestRow>> VerdictsAsync(
        DashboardDb db,
        Person person,
        CancellationToken cancellation
    )
    {
        var quoted = $"\"{person.Name}\"";
        return db
            .OutboundTests.FromSql(
                $"SELECT * FROM outbound_tests WHERE strpos(verdict::text, {quoted}) > 0"
            )
            .OrderBy(t => t.OpenedAt)
            .ToListAsync(cancellation);
    }

    /// <summary>A timeline tells of connections one by one: those of the sender, and of the probes of all, go with the address.</summary>
    internal static OutboundVerdict Without(OutboundVerdict verdict, IPAddress client) =>
        verdict with
        {
            Senders =
            [
                .. verdict.Senders.Select(sender =>
                    sender.SourceAddresses.Contains(client) ? Without(sender, client) : sender
                ),
            ],
            Probes = WithoutTimelines(verdict.Probes),
            Ambiguous =
            [
                .. verdict.Ambiguous.Where(one => !one.Session.SourceAddress.Equals(client)),
            ],
        };

    private static SenderVerdict Without(SenderVerdict sender, IPAddress client) =>
        sender with
        {
            SourceAddresses = [.. sender.SourceAddresses.Where(address => !address.Equals(client))],
            SourceNames = [],
            Ehlos = [],
            Probes = WithoutTimelines(sender.Probes),
        };

    private static IReadOnlyList<ProbeJudgement> WithoutTimelines(
        IReadOnlyList<ProbeJudgement> probes
    ) => [.. probes.Select(probe => probe with { Timeline = [] })];
}
