using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Probes;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Inbound.Related;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dashboard.Check;

/// <summary>The probe and the judgement, put together from settings without web server or database.</summary>
internal sealed class CheckEngine : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly InboundProbe probe;
    private readonly RelatedProbe? related;

    private CheckEngine(ServiceProvider services, bool standards)
    {
        this.services = services;
        probe = services.GetRequiredService<InboundProbe>();
        related = standards ? services.GetRequiredService<RelatedProbe>() : null;
        Concurrency = services.GetRequiredService<IOptions<ProbeOptions>>().Value.Concurrency;
    }

    public int Concurrency { get; }

    /// <param name="standards">The related standards are measured too; without them it is the fast engine of STARTTLS and DANE.</param>
    /// <exception cref="WrongSettingException">A setting has no sense.</exception>
    public static CheckEngine Create(IConfiguration configuration, bool standards = false)
    {
        var services = new ServiceCollection().AddProbes(configuration);
        // Each pair of host and address is connected to once in a run, however long that takes.
        services.PostConfigure<ProbeOptions>(probe => probe.CachePeriod = TimeSpan.FromDays(1));
        try
        {
            return new CheckEngine(services.BuildServiceProvider(), standards);
        }
        catch (Exception fault) when (WrongSetting.Of(fault) is not null)
        {
            throw WrongSetting.Of(fault)!;
        }
    }

    public async Task<CheckedDomain> CheckAsync(DomainName domain, CancellationToken cancellation)
    {
        var observation = await probe.ObserveAsync(
            domain,
            EvidenceDemand.Interactive,
            progress: null,
            cancellation
        );
        if (related is not null)
        {
            observation = await related.ObserveAsync(
                observation,
                EvidenceDemand.Interactive,
                progress: null,
                cancellation
            );
        }
        return new(observation, InboundJudgement.Judge(observation));
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
