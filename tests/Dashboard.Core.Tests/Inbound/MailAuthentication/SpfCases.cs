using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.MailAuthentication;
using static Dashboard.Core.Inbound.StandardOutcome;
using static Dashboard.Core.Tests.Inbound.RelatedEvidence;

namespace Dashboard.Core.Tests.Inbound.MailAuthentication;

internal static class SpfCases
{
    private const string D = "example.nl";
    private const string Hard = "v=spf1 -all";

    public static IReadOnlyList<RelatedCase> All { get; } =
    [
        Fails("no record", Spf((D, null)), "spf-absent"),
        Fails("other records", Spf((D, "v=spf10 -all"), (D, "spf2.0/pra -all")), "spf-absent"),
        Fails("two records", Spf((D, Hard), (D, "v=spf1 ~all")), "spf-multiple"),
        Fails("misspelt mechanism", Spf((D, "v=spf1 ip5:192.0.2.1 -all")), "spf-syntax"),
        Fails("syntax error behind all", Spf((D, "v=spf1 -all ip4:1.2.3")), "spf-syntax"),
        Fails("not ASCII", Spf((D, "v=spf1 a:é.nl -all")), "spf-syntax"),
        Fails("NUL", Spf((D, "v=spf1 a:\0.nl -all")), "spf-syntax"),
        Fails(
            "eleven lookups",
            Spf((D, $"v=spf1 {Times(11, i => $"ptr:p{i}.nl")} -all")),
            "spf-too-many-lookups",
            "spf-ptr"
        ),
        Case(
            "ten lookups",
            Spf((D, $"v=spf1 {Times(10, i => $"exists:%{{i}}.p{i}.nl")} -all")),
            "spf-strict",
            Passed,
            Passed,
            "spf-strict",
            "spf-macro"
        ),
        Fails(
            "eleven lookups, nested",
            Spf(
                (D, $"v=spf1 {Times(6, i => $"exists:%{{i}}.p{i}.nl")} include:a.nl -all"),
                ("a.nl", $"v=spf1 {Times(4, i => $"exists:%{{i}}.q{i}.nl")} ?all")
            ),
            "spf-too-many-lookups",
            "spf-macro"
        ),
        Case(
            "mechanisms behind all are ignored",
            Spf((D, $"v=spf1 -all {Times(11, i => $"ptr:p{i}.nl")}")),
            "spf-strict",
            Passed,
            Passed
        ),
        Fails(
            "include without a record",
            Spf((D, "v=spf1 include:a.nl -all"), ("a.nl", null)),
            "spf-include-broken",
            "spf-strict"
        ),
        Fails(
            "include with two records",
            Spf((D, "v=spf1 include:a.nl -all"), ("a.nl", Hard), ("a.nl", Hard)),
            "spf-include-broken",
            "spf-strict"
        ),
        Fails(
            "syntax error in an include",
            Spf((D, "v=spf1 include:a.nl -all"), ("a.nl", "v=spf1 foo")),
            "spf-include-broken",
            "spf-strict"
        ),
        Fails(
            "syntax error in an include of an include",
            Spf(
                (D, "v=spf1 include:a.nl -all"),
                ("a.nl", "v=spf1 include:b.nl -all"),
                ("b.nl", "v=spf1 foo")
            ),
            "spf-include-broken",
            "spf-strict"
        ),
        Fails(
            "include of itself",
            Spf((D, "v=spf1 include:example.nl -all")),
            "spf-include-broken",
            "spf-strict"
        ),
        Fails(
            "includes in a circle",
            Spf(
                (D, "v=spf1 include:a.nl -all"),
                ("a.nl", "v=spf1 include:b.nl -all"),
                ("b.nl", "v=spf1 include:a.nl -all")
            ),
            "spf-include-broken",
            "spf-strict"
        ),
        Fails(
            "redirect without a record",
            Spf((D, "v=spf1 redirect=a.nl"), ("a.nl", null)),
            "spf-redirect-broken"
        ),
        Fails("redirect to itself", Spf((D, "v=spf1 redirect=example.nl")), "spf-redirect-broken"),
        Fails(
            "redirect to +all",
            Spf((D, "v=spf1 redirect=a.nl"), ("a.nl", "v=spf1 +all")),
            "spf-redirect-broken"
        ),
        Fails(
            "redirect to ?all",
            Spf((D, "v=spf1 redirect=a.nl"), ("a.nl", "v=spf1 ?all")),
            "spf-redirect-broken"
        ),
        Fails(
            "redirect to a record that includes +all",
            Spf(
                (D, "v=spf1 redirect=a.nl"),
                ("a.nl", "v=spf1 include:b.nl -all"),
                ("b.nl", "v=spf1 all")
            ),
            "spf-redirect-broken",
            "spf-strict"
        ),
        Fails("+all", Spf((D, "v=spf1 +all")), "spf-all-open"),
        Fails("all", Spf((D, "v=spf1 ALL")), "spf-all-open"),
        Fails("?all", Spf((D, "v=spf1 ?all")), "spf-all-neutral"),
        Fails("neither all nor redirect", Spf((D, "v=spf1 ip4:192.0.2.1")), "spf-all-neutral"),
        Fails("nothing at all", Spf((D, "v=spf1")), "spf-all-neutral"),
        Fails(
            "include that ends in +all",
            Spf((D, "v=spf1 include:a.nl -all"), ("a.nl", "v=spf1 +all")),
            "spf-include-open",
            "spf-strict"
        ),
        Fails(
            "include of an include that ends in +all",
            Spf(
                (D, "v=spf1 include:a.nl -all"),
                ("a.nl", "v=spf1 include:b.nl -all"),
                ("b.nl", "v=spf1 +all")
            ),
            "spf-include-open",
            "spf-strict"
        ),
        Case(
            "include that ends in ?all",
            Spf((D, "v=spf1 include:a.nl -all"), ("a.nl", "v=spf1 ?all")),
            "spf-strict",
            Passed,
            Passed
        ),
        Case(
            "include that is subtracted",
            Spf((D, "v=spf1 -include:a.nl -all"), ("a.nl", "v=spf1 +all")),
            "spf-strict",
            Passed,
            Passed
        ),
        Case("~all", Spf((D, "v=spf1 ip4:192.0.2.0/24 ~all")), "spf-soft", Passed, Passed),
        Case("-all", Spf((D, Hard)), "spf-strict", Passed, Passed),
        Case(
            "redirect to -all",
            Spf((D, "v=spf1 redirect=a.nl"), ("a.nl", Hard)),
            "spf-strict",
            Passed,
            Passed
        ),
        Case(
            "redirect beside all is ignored",
            Spf((D, "v=spf1 redirect=a.nl ~all")),
            "spf-soft",
            Passed,
            Passed
        ),
        Case(
            "three void lookups",
            Spf((D, "v=spf1 a:a.nl a:b.nl mx:c.nl -all")) with
            {
                Mx = [Mx("c.nl", 0)],
                Addresses = [.. Absent("a.nl"), .. Absent("b.nl")],
            },
            "spf-void-lookups",
            Passed,
            Warning,
            "spf-strict",
            "spf-void-lookups"
        ),
        Case(
            "two void lookups, and a host with IPv6 alone",
            Spf((D, "v=spf1 a:a.nl a:b.nl exists:c.nl -all")) with
            {
                Addresses =
                [
                    .. Absent("a.nl"),
                    Look.A("b.nl"),
                    Look.Aaaa("b.nl", "2001:db8::1"),
                    Look.A("c.nl").NxDomain(),
                ],
            },
            "spf-strict",
            Passed,
            Passed
        ),
        Case(
            "an mx of eleven hosts",
            Spf((D, "v=spf1 mx -all")) with
            {
                Mx = [Mx(D, 11)],
            },
            "spf-mx-many",
            Passed,
            Warning,
            "spf-strict",
            "spf-mx-many"
        ),
        Case(
            "an mx of ten hosts",
            Spf((D, "v=spf1 mx -all")) with
            {
                Mx = [Mx(D, 10)],
            },
            "spf-strict",
            Passed,
            Passed
        ),
        Case("ptr", Spf((D, "v=spf1 ptr ~all")), "spf-ptr", Passed, Warning, "spf-soft", "spf-ptr"),
        Case(
            "a macro",
            Spf((D, "v=spf1 include:%{d}.a.nl ~all")),
            "spf-soft",
            Passed,
            Passed,
            "spf-soft",
            "spf-macro"
        ),
        Case(
            "a redirect that depends on the message",
            Spf((D, "v=spf1 redirect=%{d}.a.nl")),
            "spf-not-followed",
            Passed,
            NotMeasured,
            "spf-not-followed",
            "spf-macro"
        ),
        Case(
            "lookup fails",
            new SpfObservation { Records = [Text(D).Fails()] },
            "spf-lookup-failed",
            NotMeasured,
            NotMeasured
        ),
        Case(
            "lookup of an include fails",
            Spf((D, "v=spf1 include:a.nl -all")) is var failing
                ? failing with
                {
                    Records = [.. failing.Records, Text("a.nl").Fails()],
                }
                : failing,
            "spf-lookup-failed",
            NotMeasured,
            NotMeasured,
            "spf-lookup-failed",
            "spf-strict"
        ),
        Case(
            "a lookup that fails makes no fault better",
            Spf((D, "v=spf1 include:a.nl +all")) is var open
                ? open with
                {
                    Records = [.. open.Records, Text("a.nl").Fails()],
                }
                : open,
            "spf-all-open",
            Failed,
            Failed,
            "spf-lookup-failed",
            "spf-all-open"
        ),
        Case(
            "lookup of a host fails",
            Spf((D, "v=spf1 a:a.nl -all")) with
            {
                Addresses = [Look.A("a.nl").Fails()],
            },
            "spf-lookup-failed",
            Passed,
            NotMeasured,
            "spf-lookup-failed",
            "spf-strict"
        ),
        Case(
            "questions that were not put",
            Spf((D, "v=spf1 include:a.nl -all")),
            "spf-not-followed",
            NotMeasured,
            NotMeasured,
            "spf-not-followed",
            "spf-strict"
        ),
        TooWide("everybody by IPv4", "ip4:0.0.0.0/0"),
        TooWide("everybody by two halves", "ip4:0.0.0.0/1 ip4:128.0.0.0/1"),
        TooWide("everybody by IPv6", "ip6:::/0"),
        TooWide("the whole of global unicast", "ip6:2000::/3"),
        TooWide("nothing is said of everybody", "?ip4:0.0.0.0/0"),
        TooWide("seventeen networks of /12", Times(17, i => $"ip4:{i + 11}.0.0.0/12")),
        TooWide("everybody in an include", "include:a.nl", ("a.nl", "v=spf1 ip4:0.0.0.0/0 -all")),
        TooWide(
            "everybody in an include of an include",
            "include:a.nl",
            ("a.nl", "v=spf1 include:b.nl -all"),
            ("b.nl", "v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1")
        ),
        Case(
            "everybody behind a redirect",
            Spf((D, "v=spf1 redirect=a.nl"), ("a.nl", "v=spf1 ip4:0.0.0.0/0 ~all")),
            "spf-too-wide",
            Passed,
            Failed,
            "spf-too-wide",
            "spf-soft"
        ),
        Case(
            "everybody around a host",
            Spf((D, "v=spf1 a/0 -all")) with
            {
                Addresses = [Look.A(D, "192.0.2.1")],
            },
            "spf-too-wide",
            Passed,
            Failed,
            "spf-too-wide",
            "spf-strict"
        ),
        Case(
            "everybody around a host, by IPv6 alone",
            Spf((D, "v=spf1 a//0 -all")) with
            {
                Addresses = [Look.A(D, "192.0.2.1"), Look.Aaaa(D, "2001:db8::1")],
            },
            "spf-too-wide",
            Passed,
            Failed,
            "spf-too-wide",
            "spf-strict"
        ),
        Case(
            "everybody around an MX host",
            Spf((D, "v=spf1 mx/8 -all")) with
            {
                Mx = [Mx(D, 1)],
            },
            "spf-too-wide",
            Passed,
            Failed,
            "spf-too-wide",
            "spf-strict"
        ),
        Case(
            "a name that exists for everybody",
            Spf((D, "v=spf1 exists:a.nl -all")) with
            {
                Addresses = [Look.A("a.nl", "192.0.2.1")],
            },
            "spf-too-wide",
            Passed,
            Failed,
            "spf-too-wide",
            "spf-strict"
        ),
        Narrow("everybody is refused", "-ip4:0.0.0.0/0 ~ip6:::/0"),
        Narrow("sixteen networks of /12", Times(16, i => $"ip4:{i + 11}.0.0.0/12")),
        Narrow(
            "one network of /12 and many that lie in it",
            "ip4:11.0.0.0/12 " + Times(20, i => $"ip4:11.{i % 16}.0.0/13")
        ),
        Narrow(
            "networks from which nothing comes",
            "ip4:10.0.0.0/8 ip4:127.0.0.0/8 ip4:172.16.0.0/12 ip6:fc00::/7 ip6:fe80::/10"
        ),
        Narrow("everybody behind all", "-all ip4:0.0.0.0/0"),
        Narrow(
            "everybody in an include that refuses",
            "-include:a.nl",
            ("a.nl", "v=spf1 ip4:0.0.0.0/0 -all")
        ),
        Narrow(
            "an include that says nothing of everybody",
            "include:a.nl",
            ("a.nl", "v=spf1 ?ip4:0.0.0.0/0 -all")
        ),
        Fails("no record, null MX", Spf((D, null)), "spf-absent") with
        {
            Seen = NullMx,
        },
        Case("counts with a null MX too", Spf((D, Hard)), "spf-strict", Passed, Passed) with
        {
            Name = "spf: null MX",
            Seen = NullMx,
        },
        new()
        {
            Name = "spf: no domain",
            Standard = MailStandard.Spf,
            Seen = NoDomain,
            Status = "no-domain",
            Forum = Excluded,
            Strict = Excluded,
            Why = ExclusionReason.NoDomain,
            Results = [],
        },
    ];

    private static string Times(int count, Func<int, string> term) =>
        string.Join(' ', Enumerable.Range(0, count).Select(term));

    private static DnsLookup<MxRecord> Mx(string name, int hosts) =>
        Look.Up(
            name,
            DnsRecordType.Mx,
            DnssecStatus.Secure,
            [.. Enumerable.Range(0, hosts).Select(i => new MxRecord(i, Seen.Name($"m{i}.nl")))]
        );

    private static DnsLookup<IPAddress>[] Absent(string name) => [Look.A(name), Look.Aaaa(name)];

    /// <summary>internet.nl looks at <c>all</c> alone.</summary>
    private static RelatedCase TooWide(
        string name,
        string terms,
        params (string, string?)[] nested
    ) =>
        Case(
            name,
            Spf([(D, $"v=spf1 {terms} -all"), .. nested]),
            "spf-too-wide",
            Passed,
            Failed,
            "spf-too-wide",
            "spf-strict"
        );

    private static RelatedCase Narrow(
        string name,
        string terms,
        params (string, string?)[] nested
    ) =>
        Case(
            name,
            Spf([(D, $"v=spf1 {terms} -all"), .. nested]),
            "spf-strict",
            Passed,
            Passed,
            "spf-strict"
        );

    private static RelatedCase Fails(string name, SpfObservation spf, params string[] slugs) =>
        Case(name, spf, slugs[0], Failed, Failed, slugs);

    private static RelatedCase Case(
        string name,
        SpfObservation spf,
        string status,
        StandardOutcome forum,
        StandardOutcome strict,
        params string[] results
    ) =>
        new()
        {
            Name = "spf: " + name,
            Standard = MailStandard.Spf,
            Related = Good with { Spf = spf },
            Status = status,
            Forum = forum,
            Strict = strict,
            Results = results is [] ? null : results,
        };
}
