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
        await using var services = ScenarioVerdicts.Engine(lab);
        var probe = services.GetRequiredService<InboundProbe>();
        var tls = services.GetRequiredService<TlsNcscProbe>();
        await Parallel.ForEachAsync(
            lab.Internet.TlsScenarios,
            new ParallelOptions { MaxDegreeOfParallelism = 10 },
            async (scenario, stop) =>
            {
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
                    seen,
                    examined,
                    InboundJudgement.Judge(examined, TlsNcscProbe.AllMethods)
                );
            }
        );
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

internal sealed record TlsScenarioResult(
    InboundObservation Before,
    InboundObservation After,
    InboundVerdict Verdict
);

/// <summary>The tables of docs/tls-ncsc.md on real libraries behind real mail sessions.</summary>
public sealed class TlsScenarioTests(LabFixture lab, TlsVerdicts results)
    : IClassFixture<TlsVerdicts>
{
    public static TheoryData<string> Slugs() =>
        [.. LabInternet.TlsCatalogue().Select(scenario => scenario.Slug)];

    [Theory]
    [MemberData(nameof(Slugs))]
    public void Scenario_gets_the_levels_of_both_methods(string slug)
    {
        var (scenario, result) = Result(slug);

        Levels(result, "ncsc-2025", scenario, expected => expected.Of2025);
        Levels(result, "ncsc-2021", scenario, expected => expected.Of2021);
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public void Server_takes_at_most_fifteen_connections_and_is_asked_for_nothing_but_TLS(
        string slug
    )
    {
        var (scenario, result) = Result(slug);

        var address = result.After.Hosts.ShouldHaveSingleItem().Addresses.ShouldHaveSingleItem();
        var examination = address.Examination.ShouldNotBeNull();
        examination.End.ShouldBe(scenario.Tls!.End);
        lab.Internet.ConnectionsOf(address.Address).ShouldBe(examination.Sessions);
        examination.Sessions.ShouldBeLessThanOrEqualTo(15);
        lab.Internet.CommandsSeen.Keys.ShouldNotContain("MAIL");
        lab.Internet.CommandsSeen.Keys.ShouldNotContain("RCPT");
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public void Verdict_on_Dane_is_unchanged_by_the_examination(string slug)
    {
        var (scenario, result) = Result(slug);

        result.Verdict.MailTransport.Status.ShouldBe(scenario.Status);
        Of(DomainJudgement.Judge(result.After)).ShouldBe(Of(DomainJudgement.Judge(result.Before)));
    }

    private static void Levels(
        TlsScenarioResult result,
        string method,
        Scenario scenario,
        Func<ExpectedSubTest, string?> level
    )
    {
        var verdict = result.Verdict.Standards.Single(one =>
            one.Standard == MailStandard.TlsNcsc && one.MethodVersion == method
        );
        var seen = scenario.Tls!.SubTests.Select(expected =>
            $"{expected.Slug} {Word(verdict.Results.FirstOrDefault(one => one.Slug == expected.Slug))}"
        );
        var wanted = scenario.Tls.SubTests.Select(expected =>
            $"{expected.Slug} {level(expected) ?? "not-applicable"}"
        );
        string.Join(", ", seen)
            .ShouldBe(
                string.Join(", ", wanted),
                method
                    + ": "
                    + string.Join(
                        "; ",
                        verdict.Reasons.Select(reason =>
                            $"{reason.Slug} {string.Join(' ', reason.Facts.Select(f => $"{f.Key}={f.Value}"))}"
                        )
                    )
            );
    }

    private static string Word(StandardResult? result) =>
        result is null ? "not-applicable"
        : result.Strict == StandardOutcome.NotMeasured ? "not-measured"
        : result.Level ?? Slug.Of(result.Strict);

    private static string Of(DomainVerdict verdict) =>
        System.Text.Json.JsonSerializer.Serialize(verdict, EvidenceJson.Options);

    private (Scenario, TlsScenarioResult) Result(string slug)
    {
        var scenario = lab.Internet.TlsScenarios.FirstOrDefault(one => one.Slug == slug);
        Assert.SkipWhen(scenario is null, "This machine lacks what the scenario needs.");
        return (scenario, results.Of(scenario));
    }
}
