using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using static Dashboard.Core.Inbound.StandardOutcome;
using static Dashboard.Core.Tests.Inbound.RelatedEvidence;

namespace Dashboard.Core.Tests.Inbound.TlsRpt;

internal static class TlsRptCases
{
    private const string Owner = "_smtp._tls.example.nl";

    public static IReadOnlyList<RelatedCase> All { get; } =
    [
        Case("none", Text(Owner), "tlsrpt-absent", Info),
        Case("a name too long to exist", null, "tlsrpt-absent", Info),
        Case("of something else", Text(Owner, "v=TLSRPTv2; rua=mailto:a@b"), "tlsrpt-absent", Info),
        Case("lookup fails", Text(Owner).Fails(), "tlsrpt-lookup-failed", NotMeasured),
        Case(
            "two",
            Text(Owner, "v=TLSRPTv1; rua=mailto:a@b.nl", "v=TLSRPTv1; rua=mailto:c@b.nl"),
            "tlsrpt-multiple",
            Warning
        ),
        Case("no rua", Text(Owner, "v=TLSRPTv1; ruf=mailto:a@b.nl"), "tlsrpt-invalid", Warning),
        Case("another URI", Text(Owner, "v=TLSRPTv1; rua=http://b.nl/"), "tlsrpt-invalid", Warning),
        Case("no URI", Text(Owner, "v=TLSRPTv1; rua=a@b.nl"), "tlsrpt-invalid", Warning),
        Case(
            "two addresses",
            Text(Owner, "v=TLSRPTv1;rua=mailto:a@b.nl , https://b.nl/tls?x=1;ext=1;"),
            "tlsrpt-present",
            Passed
        ),
        new()
        {
            Name = "tls-rpt: null MX",
            Standard = MailStandard.TlsRpt,
            Seen = NullMx,
            Status = "no-mail",
            Forum = NotCounted,
            Strict = Excluded,
            Why = ExclusionReason.NoMail,
            Results = [],
        },
        new()
        {
            Name = "tls-rpt: no domain",
            Standard = MailStandard.TlsRpt,
            Seen = NoDomain,
            Status = "no-domain",
            Forum = NotCounted,
            Strict = Excluded,
            Why = ExclusionReason.NoDomain,
            Results = [],
        },
    ];

    private static RelatedCase Case(
        string name,
        DnsLookup<string>? lookup,
        string status,
        StandardOutcome strict
    ) =>
        new()
        {
            Name = "tls-rpt: " + name,
            Standard = MailStandard.TlsRpt,
            Related = Good with { TlsRpt = lookup },
            Status = status,
            Forum = NotCounted,
            Strict = strict,
        };
}
