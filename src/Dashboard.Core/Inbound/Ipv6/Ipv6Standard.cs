using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Smtp;
using static Dashboard.Core.Inbound.StandardOutcome;

namespace Dashboard.Core.Inbound.Ipv6;

/// <summary>Every row of IPv6. Public: never renamed, never given another meaning.</summary>
public static class Ipv6Slug
{
    public const string Reachable = "ipv6-reachable";
    public const string AddressMissing = "ipv6-address-missing";
    public const string Unreachable = "ipv6-unreachable";

    /// <summary>The address could not be looked up.</summary>
    public const string LookupFailed = "ipv6-lookup-failed";

    /// <summary>This machine has no IPv6, or a limit of ours left an address out.</summary>
    public const string NotProbed = "ipv6-not-probed";
}

/// <summary>Whether mail servers can be reached over IPv6 (RFC 3974 section 3): every MX host by itself, the worst counts.</summary>
internal static class Ipv6Standard
{
    private const int IPv6Octets = 16;

    public static StandardTable Table { get; } =
        new(
            new(Ipv6Slug.Reachable, Passed, Passed, "RFC 3974 section 3"),
            new(Ipv6Slug.AddressMissing, Failed, Failed, "RFC 3974 section 3"),
            new(Ipv6Slug.Unreachable, Failed, Failed, "RFC 3974 section 3"),
            new(Ipv6Slug.LookupFailed, NotMeasured, NotMeasured, "RFC 3974 section 3"),
            new(Ipv6Slug.NotProbed, NotMeasured, NotMeasured, "RFC 3974 section 3")
        );

    private static readonly StandardMethod Method = new(MailStandard.Ipv6Mx, "ipv6-mx-1");

    public static RelatedStandard Related { get; } =
        new(Method, Table, facts => Judge(facts.Seen, facts.Mx, facts.Evidence?.HasIpv6 ?? true))
        {
            IsOfTransportEvidence = true,
            Shown = seen => seen.Hosts.Select(host => host.Aaaa),
        };

    /// <param name="hasIpv6">Whether the machine that measured can reach the Internet over IPv6.</param>
    private static StandardVerdict Judge(InboundObservation seen, MxOutcome mx, bool hasIpv6)
    {
        switch (mx)
        {
            case MxOutcome.NoDomain:
                return Method.Excluded(ExclusionReason.NoDomain);
            case MxOutcome.NoMail:
                return Method.Excluded(ExclusionReason.NoMail);
        }
        List<StandardFinding> findings =
        [
            .. seen
                .Hosts.Where(host => !host.Host.Name.IsRoot)
                .SelectMany(host =>
                    OfHost(host, hasIpv6).Select(f => f with { Host = host.Host.Name })
                ),
        ];
        if (findings.Count == 0)
        {
            findings.Add(Table.Find(Ipv6Slug.LookupFailed, seen.Mx));
        }
        if (seen.OmittedHosts.Count > 0)
        {
            findings.Add(Table.Find(Ipv6Slug.NotProbed));
        }
        return Method.Decide(findings, [.. Advise(findings)]);
    }

    private static List<StandardFinding> OfHost(HostObservation host, bool hasIpv6)
    {
        switch (host.Aaaa.Outcome)
        {
            case LookupOutcome.Failed:
                return [Table.Find(Ipv6Slug.LookupFailed, host.Aaaa)];
            case LookupOutcome.NoData or LookupOutcome.NxDomain:
                return [Table.Find(Ipv6Slug.AddressMissing, ("name", host.Host.Name.ToString()))];
        }
        var addresses = host
            .Addresses.Where(address => address.Address.GetAddressBytes().Length == IPv6Octets)
            .Select(address => OfAddress(address, hasIpv6))
            .ToList();
        return addresses.Count == 0 ? [Table.Find(Ipv6Slug.NotProbed)] : addresses;
    }

    private static StandardFinding OfAddress(AddressObservation address, bool hasIpv6)
    {
        var greeted = address.Attempts.Any(attempt => attempt.Greeting is not null);
        var slug = address switch
        {
            _ when greeted => Ipv6Slug.Reachable,
            { Disposition: AddressDisposition.Reserved } => Ipv6Slug.Unreachable,
            { Disposition: not AddressDisposition.Probed } => Ipv6Slug.NotProbed,
            { Last: null or { Fault.Kind: SessionFaultKind.OwnLimit } } => Ipv6Slug.NotProbed,
            _ => Ipv6Slug.Unreachable,
        };
        var finding = Table.Find(
            slug,
            (
                "kind",
                greeted ? null
                : address.Disposition != AddressDisposition.Probed ? Slug.Of(address.Disposition)
                : Slug.Of(address.Last?.Fault?.Kind)
            )
        ) with
        {
            Address = address.Address,
        };
        // Without IPv6 only addresses of this machine itself can be tried, of which nothing follows.
        return
            slug == Ipv6Slug.Unreachable
            && !hasIpv6
            && address.Disposition == AddressDisposition.Probed
            ? finding.As(NotMeasured)
            : finding;
    }

    private static IEnumerable<Advice> Advise(IEnumerable<StandardFinding> findings) =>
        findings
            .Where(finding => finding.Slug is Ipv6Slug.AddressMissing or Ipv6Slug.Unreachable)
            .Select(finding => new Advice
            {
                Slug =
                    finding.Slug == Ipv6Slug.AddressMissing
                        ? RelatedAdviceSlug.PublishIpv6
                        : RelatedAdviceSlug.RepairIpv6,
                Actor = AdviceActor.MailServer,
                Host = finding.Host,
            })
            .DistinctBy(advice => (advice.Slug, advice.Host));
}
