using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Data;

namespace Dashboard.Web.Features.Outbound;

/// <summary>Rows of the store as the pure judgement takes them.</summary>
internal static class OutboundTestRows
{
    public static Core.Outbound.OutboundTest ToTest(this OutboundTestRow row) =>
        new()
        {
            Id = row.Id,
            Kind = row.Kind,
            Zone = DomainName.Parse(row.Zone),
            Token = TestToken.Parse(row.Token),
            HostToken = TestToken.Parse(row.HostToken),
            OpenedAt = row.OpenedAt,
            ClosesAt = row.ClosesAt,
            Hosts = row.Hosts,
            SharesAddresses = row.AddressSet is null,
            IsStanding = row.StandingTestId is not null,
        };

    public static HealEvidence ToEvidence(this OutboundHealRow row) =>
        new(row.Probe, row.At, row.Action, row.Ttl);

    public static DnsQueryEvidence ToEvidence(this OutboundQueryRow row) =>
        new(row.At, DomainName.Parse(row.Name), row.Type, row.DnssecOk, row.ResolverAddress);
}
