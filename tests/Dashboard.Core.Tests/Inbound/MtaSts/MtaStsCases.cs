using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.MtaSts;
using Dashboard.Core.Smtp;
using static Dashboard.Core.Inbound.StandardOutcome;
using static Dashboard.Core.Tests.Inbound.RelatedEvidence;

namespace Dashboard.Core.Tests.Inbound.MtaSts;

internal static class MtaStsCases
{
    private static readonly string Testing = GoodPolicy.Replace(
        "enforce",
        "testing",
        StringComparison.Ordinal
    );

    public static IReadOnlyList<RelatedCase> All { get; } =
    [
        Case("no record", Sts() with { Record = Text("_mta-sts.example.nl") }, "sts-absent", Info),
        Case(
            "records of something else",
            Sts(records: ["v=spf1 -all", "v=STSv1", "V=STSv1; id=1;", " v=STSv1; id=1;"]),
            "sts-absent",
            Info
        ),
        Case("a name too long to exist", Sts() with { Record = null }, "sts-absent", Info),
        Case(
            "lookup fails",
            Sts() with
            {
                Record = Text("_mta-sts.example.nl").Fails(),
                Fetch = null,
            },
            "sts-lookup-failed",
            NotMeasured,
            forum: NotMeasured
        ),
        Case(
            "two records",
            Sts(records: ["v=STSv1; id=1;", "v=STSv1; id=2;"]),
            "sts-record-multiple",
            Warning
        ),
        Case("no id", Sts(records: "v=STSv1; ie=1;"), "sts-record-invalid", Warning),
        Case(
            "an id of 33",
            Sts(records: $"v=STSv1; id={new string('1', 33)};"),
            "sts-record-invalid",
            Warning
        ),
        Case("unknown fields", Sts(records: "v=STSv1; ext=a+b; id=1"), "sts-enforced", Passed),
        Case("no policy host", StsFails(StsFetchFault.HostMissing), "sts-host-missing", Warning),
        Case(
            "reserved addresses only",
            StsFails(StsFetchFault.HostReserved),
            "sts-host-reserved",
            Warning
        ),
        Case(
            "address lookup of the policy host fails",
            StsFails(StsFetchFault.LookupFailed),
            "sts-lookup-failed",
            NotMeasured,
            forum: NotMeasured
        ),
        Case("refused", StsFails(StsFetchFault.ConnectionRefused), "sts-unreachable", Warning),
        Case("no answer", StsFails(StsFetchFault.ConnectTimeout), "sts-unreachable", Warning),
        Case("reset", StsFails(StsFetchFault.ConnectionLost), "sts-unreachable", Warning),
        Case("TLS 1.1", StsFails(StsFetchFault.TlsFailed), "sts-unreachable", Warning),
        Case("HTTP/0.9", StsFails(StsFetchFault.NotHttp), "sts-unreachable", Warning),
        Case(
            "no IPv6 here",
            StsFails(StsFetchFault.NoRouteHere),
            "sts-not-fetched",
            NotMeasured,
            forum: NotMeasured
        ),
        Case(
            "a limit of ours",
            StsFails(StsFetchFault.OwnLimit),
            "sts-not-fetched",
            NotMeasured,
            forum: NotMeasured
        ),
        Case(
            "a fault of ours",
            StsFails(StsFetchFault.OwnFault),
            "sts-not-fetched",
            NotMeasured,
            forum: NotMeasured
        ),
        Case(
            "never fetched",
            Sts() with
            {
                Fetch = null,
            },
            "sts-not-fetched",
            NotMeasured,
            forum: NotMeasured
        ),
        Case(
            "wrong certificate",
            StsFails(StsFetchFault.CertificateInvalid),
            "sts-https-certificate",
            Warning
        ),
        Case(
            "no certificate at all",
            Sts(
                policy: null,
                fetch =>
                    fetch with
                    {
                        Fault = StsFetchFault.CertificateInvalid,
                        Certificate = null,
                        HttpStatus = null,
                    }
            ),
            "sts-https-certificate",
            Warning
        ),
        Case("multiple choices", Answered(300), "sts-redirect", Warning),
        Case("redirect", Answered(301), "sts-redirect", Warning),
        Case("bad request", Answered(400), "sts-http-status", Warning),
        Case("not found", Answered(404), "sts-http-status", Warning),
        Case("server error", Answered(500), "sts-http-status", Warning),
        Case("no content", Answered(204), "sts-http-status", Warning),
        Case("too large", StsFails(StsFetchFault.TooLarge), "sts-too-large", Warning),
        Case("too slow", StsFails(StsFetchFault.TooSlow), "sts-too-slow", Warning),
        Case(
            "HTML, and a policy",
            Sts(change: fetch => fetch with { MediaType = "text/html" }),
            "sts-media-type",
            Warning,
            results: ["sts-enforced", "sts-media-type"]
        ),
        Case(
            "a media type with a parameter",
            Sts(change: fetch => fetch with { MediaType = "Text/Plain; charset=utf-8" }),
            "sts-enforced",
            Passed
        ),
        Case(
            "no version",
            Sts("mode: enforce\nmx: mx1.example.nl\nmax_age: 1209600"),
            "sts-policy-invalid",
            Warning
        ),
        Case(
            "not what was asked for",
            Sts(change: fetch =>
                fetch with
                {
                    ContentCoding = "gzip",
                    Policy = new StsPolicy { Problems = [StsPolicyProblem.Encoded] },
                }
            ),
            "sts-policy-invalid",
            Warning
        ),
        Case("mode none", Sts("version: STSv1\nmode: none\nmax_age: 86400"), "sts-none", Info),
        Case(
            "MX host not listed, enforce",
            Sts(Listing("mx2.example.nl")),
            "sts-mx-not-listed",
            Failed
        ),
        Case(
            "MX host not listed, testing",
            Sts(Listing("mx2.example.nl", "testing")),
            "sts-mx-not-listed",
            Warning
        ),
        Case(
            "MX host not listed, and without STARTTLS",
            Sts(Listing("mx2.example.nl")),
            "sts-mx-not-listed",
            Failed,
            seen: At(Seen.WithoutStartTls())
        ),
        Case("wildcard of two labels", Sts(Listing("*.nl")), "sts-mx-not-listed", Failed),
        Case("wildcard of one label", Sts(Listing("*.example.nl")), "sts-enforced", Passed),
        Case(
            "more patterns than are kept",
            Sts(change: fetch => fetch with { Policy = Many() }),
            "sts-mx-unknown",
            NotMeasured,
            forum: NotMeasured
        ),
        Case("no STARTTLS, enforce", Sts(), "sts-mx-tls", Failed, seen: At(Seen.WithoutStartTls())),
        Case(
            "one address well, one without STARTTLS",
            Sts(),
            "sts-mx-tls",
            Failed,
            seen: At(Seen.Session(), Seen.WithoutStartTls())
        ),
        Case(
            "handshake fails, testing",
            Sts(Testing),
            "sts-mx-tls",
            Warning,
            seen: At(Seen.Ended(SmtpStage.Handshake, SessionFaultKind.TlsProtocol))
        ),
        Case(
            "untrusted certificate, enforce",
            Sts() with
            {
                MxCertificates = [Check(Pki.Leaf, trusted: false)],
            },
            "sts-mx-certificate",
            Failed,
            results: ["sts-mx-certificate", "sts-mx-certificate"]
        ),
        Case(
            "expired certificate, testing",
            Sts(Testing) with
            {
                MxCertificates = [Check(Pki.Leaf, expired: true)],
            },
            "sts-mx-certificate",
            Warning,
            results: ["sts-mx-certificate", "sts-mx-certificate"]
        ),
        Case(
            "certificate of another name",
            Sts(),
            "sts-mx-certificate",
            Failed,
            seen: At(Seen.Session(Pki.WrongNameLeaf))
        ),
        Case(
            "an MX host that nobody answers at",
            Sts(),
            "sts-mx-unknown",
            NotMeasured,
            forum: NotMeasured,
            seen: At(Seen.Ended(SmtpStage.Connect, SessionFaultKind.Timeout))
        ),
        Case(
            "one address silent, one well",
            Sts(),
            "sts-enforced",
            Passed,
            seen: At(
                Seen.Session(),
                Seen.Ended(SmtpStage.Connect, SessionFaultKind.ConnectionRefused)
            )
        ),
        Case(
            "one address well, one left out by a limit of ours",
            Sts(),
            "sts-mx-unknown",
            NotMeasured,
            forum: NotMeasured,
            seen: At(Seen.Session(), Seen.Ended(SmtpStage.Ehlo, SessionFaultKind.OwnLimit))
        ),
        Case(
            "a certificate that was not checked",
            Sts() with
            {
                MxCertificates = [],
            },
            "sts-mx-unknown",
            NotMeasured,
            forum: NotMeasured
        ),
        Case(
            "MX lookup fails",
            Sts(),
            "sts-mx-unknown",
            NotMeasured,
            forum: NotMeasured,
            seen: SeenInDns.MxFails(mx => mx.Fails())
        ),
        Case(
            "hosts beyond the limit",
            Sts(),
            "sts-mx-unknown",
            NotMeasured,
            forum: NotMeasured,
            seen: Domain with
            {
                OmittedHosts = [new MxHost(Seen.Name("mx9.example.nl"), 90)],
            }
        ),
        Case(
            "an MX host that does not exist is passed over",
            Sts(),
            "sts-enforced",
            Passed,
            seen: Seen.Domain(Seen.Host(), Nowhere("gone.example.nl"))
        ),
        Case(
            "an MX host with a reserved address alone",
            Sts(),
            "sts-mx-unknown",
            NotMeasured,
            forum: NotMeasured,
            seen: WithReserved()
        ),
        Case(
            "one address well, one reserved",
            Sts(),
            "sts-enforced",
            Passed,
            seen: WithReserved(Seen.Address())
        ),
        Case(
            "one address well, one left out",
            Sts(),
            "sts-mx-unknown",
            NotMeasured,
            forum: NotMeasured,
            seen: With(
                Seen.Address(),
                Seen.Address("198.51.100.2") with
                {
                    Disposition = AddressDisposition.BeyondLimit,
                }
            )
        ),
        Case("testing, all well", Sts(Testing), "sts-testing", Info),
        Case("enforce, all well", Sts(), "sts-enforced", Passed),
        Case(
            "a policy that is short-lived",
            Sts(GoodPolicy.Replace("1209600", "86400", StringComparison.Ordinal)),
            "sts-enforced",
            Passed,
            results: ["sts-enforced", "sts-max-age-short"]
        ),
        Case(
            "a policy of a week",
            Sts(GoodPolicy.Replace("1209600", "604800", StringComparison.Ordinal)),
            "sts-enforced",
            Passed
        ),
        Case(
            "a field twice: the first counts",
            Sts(GoodPolicy + "mode: none\n"),
            "sts-enforced",
            Passed,
            results: ["sts-enforced", "sts-field-repeated"]
        ),
        new()
        {
            Name = "sts: null MX",
            Standard = MailStandard.MtaSts,
            Seen = NullMx,
            Status = "no-mail",
            Forum = Excluded,
            Strict = Excluded,
            Why = ExclusionReason.NoMail,
            Results = [],
        },
        new()
        {
            Name = "sts: no domain",
            Standard = MailStandard.MtaSts,
            Seen = NoDomain,
            Status = "no-domain",
            Forum = Excluded,
            Strict = Excluded,
            Why = ExclusionReason.NoDomain,
            Results = [],
        },
    ];

    private static RelatedCase Case(
        string name,
        MtaStsObservation sts,
        string status,
        StandardOutcome strict,
        StandardOutcome forum = Info,
        InboundObservation? seen = null,
        IReadOnlyList<string>? results = null
    ) =>
        new()
        {
            Name = "sts: " + name,
            Standard = MailStandard.MtaSts,
            Seen = seen ?? Domain,
            Related = Good with { MtaSts = sts },
            Status = status,
            Forum = forum,
            Strict = strict,
            Results = results,
        };

    private static MtaStsObservation Answered(int status) =>
        Sts(policy: null, fetch => fetch with { HttpStatus = status });

    private static string Listing(string mx, string mode = "enforce") =>
        $"version: STSv1\r\nmode: {mode}\r\nmx: {mx}\r\nmax_age: 1209600\r\n";

    private static StsPolicy Many() =>
        StsPolicyReader.Read(
            "version: STSv1\nmode: enforce\nmax_age: 1209600\n"
                + string.Concat(Enumerable.Range(0, 10_000).Select(i => $"mx: m{i}.example.org\n"))
        );

    private static InboundObservation At(params StartTlsObservation[] sessions) =>
        Seen.Domain(
            Seen.Host(
                addresses: [.. sessions.Select((s, i) => Seen.Address($"198.51.100.{i + 1}", s))]
            )
        );

    private static InboundObservation With(params AddressObservation[] addresses) =>
        Seen.Domain(Seen.Host(addresses: addresses));

    private static InboundObservation WithReserved(params AddressObservation[] others) =>
        With([
            .. others,
            Seen.Address("10.0.0.1") with
            {
                Disposition = AddressDisposition.Reserved,
            },
        ]);

    private static HostObservation Nowhere(string name) =>
        Seen.Host(name, 20) with
        {
            A = Look.A(name).NxDomain(),
            Aaaa = Look.Aaaa(name).NxDomain(),
            Tlsa = [],
            Addresses = [],
        };
}
