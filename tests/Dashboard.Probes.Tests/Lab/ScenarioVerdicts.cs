using System.Collections.Concurrent;
using Dashboard.Core.Inbound;
using Dashboard.Lab.Scenarios;
using Dashboard.Probes.Inbound;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Probes.Tests.Lab;

/// <summary>Every scenario of the lab through the engine, once, many at a time.</summary>
public sealed class ScenarioVerdicts : IAsyncLifetime
{
    private readonly LabFixture lab;
    private readonly ConcurrentDictionary<string, InboundVerdict> verdicts = new();

    public ScenarioVerdicts(LabFixture lab) => this.lab = lab;

    public DomainVerdict Of(Scenario scenario) => verdicts[scenario.Slug].MailTransport;

    /// <summary>What STARTTLS and DANE count for in the Forum view.</summary>
    public ExpectedForum ForumOf(Scenario scenario)
    {
        var standards = verdicts[scenario.Slug].Standards;
        return new(Of(MailStandard.StartTls), Of(MailStandard.Dane));

        StandardOutcome Of(MailStandard standard) =>
            standards.Single(one => one.Standard == standard).Forum;
    }

    public async ValueTask InitializeAsync()
    {
        await using var services = Engine(lab);
        var probe = services.GetRequiredService<InboundProbe>();
        await Parallel.ForEachAsync(
            lab.Internet.Scenarios,
            new ParallelOptions { MaxDegreeOfParallelism = 20 },
            async (scenario, cancellation) =>
            {
                var seen = await probe.ObserveAsync(
                    scenario.Domain,
                    EvidenceDemand.Interactive,
                    progress: null,
                    cancellation
                );
                verdicts[scenario.Slug] = InboundJudgement.Judge(seen);
            }
        );
        await LookAgainAsync();
    }

    /// <summary>
    /// Many at a time a machine may be too slow for one of them: those that differ are looked at again, one after the other, by an engine
    /// that has seen nothing yet.
    /// </summary>
    private async Task LookAgainAsync()
    {
        await using var services = Engine(lab);
        var probe = services.GetRequiredService<InboundProbe>();
        var table = ScenarioReasonTable.IsToBeWritten
            ? new Dictionary<string, string>()
            : ScenarioReasonTable.Read();
        foreach (
            var scenario in lab.Internet.Scenarios.Where(one =>
                table.TryGetValue(one.Slug, out var line)
                    && line != ScenarioReasonTable.LineOf(one, Of(one))
                || Of(one) is var seen
                    && (
                        seen.Status,
                        seen.Delivery,
                        seen.ConnectionType,
                        seen.AttackerConnectionType
                    ) != (one.Status, one.Delivery, one.ConnectionType, one.AttackerConnectionType)
            )
        )
        {
            var seen = await probe.ObserveAsync(
                scenario.Domain,
                EvidenceDemand.Interactive,
                progress: null,
                CancellationToken.None
            );
            verdicts[scenario.Slug] = InboundJudgement.Judge(seen);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Long enough for a slow machine, and not so long that silence takes minutes.</summary>
    internal static ServiceProvider Engine(
        LabFixture lab,
        string? resolver = null,
        bool allowReserved = true,
        string deadline = "00:04:00",
        string relatedDeadline = "00:04:00",
        string sessions = "10",
        string ticketWait = "00:00:00.5"
    ) =>
        new ServiceCollection()
            .AddProbes(
                new ConfigurationBuilder()
                    .AddInMemoryCollection(
                        new Dictionary<string, string?>
                        {
                            ["Dns:Resolver"] = resolver ?? lab.Internet.Resolver.ToString(),
                            ["Dns:Timeout"] = "00:00:10",
                            ["Dns:NameServerPort"] = $"{lab.Internet.Authoritative.Port}",
                            ["Dns:RetryAfter"] = "00:00:00.2",
                            ["Smtp:Port"] = $"{lab.Internet.SmtpPort}",
                            ["Smtp:GreetingTimeout"] = "00:00:08",
                            ["Smtp:CommandTimeout"] = "00:00:08",
                            ["Smtp:HandshakeTimeout"] = "00:00:08",
                            ["Smtp:LongTimeout"] = "00:00:22",
                            ["Probe:Deadline"] = deadline,
                            ["Probe:RelatedDeadline"] = relatedDeadline,
                            ["Probe:SessionsPerAddress"] = sessions,
                            ["Probe:AllowReservedAddresses"] = $"{allowReserved}",
                            ["Probe:RetryAfter"] = "00:00:00.2",
                            ["MtaSts:Port"] = $"{lab.Internet.HttpsPort}",
                            ["MtaSts:TrustedRoots"] = lab.Internet.TrustedRoots,
                            ["MtaSts:ConnectTimeout"] = "00:00:08",
                            ["MtaSts:Timeout"] = "00:00:12",
                            ["TlsNcsc:Spacing"] = "00:00:00",
                            ["TlsNcsc:RoundSpacing"] = "00:00:00",
                            ["TlsNcsc:LimitPause"] = "00:00:00",
                            ["TlsNcsc:LimitSpacing"] = "00:00:00",
                            ["TlsNcsc:TicketWait"] = ticketWait,
                            ["TlsNcsc:SessionsPerProvider"] = "20",
                            ["TlsNcsc:LeftAlone:0"] =
                                "tls-left-alone.example 2026-11-30 asked by mail",
                        }
                    )
                    .Build()
            )
            .BuildServiceProvider();
}
