using System.Collections.Concurrent;
using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Lab;
using Dashboard.Lab.Scenarios;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Inbound.TlsNcsc;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Probes.Tests.Lab;

/// <summary>Every scenario of STARTTLS and DANE, with all questions about TLS put to its servers afterwards.</summary>
public sealed class TlsNcscVerdicts(LabFixture lab) : IAsyncLifetime
{
    /// <summary>Its server is another one a while after each session: no other test may look at it meanwhile.</summary>
    public const string NotForTwo = "first-attempt-fails";

    private readonly ConcurrentDictionary<string, TlsNcscScenarioResult> results = new();

    internal TlsNcscScenarioResult Of(Scenario scenario) => results[scenario.Slug];

    public async ValueTask InitializeAsync()
    {
        await using var services = ScenarioVerdicts.Engine(lab);
        var probe = services.GetRequiredService<InboundProbe>();
        var tls = services.GetRequiredService<TlsNcscProbe>();
        await Parallel.ForEachAsync(
            lab.Internet.Scenarios.Where(scenario => scenario.Slug != NotForTwo),
            new ParallelOptions { MaxDegreeOfParallelism = 20 },
            async (scenario, stop) =>
            {
                var seen = await probe.ObserveAsync(
                    scenario.Domain,
                    EvidenceDemand.Interactive,
                    progress: null,
                    stop
                );
                results[scenario.Slug] = new(
                    seen,
                    await tls.ObserveAsync(seen, TlsProfile.Full, stop)
                );
            }
        );
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

internal sealed record TlsNcscScenarioResult(InboundObservation Before, InboundObservation After);

[Collection(nameof(EveryScenarioCollection))]
public sealed class TlsNcscScenarioTests(LabFixture lab, TlsNcscVerdicts results)
    : IClassFixture<TlsNcscVerdicts>
{
    public static TheoryData<string> Slugs() =>
        [
            .. LabInternet
                .Catalogue()
                .Select(scenario => scenario.Slug)
                .Where(slug => slug != TlsNcscVerdicts.NotForTwo),
        ];

    [Theory]
    [MemberData(nameof(Slugs))]
    public void Verdict_on_Dane_is_unchanged_by_an_examination_whose_sessions_agree(string slug)
    {
        var (before, after) = Result(slug);

        VerdictText
            .Unnumbered(DomainJudgement.Judge(after))
            .ShouldBe(VerdictText.Unnumbered(DomainJudgement.Judge(before)));
        VerdictText
            .Unnumbered(Others(InboundJudgement.Judge(after)))
            .ShouldBe(VerdictText.Unnumbered(Others(InboundJudgement.Judge(before))));
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public void Examination_keeps_to_its_limit_and_can_be_stored(string slug)
    {
        var (_, after) = Result(slug);

        foreach (var address in after.Hosts.SelectMany(host => host.Addresses))
        {
            (address.Examination?.Sessions ?? 0).ShouldBeLessThanOrEqualTo(15);
            (address.Examination?.End).ShouldNotBe(TlsExaminationEnd.OwnLimit);
        }
        var json = Json(after);
        Json(JsonSerializer.Deserialize<InboundObservation>(json, EvidenceJson.Options))
            .ShouldBe(json);
    }

    [Fact]
    public void Server_with_TLS_is_judged_by_both_methods_newest_first()
    {
        var (_, after) = Result("ee-rsa");

        var verdicts = InboundJudgement
            .Judge(after, NcscMethod.Ncsc2025, NcscMethod.Ncsc2021)
            .Standards.Where(one => one.Standard == MailStandard.TlsNcsc)
            .ToList();

        verdicts.Select(one => one.MethodVersion).ShouldBe(["ncsc-2025", "ncsc-2021"]);
        verdicts.ShouldAllBe(verdict =>
            verdict.Results.Any(result => result.Slug == TlsSubTest.Version && result.Level != null)
        );
    }

    private (InboundObservation Before, InboundObservation After) Result(string slug)
    {
        var scenario = lab.Internet.Scenarios.FirstOrDefault(one => one.Slug == slug);
        Assert.SkipWhen(scenario is null, "This machine lacks what the scenario needs.");
        var result = results.Of(scenario);
        return (result.Before, result.After);
    }

    private static IEnumerable<StandardVerdict> Others(InboundVerdict verdict) =>
        verdict.Standards.Where(one => one.Standard != MailStandard.TlsNcsc);

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, EvidenceJson.Options);
}
