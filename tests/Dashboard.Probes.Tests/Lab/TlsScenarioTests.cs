using System.Collections.Concurrent;
using Dashboard.Core;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Lab;
using Dashboard.Lab.Scenarios;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Inbound.TlsNcsc;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Probes.Tests.Lab;

/// <summary>Every scenario of STARTTLS by NCSC through the engine, once, with every question.</summary>
public sealed class TlsVerdicts(LabFixture lab) : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, TlsScenarioResult> results = new();

    internal TlsScenarioResult Of(Scenario scenario) => results[scenario.Slug];

    public async ValueTask InitializeAsync()
    {
        // A busy server sends its tickets late, and none in time reads as none.
        await using var services = ScenarioVerdicts.Engine(lab, ticketWait: "00:00:05");
        var probe = services.GetRequiredService<InboundProbe>();
        var tls = services.GetRequiredService<TlsNcscProbe>();
        await Parallel.ForEachAsync(
            lab.Internet.TlsScenarios,
            new ParallelOptions { MaxDegreeOfParallelism = 10 },
            async (scenario, stop) =>
            {
                var before = lab.Internet.ConnectionsOf(scenario.Tls!.Address);
                var seen = await probe.ObserveAsync(
                    scenario.Domain,
                    EvidenceDemand.Interactive,
                    progress: null,
                    stop
                );
                var examined = await tls.ObserveAsync(
                    seen,
                    TlsProfile.Full,
                    TlsNcscProbe.AllMethods,
                    progress: null,
                    stop
                );
                results[scenario.Slug] = new(
                    before,
                    seen,
                    examined,
                    InboundJudgement.Judge(examined, TlsNcscProbe.AllMethods)
                );
            }
        );
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <param name="Connections">That its server had taken before.</param>
internal sealed record TlsScenarioResult(
    int Connections,
    InboundObservation Before,
    InboundObservation After,
    InboundVerdict Verdict
);

/// <summary>The tables of docs/tls-ncsc.md on real libraries behind real mail sessions.</summary>
[Collection(nameof(EveryScenarioCollection))]
public sealed class TlsScenarioTests(LabFixture lab, TlsVerdicts results)
    : IClassFixture<TlsVerdicts>
{
    public static TheoryData<string> Slugs() =>
        [.. LabInternet.TlsCatalogue().Select(scenario => scenario.Slug)];

    [Theory]
    [MemberData(nameof(Slugs))]
    public void Scenario_gets_the_levels_of_both_methods_in_both_views(string slug)
    {
        var (scenario, result) = Result(slug);

        foreach (var method in TlsNcscProbe.AllMethods)
        {
            var verdict = result.Verdict.Standards.Single(one =>
                one.Standard == MailStandard.TlsNcsc && one.MethodVersion == Slug.Of(method)
            );
            var wanted = scenario.Tls!.SubTests.ToDictionary(
                expected => expected.Slug,
                expected => method == NcscMethod.Ncsc2025 ? expected.Of2025 : expected.Of2021
            );
            Lines(wanted.Select(each => (each.Key, SeenOf(verdict, each.Key))))
                .ShouldBe(
                    Lines(wanted.Select(each => (each.Key, each.Value))),
                    $"{method}: {ScenarioReasons.Of(verdict)}; asked "
                        + string.Join(
                            ' ',
                            Examination(result)
                                .Answers.Select(answer =>
                                    $"{Slug.Of(answer.Question)}={Slug.Of(answer.Kind)}"
                                )
                        )
                );
        }
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public async Task Server_takes_at_most_fifteen_connections_and_is_asked_for_nothing_but_TLS(
        string slug
    )
    {
        var (scenario, result) = Result(slug);

        var examination = Examination(result);
        examination.End.ShouldBe(scenario.Tls!.End);
        // Of the receiving test, where a handshake failed: beside the fifteen.
        var address = result.Before.Hosts[0].Addresses[0];
        var retries =
            address.Attempts.Count
            - 1
            + (
                address is { Last.Handshake: null, LegacyHandshake: null, Last.StartTls: not null }
                    ? 1
                    : 0
            );
        // A real server writes its log a moment later.
        await Eventually.TrueAsync(() => Connections() >= examination.Sessions + retries);
        Connections().ShouldBe(examination.Sessions + retries);
        examination.Sessions.ShouldBeLessThanOrEqualTo(15);
        lab.Internet.CommandsSeen.Keys.ShouldNotContain("MAIL");
        lab.Internet.CommandsSeen.Keys.ShouldNotContain("RCPT");

        int Connections() => lab.Internet.ConnectionsOf(scenario.Tls.Address) - result.Connections;
    }

    /// <summary>The sessions for STARTTLS and DANE are there, as with any other server, and not one more.</summary>
    [Fact]
    public void Server_whose_operator_asked_for_it_is_put_no_question()
    {
        var (_, result) = Result("tls-left-alone");

        var examination = Examination(result);
        examination.Answers.ShouldBeEmpty();
        examination.LeftAlone.ShouldBe(
            new TlsLeftAlone
            {
                What = "tls-left-alone.example",
                Since = new DateOnly(2026, 11, 30),
                Reason = "asked by mail",
            }
        );
        result.Before.Hosts[0].Addresses[0].Last!.Handshake.ShouldNotBeNull();
        foreach (
            var verdict in result.Verdict.Standards.Where(one =>
                one.Standard == MailStandard.TlsNcsc
            )
        )
        {
            verdict.Status.ShouldBe("not-measured");
            verdict.Strict.ShouldBe(StandardOutcome.NotMeasured);
        }
    }

    /// <summary>A server that shows STARTTLS to some of these sessions and not to others does not end as protected.</summary>
    [Theory]
    [MemberData(nameof(Slugs))]
    public void Verdict_on_Dane_takes_of_the_examination_whether_its_sessions_agree(string slug)
    {
        var (scenario, result) = Result(slug);

        var before = DomainJudgement.Judge(result.Before);
        var after = DomainJudgement.Judge(result.After);
        result.Verdict.MailTransport.Status.ShouldBe(scenario.Status);
        scenario.Reasons.Except(after.Reasons.Select(reason => reason.Slug)).ShouldBeEmpty();
        var examination = Examination(result);
        SessionsOf(after)
            .ShouldBe(
                SessionsOf(before)
                    + examination.Answers.Count
                    + (examination.Gone?.Afterwards is null ? 0 : 1)
            );
        (examination.Gone is not null).ShouldBe(
            scenario.Tls!.End == TlsExaminationEnd.StartTlsGone
        );
        (VerdictText.Unnumbered(after) == VerdictText.Unnumbered(before)).ShouldBe(
            examination.Gone is not { TakesTurns: true }
        );
        (examination.Gone is { TakesTurns: true }).ShouldBe(
            slug.StartsWith("tls-fifth-", StringComparison.Ordinal)
                && scenario.Tls.End == TlsExaminationEnd.StartTlsGone
        );
        // A day later, and so beside other sessions, it says nothing of them.
        VerdictText
            .Of(DomainJudgement.Judge(Beside(result.After, TimeSpan.FromDays(1))))
            .ShouldBe(VerdictText.Of(before));
    }

    private static int SessionsOf(DomainVerdict verdict) =>
        verdict.Hosts.Sum(host => host.Addresses.Sum(address => address.Sessions));

    private static InboundObservation Beside(InboundObservation seen, TimeSpan earlier) =>
        seen with
        {
            Hosts =
            [
                .. seen.Hosts.Select(host =>
                    host with
                    {
                        Addresses =
                        [
                            .. host.Addresses.Select(address =>
                                address with
                                {
                                    Examination = address.Examination! with
                                    {
                                        Follows = address.Examination.Follows - earlier,
                                    },
                                }
                            ),
                        ],
                    }
                ),
            ],
        };

    [Theory]
    [MemberData(nameof(Slugs))]
    public void Evidence_can_be_stored_and_read_back(string slug)
    {
        var (_, result) = Result(slug);

        var json = System.Text.Json.JsonSerializer.Serialize(result.After, EvidenceJson.Options);
        json.Length.ShouldBeLessThan(500_000);
        System
            .Text.Json.JsonSerializer.Serialize(
                System.Text.Json.JsonSerializer.Deserialize<InboundObservation>(
                    json,
                    EvidenceJson.Options
                ),
                EvidenceJson.Options
            )
            .ShouldBe(json);
    }

    private static TlsExamination Examination(TlsScenarioResult result) =>
        result
            .After.Hosts.ShouldHaveSingleItem()
            .Addresses.ShouldHaveSingleItem()
            .Examination.ShouldNotBeNull();

    private static string Lines(IEnumerable<(string SubTest, ExpectedLevel Level)> levels) =>
        string.Join(
            '\n',
            levels.Select(each =>
                $"{each.SubTest}: {each.Level.Level}, Forum {each.Level.Forum}, strict {each.Level.Strict}"
            )
        );

    private static ExpectedLevel SeenOf(StandardVerdict verdict, string subTest) =>
        verdict.Results.FirstOrDefault(one => one.Slug == subTest) is { } row
            ? new(row.Level ?? Slug.Of(row.Strict), Slug.Of(row.Forum), Slug.Of(row.Strict))
            : new("not-applicable", "not-counted", "not-counted");

    private (Scenario, TlsScenarioResult) Result(string slug)
    {
        var scenario = ScenarioShown.Of(lab.Internet.TlsScenarios, slug);
        return (scenario, results.Of(scenario));
    }
}
