using System.Collections.Concurrent;
using Dashboard.Core.Inbound;
using Dashboard.Lab.Scenarios;
using Dashboard.Probes;
using Dashboard.Probes.Inbound;
using Dashboard.Web.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Inbound;

/// <summary>Every scenario of the lab as the product sees and judges it, once.</summary>
public sealed class LabResults(LabFixture lab) : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, LabResult> results = new();

    public IReadOnlyList<LabResult> All =>
        [.. results.Values.OrderBy(result => result.Scenario.Slug, StringComparer.Ordinal)];

    public async ValueTask InitializeAsync()
    {
        var internet = await lab.GetAsync();
        await using var services = new ServiceCollection()
            .AddProbes(
                new ConfigurationBuilder()
                    .AddInMemoryCollection(
                        new Dictionary<string, string?>
                        {
                            ["Dns:Resolver"] = internet.Resolver.ToString(),
                            ["Dns:RetryAfter"] = "00:00:00.2",
                            ["Smtp:Port"] = $"{internet.SmtpPort}",
                            ["Dns:NameServerPort"] = $"{internet.Authoritative.Port}",
                            ["Smtp:LongTimeout"] = "00:00:22",
                            ["Probe:Deadline"] = "00:04:00",
                            ["Probe:SessionsPerAddress"] = "10",
                            ["Probe:RetryAfter"] = "00:00:00.2",
                            ["Probe:AllowReservedAddresses"] = "true",
                        }
                    )
                    .Build()
            )
            .BuildServiceProvider();
        var probe = services.GetRequiredService<InboundProbe>();
        await Parallel.ForEachAsync(
            internet.Scenarios.Where(scenario => !scenario.Slow),
            new ParallelOptions { MaxDegreeOfParallelism = 30 },
            async (scenario, cancellation) =>
            {
                var seen = await probe.ObserveAsync(
                    scenario.Domain,
                    EvidenceDemand.Interactive,
                    progress: null,
                    cancellation
                );
                results[scenario.Slug] = new(scenario, DomainJudgement.Judge(seen), seen);
            }
        );
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

public sealed record LabResult(Scenario Scenario, DomainVerdict Verdict, InboundObservation Seen);
