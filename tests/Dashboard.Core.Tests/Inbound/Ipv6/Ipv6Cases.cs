using Dashboard.Core.Inbound;
using Dashboard.Core.Smtp;
using static Dashboard.Core.Inbound.StandardOutcome;
using static Dashboard.Core.Tests.Inbound.RelatedEvidence;

namespace Dashboard.Core.Tests.Inbound.Ipv6;

internal static class Ipv6Cases
{
    private const string Address = "2001:db8::1";

    public static IReadOnlyList<RelatedCase> All { get; } =
    [
        Case("greets", Domain, "ipv6-reachable", Passed),
        Case("no AAAA", Seen.Domain(Seen.Host()), "ipv6-address-missing", Failed),
        Case(
            "one host of two without AAAA",
            Seen.Domain(Domain.Hosts[0], Seen.Host("mx2.example.nl", 20)),
            "ipv6-address-missing",
            Failed,
            results: ["ipv6-reachable", "ipv6-address-missing"]
        ),
        Case(
            "refused",
            At(Ended(SmtpStage.Connect, SessionFaultKind.ConnectionRefused)),
            "ipv6-unreachable",
            Failed
        ),
        Case(
            "greets, and hangs up",
            At(Ended(SmtpStage.Ehlo, SessionFaultKind.Closed)),
            "ipv6-reachable",
            Passed
        ),
        Case(
            "no greeting",
            At(Ended(SmtpStage.Greeting, SessionFaultKind.Timeout)),
            "ipv6-unreachable",
            Failed
        ),
        Case(
            "no greeting, on a machine without IPv6",
            At(Ended(SmtpStage.Greeting, SessionFaultKind.Timeout)),
            "ipv6-unreachable",
            NotMeasured,
            hasIpv6: false
        ),
        Case("reserved", At(AddressDisposition.Reserved), "ipv6-unreachable", Failed),
        Case(
            "reserved, on a machine without IPv6",
            At(AddressDisposition.Reserved),
            "ipv6-unreachable",
            Failed,
            hasIpv6: false
        ),
        Case("no route here", At(AddressDisposition.NoRouteHere), "ipv6-not-probed", NotMeasured),
        Case("beyond a limit", At(AddressDisposition.BeyondLimit), "ipv6-not-probed", NotMeasured),
        Case(
            "our own limit",
            At(Ended(SmtpStage.Connect, SessionFaultKind.OwnLimit)),
            "ipv6-not-probed",
            NotMeasured
        ),
        Case(
            "an AAAA, and nothing tried",
            Seen.Domain(
                Seen.Host() is var untried
                    ? untried with
                    {
                        Aaaa = Look.Aaaa(Seen.Mx1, Address),
                    }
                    : untried
            ),
            "ipv6-not-probed",
            NotMeasured
        ),
        Case(
            "AAAA lookup fails",
            Seen.Domain(Seen.Host() is var host ? host with { Aaaa = host.Aaaa.Fails() } : host),
            "ipv6-lookup-failed",
            NotMeasured
        ),
        Case(
            "MX lookup fails",
            SeenInDns.MxFails(mx => mx.Fails()),
            "ipv6-lookup-failed",
            NotMeasured
        ),
        Case(
            "hosts beyond the limit",
            Domain with
            {
                OmittedHosts = [new(Seen.Name("mx9.example.nl"), 90)],
            },
            "ipv6-not-probed",
            NotMeasured,
            results: ["ipv6-reachable", "ipv6-not-probed"]
        ),
        LeftOut("null MX", NullMx, ExclusionReason.NoMail),
        LeftOut("no domain", NoDomain, ExclusionReason.NoDomain),
    ];

    private static StartTlsObservation Ended(SmtpStage stage, SessionFaultKind kind) =>
        Seen.Ended(stage, kind);

    private static InboundObservation At(StartTlsObservation session) =>
        Seen.Domain(Seen.Host(addresses: Seen.Address(Address, session)));

    private static InboundObservation At(AddressDisposition disposition) =>
        Seen.Domain(
            Seen.Host(
                addresses: Seen.Address(Address) with
                {
                    Disposition = disposition,
                    Attempts = [],
                }
            )
        );

    private static RelatedCase Case(
        string name,
        InboundObservation seen,
        string status,
        StandardOutcome outcome,
        bool hasIpv6 = true,
        IReadOnlyList<string>? results = null
    ) =>
        new()
        {
            Name = "ipv6: " + name,
            Standard = MailStandard.Ipv6Mx,
            Seen = seen,
            Related = Good with { HasIpv6 = hasIpv6 },
            Status = status,
            Forum = outcome,
            Strict = outcome,
            Results = results,
        };

    private static RelatedCase LeftOut(string name, InboundObservation seen, ExclusionReason why) =>
        new()
        {
            Name = "ipv6: " + name,
            Standard = MailStandard.Ipv6Mx,
            Seen = seen,
            Status = Slug.Of(why),
            Forum = Excluded,
            Strict = Excluded,
            Why = why,
            Results = [],
        };
}
