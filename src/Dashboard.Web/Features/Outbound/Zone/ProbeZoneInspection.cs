using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Probes.Dns;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.Outbound.Zone;

/// <summary>Says what the parent zone must carry, and looks whether it does.</summary>
internal sealed class ProbeZoneInspection(
    ConfiguredProbeZone zone,
    ProbeZoneAdministration administration,
    ValidatingResolver resolver,
    IConfiguration configuration,
    TimeProvider time
)
{
    private readonly bool inLab = LabSettings.SendingSocket(configuration) is not null;

    public async Task<ProbeZoneStatus> LookAsync(CancellationToken cancellation)
    {
        var missing = zone.MissingFor(OutboundTestKind.Full);
        if (zone.Options is not { NameServers.Count: > 0 } options)
        {
            return new ProbeZoneStatus { Missing = missing, Zone = zone.Options?.Name };
        }
        var status = new ProbeZoneStatus
        {
            Missing = missing,
            Zone = options.Name,
            NameServers = options.NameServers,
            InLab = inLab,
        };
        DsRecord ds;
        try
        {
            ds = await administration.DsAsync(cancellation);
        }
        catch (Exception fault) when (DatabaseFault.IsUnavailable(fault))
        {
            return status;
        }
        return status with
        {
            Ds = ds,
            Delegation = administration.Delegation(ds),
            Look = inLab ? null : await LookAsync(options, ds, cancellation),
        };
    }

    private async Task<ProbeZoneLook> LookAsync(
        ProbeZoneOptions options,
        DsRecord ds,
        CancellationToken cancellation
    )
    {
        var soa = resolver.SoaAsync(options.Name, cancellation);
        var ns = resolver.NsAsync(options.Name, cancellation);
        var seen = await resolver.DsAsync(options.Name, cancellation);
        return new ProbeZoneLook
        {
            At = time.GetUtcNow(),
            Soa = await soa,
            Ns = await ns,
            Ds = seen,
            NsState = StateOf(
                await ns,
                names =>
                    names.ToHashSet().SetEquals(options.NameServers.Select(server => server.Name))
            ),
            // A parent may carry a digest of another type beside ours.
            DsState = StateOf(seen, records => records.Contains(ds)),
            Served = ServedOf(await soa),
        };
    }

    internal static DelegationState StateOf<TRecord>(
        DnsLookup<TRecord> lookup,
        Func<IReadOnlyList<TRecord>, bool> fits
    ) =>
        lookup.Outcome switch
        {
            LookupOutcome.Failed => DelegationState.NotKnown,
            LookupOutcome.Answer => fits(lookup.Records)
                ? DelegationState.Right
                : DelegationState.Different,
            _ => DelegationState.Absent,
        };

    internal static DelegationState ServedOf(DnsLookup soa) =>
        soa switch
        {
            { Dnssec: DnssecStatus.Bogus } => DelegationState.Different,
            { Outcome: LookupOutcome.Failed } => DelegationState.NotKnown,
            { Outcome: LookupOutcome.Answer, Dnssec: DnssecStatus.Secure } => DelegationState.Right,
            { Outcome: LookupOutcome.Answer } => DelegationState.Different,
            _ => DelegationState.Absent,
        };
}
