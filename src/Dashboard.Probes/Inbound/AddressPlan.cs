using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;

namespace Dashboard.Probes.Inbound;

/// <summary>Which addresses of a host are connected to, before anything is: what the DNS and our own limits say.</summary>
internal sealed class AddressPlan(ProbeOptions limits)
{
    /// <summary>Those to connect to are <see cref="AddressDisposition.Probed"/>, without sessions yet.</summary>
    public IReadOnlyList<AddressObservation> Of(HostObservation host, ProbePace pace)
    {
        var addresses = new HostAddresses(host.A, host.Aaaa);
        var most = pace == ProbePace.Round ? HostAddresses.Most : limits.AddressLimit;
        if (addresses.AreMore)
        {
            // One is left out by name, so that nobody takes the host for looked at whole.
            most = Math.Min(most, addresses.All.Count - 1);
        }
        var skipped = MustBeSkipped(host);
        var connecting = 0;
        var planned = new List<AddressObservation>();
        foreach (var address in addresses.All)
        {
            var disposition = Disposition(address, skipped, connecting < most);
            connecting += disposition == AddressDisposition.Probed ? 1 : 0;
            planned.Add(new AddressObservation { Address = address, Disposition = disposition });
        }
        return planned;
    }

    /// <summary>A sender that could not learn whether there are TLSA records does not connect (RFC 7672 section 2.2).</summary>
    private static bool MustBeSkipped(HostObservation host) =>
        host.Tlsa.Any(asked =>
            asked is { Purpose: TlsaQueryPurpose.Sender, Lookup.Outcome: LookupOutcome.Failed }
        );

    private AddressDisposition Disposition(IPAddress address, bool skipped, bool within) =>
        !limits.AllowReservedAddresses && ReservedAddresses.Contains(address)
            ? AddressDisposition.Reserved
        : skipped ? AddressDisposition.NotNeeded
        : !within ? AddressDisposition.BeyondLimit
        : !LocalRoutes.Has(address) ? AddressDisposition.NoRouteHere
        : AddressDisposition.Probed;
}
