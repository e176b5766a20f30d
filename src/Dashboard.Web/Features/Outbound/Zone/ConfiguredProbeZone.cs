using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.TlsReports;
using Dashboard.Data;
using Dashboard.Probes.Outbound.Receiver;
using Dashboard.Probes.Outbound.Receiver.Certificates;
using Dashboard.Probes.Outbound.Zone;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Outbound.Zone;

/// <summary>
/// The probe zone of this installation, where there is one: its settings, the receiver's listeners behind it, and the store that
/// writes its records.
/// </summary>
internal sealed class ConfiguredProbeZone(
    IConfiguration configuration,
    IServiceProvider services,
    IDbContextFactory<DashboardDb> database,
    IReportPost reports,
    TimeProvider time
) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private ProbeZoneLayout? layout;

    /// <summary>Null where no zone is named.</summary>
    public ProbeZoneOptions? Options { get; } = ProbeZoneSettings.Read(configuration);

    /// <summary>Null where no zone is named.</summary>
    public ReceiverOptions? Receiver =>
        Options is null ? null : services.GetRequiredService<ReceiverOptions>();

    /// <summary>What keeps tests of a kind from working, see <see cref="ProbeZoneMissing"/>; empty where nothing does.</summary>
    public IReadOnlyList<string> MissingFor(OutboundTestKind kind)
    {
        if (Options is null || Receiver is not { } receiver)
        {
            return [ProbeZoneMissing.Name];
        }
        var missing = new List<string>();
        if (Options.NameServers.Count == 0)
        {
            missing.Add(ProbeZoneMissing.NameServers);
        }
        missing.AddRange(
            ProbeHostAddresses
                .ListenersOf(kind)
                .Where(need => receiver.Find(need.Behaviour, need.Certificate) is null)
                .Select(need =>
                    $"{ProbeZoneMissing.Listener}:{ReceiverListenerNames.Of(need.Behaviour, need.Certificate)}"
                )
        );
        return missing;
    }

    public async Task<PowerDnsStore> StoreAsync(CancellationToken cancellation) =>
        new(await LayoutAsync(cancellation));

    /// <summary>Made on first use: it needs the certificates and a key that all processes share.</summary>
    public async Task<ProbeZoneLayout> LayoutAsync(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            return layout ??= await MakeAsync(cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task<ProbeZoneLayout> MakeAsync(CancellationToken cancellation)
    {
        var options = Options ?? throw new InvalidOperationException("No probe zone is named.");
        return new ProbeZoneLayout(
            options.Name,
            options.NameServers,
            options.HostMaster,
            services.GetRequiredService<ReceiverCertificates>().Digests,
            ZoneSigningKey.FromPrivateKeyFormat(
                await FaultKeyAsync(options.Name.Value, cancellation)
            )
        )
        {
            Reports = ReportsOf(options.Name),
        };
    }

    private ReportPlace? ReportsOf(DomainName name)
    {
        var addresses = new ProbeHostAddresses(Receiver!).OfReports();
        return addresses.Count == 0
            ? null
            : new(TlsReportTargets.Of(name, reports.Address), addresses);
    }

    private async Task<string> FaultKeyAsync(string zone, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        // Two processes may be first at the same time; one key wins and both read that.
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO probe_zones (zone, fault_key, created_at)
            VALUES ({zone}, {ZoneSigningKey.Create().ToPrivateKeyFormat()}, {time.GetUtcNow()})
            ON CONFLICT (zone) DO NOTHING
            """,
            cancellation
        );
        return await db
            .ProbeZones.Where(row => row.Zone == zone)
            .Select(row => row.FaultKey)
            .SingleAsync(cancellation);
    }
}
