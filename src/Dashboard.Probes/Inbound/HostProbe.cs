using System.Net;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes.Inbound;

/// <summary>The evidence of one MX host: its DNS, and a look at each of its addresses.</summary>
internal sealed class HostProbe(
    HostDns dns,
    SharedAddressProbe addresses,
    IOptions<ProbeOptions> options
)
{
    private readonly ProbeOptions limits = options.Value;

    public async Task<HostObservation> ObserveAsync(
        MxHost host,
        DomainName domain,
        IProgress<InboundProgress>? progress,
        CancellationToken cancellation
    )
    {
        var seen = await dns.ObserveAsync(host, domain, progress, cancellation);
        var all = new HostAddresses(seen.A, seen.Aaaa).All;
        var skipped = MustBeSkipped(seen);
        var serverName = ServerName(seen);
        var probed = new List<Task<AddressObservation>>(all.Count);
        var connecting = 0;
        foreach (var address in all)
        {
            var disposition = Disposition(address, skipped, connecting);
            connecting += disposition == AddressDisposition.Probed ? 1 : 0;
            probed.Add(
                disposition == AddressDisposition.Probed
                    ? ConnectAsync(host.Name, address, serverName, progress, cancellation)
                    : Task.FromResult(NotConnected(host.Name, address, disposition, progress))
            );
        }
        return seen with
        {
            A = KeptRecords.Of(seen.A),
            Aaaa = KeptRecords.Of(seen.Aaaa),
            Addresses = await Task.WhenAll(probed),
        };
    }

    /// <summary>A sender that could not learn whether there are TLSA records does not connect (RFC 7672 section 2.2).</summary>
    private static bool MustBeSkipped(HostObservation host) =>
        host.Tlsa.Any(asked =>
            asked is { Purpose: TlsaQueryPurpose.Sender, Lookup.Outcome: LookupOutcome.Failed }
        );

    /// <summary>The TLSA base domain where there is one (RFC 7672 section 8.1), else the host's name.</summary>
    private static DomainName ServerName(HostObservation host) =>
        host.Tlsa.FirstOrDefault(asked =>
            asked
                is {
                    Purpose: TlsaQueryPurpose.Sender,
                    Lookup: { Outcome: LookupOutcome.Answer, Dnssec: DnssecStatus.Secure }
                }
        )?.BaseDomain
        ?? host.Host.Name;

    private AddressDisposition Disposition(IPAddress address, bool skipped, int connecting) =>
        !limits.AllowReservedAddresses && ReservedAddresses.Contains(address)
            ? AddressDisposition.Reserved
        : skipped ? AddressDisposition.NotNeeded
        : connecting >= limits.AddressLimit ? AddressDisposition.BeyondLimit
        : !LocalRoutes.Has(address) ? AddressDisposition.NoRouteHere
        : AddressDisposition.Probed;

    private async Task<AddressObservation> ConnectAsync(
        DomainName host,
        IPAddress address,
        DomainName serverName,
        IProgress<InboundProgress>? progress,
        CancellationToken cancellation
    )
    {
        progress?.Report(new(InboundProgressSlug.Connecting, host, address));
        var seen = await addresses.ObserveAsync(
            host,
            address,
            serverName,
            fault =>
                progress?.Report(new(InboundProgressSlug.Retrying, host, address, Slug.Of(fault))),
            cancellation
        );
        progress?.Report(new(InboundProgressSlug.Connected, host, address, Ended(seen)));
        return seen;
    }

    private static string Ended(AddressObservation seen) =>
        seen.Last switch
        {
            { Handshake: { } handshake } => Slug.Of(handshake.Version),
            { Fault: { } fault } => Slug.Of(fault.Kind),
            _ => "no-starttls",
        };

    private static AddressObservation NotConnected(
        DomainName host,
        IPAddress address,
        AddressDisposition why,
        IProgress<InboundProgress>? progress
    )
    {
        progress?.Report(new(InboundProgressSlug.NotConnected, host, address, Slug.Of(why)));
        return new AddressObservation { Address = address, Disposition = why };
    }
}
