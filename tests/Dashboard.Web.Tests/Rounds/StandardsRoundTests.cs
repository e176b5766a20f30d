using System.Collections.Concurrent;
using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Data.Evidence;
using Dashboard.Data.Rounds;
using Dashboard.Lab;
using Dashboard.Lab.Dns;
using Dashboard.Lab.Scenarios;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Inbound.Related;
using Dashboard.Probes.Inbound.TlsNcsc;
using Dashboard.Web.Features.Rounds.Examinations;
using Dashboard.Web.Features.Rounds.Results;
using Dashboard.Web.Features.Rounds.Start;
using Dashboard.Web.Features.RoundStore;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dashboard.Web.Tests.Rounds;

/// <summary>Rounds that measure the related standards and TLS by NCSC too, over the scenarios of the lab.</summary>
public sealed class StandardsRoundTests(PostgresFixture postgres, LabFixture lab)
{
    /// <summary>Of STARTTLS and DANE: what their servers are asked, and that hosts are shared.</summary>
    private static readonly string[] Others =
    [
        "ee-rsa",
        "dual-stack",
        "plain-starttls-not-offered",
        "null-mx",
        "tlsa-absent",
        "rollover-missed",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Round_with_all_standards_has_the_outcomes_of_single_tests()
    {
        var internet = await lab.GetAsync();
        var domains = Domains(internet.RelatedScenarios, internet.Scenarios);
        await using var app = await StartAsync(domains);
        var singles = new ConcurrentDictionary<string, DomainMeasurement>();
        await Parallel.ForEachAsync(
            domains,
            new ParallelOptions { MaxDegreeOfParallelism = 6 },
            async (domain, stop) => singles[domain.Value] = await SingleAsync(app, domain, stop)
        );

        var round = await MeasureAsync(app, RoundProfiles.Round);

        var results = await ResultsAsync(app, round);
        results.Count.ShouldBe(domains.Count);
        results
            .Where(r => Words(r.Value) != Words(singles[r.Key].Standards))
            .Select(r => $"{r.Key}: {Words(r.Value)}\n  alone: {Words(singles[r.Key].Standards)}")
            .ShouldBeEmpty();
        results
            .Count(r => r.Value.ContainsKey(FigureStandard.TlsNcsc))
            .ShouldBeGreaterThan(10, "the servers with TLS were examined");
        (await SessionsAsync(app, round)).Max().ShouldBeInRange(4, 7);
    }

    [Fact]
    public async Task Round_of_dane_alone_asks_nothing_more()
    {
        var internet = await lab.GetAsync();
        await using var app = await StartAsync(Domains([], internet.Scenarios));

        var round = await MeasureAsync(app, RoundProfiles.Dane);

        var results = await ResultsAsync(app, round);
        results
            .Values.SelectMany(r => r.Keys)
            .Distinct()
            .Order()
            .ShouldBe([
                FigureStandard.StartTls,
                FigureStandard.Dane,
                FigureStandard.DnssecDomain,
                FigureStandard.DnssecMx,
            ]);
        (await SessionsAsync(app, round)).Max().ShouldBeLessThanOrEqualTo(3);
    }

    [Fact]
    public async Task Related_standards_are_looked_up_again_after_a_fault_of_our_resolver()
    {
        var internet = await lab.GetAsync();
        var domain = DomainName.Parse("sts-enforced.example");
        var cut = new TaskCompletionSource();
        var relay = new ResolverRelay(
            internet.Resolver,
            question =>
            {
                if (question.AsSpan().IndexOf("_mta-sts"u8) >= 0 && cut.TrySetResult())
                {
                    throw new InvalidOperationException("cut");
                }
                return null;
            }
        );
        await using var app = await StartAsync(
            [domain],
            $"Dns:Resolver={relay.Endpoint}",
            "Rounds:OwnFaultRetryAfter=00:00:00.2",
            "Rounds:MaximumClaims=1000"
        );

        var (started, _) = await app
            .Services.GetRequiredService<RoundStart>()
            .StartAsync(new("Proefronde", Profile: RoundProfiles.Round), Cancellation);
        await cut.Task.WaitAsync(Cancellation);
        var port = relay.Endpoint.Port;
        relay.Dispose();
        await Eventually.GetAsync(async () =>
        {
            await using var db = await app.OpenDatabaseAsync();
            return await db.Set<RoundLookupRow>()
                .FirstOrDefaultAsync(l => l.Claims > 1, Cancellation);
        });
        using var back = new ResolverRelay(internet.Resolver, port: port);
        await MonitorSite.WaitAsync(app, started!.Id, RoundState.Correction);

        (await ResultsAsync(app, started.Id))[domain.Value]
            [FigureStandard.MtaSts]
            .Strict.ShouldBe(StandardOutcome.Passed);
    }

    /// <summary>
    /// It hides STARTTLS from us for an hour, by what we asked. The server of the lab offers none at all, and who examined it before is
    /// written by hand.
    /// </summary>
    [Theory]
    [InlineData("of a round")]
    [InlineData("for a visitor")]
    public async Task Address_that_hides_starttls_behind_an_examination_rests(string examined)
    {
        await using var app = await StartAsync([
            DomainName.Parse("plain-starttls-not-offered.example"),
        ]);
        // A server without STARTTLS that was not examined is not waited for.
        var first = await MeasureAsync(app, RoundProfiles.Dane);
        await using (var db = await app.OpenDatabaseAsync())
        {
            var sql =
                examined == "of a round"
                    ? """
                        UPDATE round_pairs
                        SET document = jsonb_set(document, '{examination}', '{"end": "start-tls-gone"}')
                        """
                    : """
                        INSERT INTO shared_examinations (host, address, server_name, serves_until, document)
                        SELECT 'another.example', address, 'another.example', now() + interval '65 minutes',
                          '{"end": "start-tls-gone"}' FROM round_pairs
                        """;
            (
                await db.Database.ExecuteSqlRawAsync(
                    sql.Replace("{", "{{", StringComparison.Ordinal)
                        .Replace("}", "}}", StringComparison.Ordinal),
                    Cancellation
                )
            ).ShouldBeGreaterThan(0);
        }

        var (second, _) = await app
            .Services.GetRequiredService<RoundStart>()
            .StartAsync(new("Tweede ronde", Profile: RoundProfiles.Dane), Cancellation);

        var rests = await Eventually.GetAsync(async () =>
        {
            await using var db = await app.OpenDatabaseAsync();
            return await db.Set<RoundPairRow>()
                .FirstOrDefaultAsync(
                    p =>
                        p.RoundId == second!.Id
                        && p.ClaimedUntil > DateTimeOffset.UtcNow + TimeSpan.FromMinutes(55),
                    Cancellation
                );
        });
        rests.DoneAt.ShouldBeNull();
        // After that it counts as what it is.
        await using (var db = await app.OpenDatabaseAsync())
        {
            await db.Database.ExecuteSqlAsync(
                $"UPDATE round_pairs SET done_at = done_at - interval '66 minutes' WHERE round_id = {first}",
                Cancellation
            );
            await db.Database.ExecuteSqlAsync(
                $"UPDATE shared_examinations SET serves_until = now() - interval '1 second'",
                Cancellation
            );
            await db.Database.ExecuteSqlAsync(
                $"UPDATE round_pairs SET claimed_until = now() WHERE round_id = {second!.Id}",
                Cancellation
            );
        }
        await MonitorSite.WaitAsync(app, second!.Id, RoundState.Correction);
    }

    /// <summary>
    /// The questions of a round find what is wrong, and never that a server meets the guidelines: that takes a full examination, which
    /// counts as long as the server is the same.
    /// </summary>
    [Fact]
    public async Task Round_counts_the_full_examination_of_a_server_until_it_has_changed()
    {
        string[] domains = ["tls-modern.example", "tls-stock-openssl.example"];
        await using var app = await StartAsync(
            [.. domains.Select(DomainName.Parse)],
            "TlsNcsc:Spacing=00:00:00",
            "TlsNcsc:FullEvery=01:00:00"
        );
        (await TlsAsync(app, RoundProfiles.Round)).ShouldBe([
            StandardOutcome.NotMeasured,
            StandardOutcome.Failed,
        ]);

        var due = app.Services.GetRequiredService<DueExaminations>();
        (await due.RunAsync(Cancellation)).ShouldBe(2);
        (await due.RunAsync(Cancellation)).ShouldBe(0, "each was examined a moment ago");

        (await TlsAsync(app, RoundProfiles.Round)).ShouldBe([
            StandardOutcome.Warning,
            StandardOutcome.Failed,
        ]);
        await ChangeAsync(app);
        (await TlsAsync(app, RoundProfiles.Round)).ShouldBe([
            StandardOutcome.NotMeasured,
            StandardOutcome.Failed,
        ]);
        await TlsAsync(app, RoundProfiles.Full);
        (await TlsAsync(app, RoundProfiles.Round)).ShouldBe([
            StandardOutcome.Warning,
            StandardOutcome.Failed,
        ]);

        async Task<IReadOnlyList<StandardOutcome>> TlsAsync(DashboardApp of, string profile)
        {
            var results = await ResultsAsync(of, await MeasureAsync(of, profile));
            return [.. domains.Select(domain => results[domain][FigureStandard.TlsNcsc].Strict)];
        }
    }

    [Fact]
    public async Task Server_left_alone_is_not_examined_when_it_is_due()
    {
        string[] domains = ["tls-modern.example", "tls-stock-openssl.example"];
        await using var app = await StartAsync(
            [.. domains.Select(DomainName.Parse)],
            "TlsNcsc:Spacing=00:00:00",
            "TlsNcsc:FullEvery=01:00:00",
            "TlsNcsc:LeftAlone:0=tls-modern.example"
        );
        var results = await ResultsAsync(app, await MeasureAsync(app, RoundProfiles.Round));

        results["tls-modern.example"]
            [FigureStandard.TlsNcsc]
            .Strict.ShouldBe(StandardOutcome.NotMeasured);
        (await app.Services.GetRequiredService<DueExaminations>().RunAsync(Cancellation)).ShouldBe(
            1
        );
    }

    /// <summary>As if what was examined had been other servers.</summary>
    private static async Task ChangeAsync(DashboardApp app)
    {
        await using var db = await app.OpenDatabaseAsync();
        foreach (var row in await db.SharedExaminations.ToListAsync(Cancellation))
        {
            row.Whole = SharedExaminationRow.Write(
                SharedExaminationRow.Read(row.Whole!) with
                {
                    Greeting = "220 another.example Sendmail",
                }
            );
        }
        await db.SaveChangesAsync(Cancellation);
    }

    private async Task<DashboardApp> StartAsync(
        IReadOnlyList<DomainName> domains,
        params string[] more
    )
    {
        string[] settings =
        [
            .. await lab.SettingsAsync(),
            "Rounds:SweepEvery=00:00:00.3",
            "Probe:RetryAfter=00:00:00.5",
            "TlsNcsc:RoundSpacing=00:00:00",
            "TlsNcsc:LimitPause=00:00:00",
            "TlsNcsc:LimitSpacing=00:00:00",
            .. more,
        ];
        return await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            builder =>
                builder.Services.Replace(
                    ServiceDescriptor.Singleton<IRoundRegister>(new ListRegister(domains))
                ),
            settings
        );
    }

    private static IReadOnlyList<DomainName> Domains(
        IEnumerable<Scenario> related,
        IEnumerable<Scenario> others
    ) =>
        [
            .. related
                .Where(s => !s.Slow && s.Slug != "ipv6-unreachable")
                .Concat(others.Where(s => Others.Contains(s.Slug)))
                .Select(s => s.Domain),
        ];

    /// <summary>As <c>check --standards</c> does, without what the round kept.</summary>
    private static async Task<DomainMeasurement> SingleAsync(
        DashboardApp app,
        DomainName domain,
        CancellationToken stop
    )
    {
        var demand = EvidenceDemand.Interactive;
        var seen = await app
            .Services.GetRequiredService<InboundProbe>()
            .ObserveAsync(domain, demand, progress: null, stop);
        seen = await app
            .Services.GetRequiredService<RelatedProbe>()
            .ObserveAsync(seen, demand, progress: null, stop);
        seen = await app
            .Services.GetRequiredService<TlsNcscProbe>()
            .ObserveAsync(seen, TlsProfile.Round, stop);
        return DomainMeasurement.Of(seen, host => host.Value);
    }

    private static async Task<int> MeasureAsync(DashboardApp app, string profile)
    {
        var (started, refusal) = await app
            .Services.GetRequiredService<RoundStart>()
            .StartAsync(new("Proefronde", Profile: profile), Cancellation);
        refusal.ShouldBeNull();
        await MonitorSite.WaitAsync(app, started!.Id, RoundState.Correction);
        return started.Id;
    }

    private static async Task<
        Dictionary<string, IReadOnlyDictionary<FigureStandard, StandardOutcomes>>
    > ResultsAsync(DashboardApp app, int round)
    {
        await using var db = await app.OpenDatabaseAsync();
        var rows = await db.Set<RoundResultRow>()
            .Where(r => r.RoundId == round && r.SupersededIn == null)
            .Join(
                db.Set<MeasuredDomainRow>(),
                r => r.DomainId,
                d => d.Id,
                (r, d) => new { d.Name, Row = r }
            )
            .ToListAsync(Cancellation);
        return rows.ToDictionary(r => r.Name, r => ResultRows.Stored(r.Row));
    }

    /// <summary>With each address.</summary>
    private static async Task<IReadOnlyList<int>> SessionsAsync(DashboardApp app, int round)
    {
        await using var db = await app.OpenDatabaseAsync();
        return await db.Set<RoundPairRow>()
            .Where(p => p.RoundId == round)
            .Select(p => (int)p.Sessions)
            .ToListAsync(Cancellation);
    }

    private static string Words(IReadOnlyDictionary<FigureStandard, StandardOutcomes> outcomes) =>
        string.Join(
            ", ",
            outcomes
                .Where(o => o.Key != FigureStandard.Dnssec)
                .OrderBy(o => o.Key)
                .Select(o => $"{o.Key} {o.Value.Forum}/{o.Value.Strict} {o.Value.Why}".TrimEnd())
        );
}
