using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Probes;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Inbound.Related;
using Dashboard.Probes.Inbound.TlsNcsc;
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
    private readonly TlsNcscProbe tls;
    private readonly TlsProfile? profile;

    private CheckEngine(ServiceProvider services, TlsProfile? profile)
    {
        this.services = services;
        this.profile =
            profile
            ?? services.GetRequiredService<IOptions<TlsNcscOptions>>().Value.QuestionsUnlessSaid;
        tls = services.GetRequiredService<TlsNcscProbe>();
        probe = services.GetRequiredService<InboundProbe>();
        related = this.profile is null ? null : services.GetRequiredService<RelatedProbe>();
        Concurrency = services.GetRequiredService<IOptions<ProbeOptions>>().Value.Concurrency;
    }

    public int Concurrency { get; }

    /// <param name="profile">Of TLS by NCSC, with which the related standards are measured too; null for what the settings say, which is the fast engine of STARTTLS and DANE alone where they say nothing.</param>
    /// <exception cref="WrongSettingException">A setting has no sense.</exception>
    public static CheckEngine Create(IConfiguration configuration, TlsProfile? profile = null)
    {
        var services = new ServiceCollection().AddProbes(configuration);
        // Each pair of host and address is connected to once in a run, however long that takes.
        services.PostConfigure<ProbeOptions>(probe => probe.CachePeriod = TimeSpan.FromDays(1));
        try
        {
            return new CheckEngine(services.BuildServiceProvider(), profile);
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
        if (profile is { } asked)
        {
            observation = await tls.ObserveAsync(observation, asked, cancellation);
            cancellation.ThrowIfCancellationRequested();
        }
        return new(observation, InboundJudgement.Judge(observation, tls.Methods));
    }

    /// <summary>The DNS of a domain and of its hosts alone; nothing is connected to.</summary>
    public async Task<InboundObservation> ResolveAsync(
        DomainName domain,
        CancellationToken cancellation
    ) =>
        InboundTargets.Complete(
            await probe.ResolveAsync(
                domain,
                EvidenceDemand.Interactive,
                progress: null,
                cancellation
            ),
            _ => null
        );

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
