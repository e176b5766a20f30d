using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Probes;
using Dashboard.Probes.Inbound;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dashboard.Check;

/// <summary>The probe and the judgement, put together from settings without web server or database.</summary>
internal sealed class CheckEngine : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly InboundProbe probe;

    private CheckEngine(ServiceProvider services)
    {
        this.services = services;
        probe = services.GetRequiredService<InboundProbe>();
        Concurrency = services.GetRequiredService<IOptions<ProbeOptions>>().Value.Concurrency;
    }

    public int Concurrency { get; }

    /// <exception cref="WrongSettingException">A setting has no sense.</exception>
    public static CheckEngine Create(IConfiguration configuration)
    {
        var services = new ServiceCollection().AddProbes(configuration);
        // Each pair of host and address is connected to once in a run, however long that takes.
        services.PostConfigure<ProbeOptions>(probe => probe.CachePeriod = TimeSpan.FromDays(1));
        try
        {
            return new CheckEngine(services.BuildServiceProvider());
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
        return new(observation, InboundJudgement.Judge(observation));
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
