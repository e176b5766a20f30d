using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.MailAuthentication;
using static Dashboard.Core.Inbound.StandardOutcome;
using static Dashboard.Core.Tests.Inbound.RelatedEvidence;

namespace Dashboard.Core.Tests.Inbound.MailAuthentication;

/// <summary>SPF records that lead on: what is followed, counted, and handed up (RFC 7208 sections 4.6.4, 5.2 and 6.1).</summary>
internal static class SpfWalkCases
{
    private const string D = "example.nl";
    private const string Hard = "v=spf1 -all";
    private static readonly string TooLong = new string('a', 64) + ".nl";

    public static IReadOnlyList<RelatedCase> All { get; } =
    [
        Case(
            "networks ask nothing",
            Spf((D, $"v=spf1 {Times(6, _ => "ip4:192.0.2.1 ip6:2001:db8::1")} -all")),
            Passed,
            Passed,
            "spf-strict"
        ),
        Case(
            "too many lookups, and an include that is broken",
            Spf((D, $"v=spf1 include:a.nl {Times(10, i => $"ptr:p{i}.nl")} -all"), ("a.nl", null)),
            Failed,
            Failed,
            "spf-too-many-lookups",
            "spf-ptr"
        ),
        Case(
            "what stands behind the eleventh lookup",
            Spf((D, $"v=spf1 {Times(11, i => $"exists:%{{i}}.p{i}.nl")} ptr -all")),
            Failed,
            Failed,
            "spf-too-many-lookups",
            "spf-macro"
        ),
        Case(
            "a redirect that is the eleventh lookup",
            Spf((D, $"v=spf1 {Times(10, i => $"ptr:p{i}.nl")} redirect=%{{d}}.a.nl")),
            Failed,
            Failed,
            "spf-too-many-lookups",
            "spf-ptr"
        ),
        Case(
            "an include with two includes, both broken",
            Spf(
                (D, "v=spf1 include:a.nl -all"),
                ("a.nl", "v=spf1 include:b.nl include:c.nl -all"),
                ("b.nl", null),
                ("c.nl", null)
            ),
            Failed,
            Failed,
            "spf-include-broken",
            "spf-strict"
        ),
        Case(
            "an include with two includes, both open",
            Spf(
                (D, "v=spf1 include:a.nl -all"),
                ("a.nl", "v=spf1 include:b.nl include:c.nl -all"),
                ("b.nl", "v=spf1 +all"),
                ("c.nl", "v=spf1 +all")
            ),
            Failed,
            Failed,
            "spf-include-open",
            "spf-strict"
        ),
        Case(
            "includes in which all is well",
            Spf(
                (D, "v=spf1 include:a.nl -all"),
                ("a.nl", "v=spf1 include:b.nl -all"),
                ("b.nl", Hard)
            ),
            Passed,
            Passed,
            "spf-strict"
        ),
        Case(
            "an include that subtracts an open one",
            Spf(
                (D, "v=spf1 include:a.nl -all"),
                ("a.nl", "v=spf1 -include:b.nl -all"),
                ("b.nl", "v=spf1 +all")
            ),
            Passed,
            Passed,
            "spf-strict"
        ),
        Case(
            "an include without an end",
            Spf((D, "v=spf1 include:a.nl -all"), ("a.nl", "v=spf1 ip4:192.0.2.1")),
            Passed,
            Passed,
            "spf-strict"
        ),
        Case(
            "an include without an end, and one in it that is broken",
            Spf((D, "v=spf1 include:a.nl -all"), ("a.nl", "v=spf1 include:b.nl"), ("b.nl", null)),
            Failed,
            Failed,
            "spf-include-broken",
            "spf-strict"
        ),
        Case(
            "an include that is open, and goes on by a redirect",
            Spf(
                (D, "v=spf1 include:a.nl -all"),
                ("a.nl", "v=spf1 include:b.nl redirect=c.nl"),
                ("b.nl", "v=spf1 +all"),
                ("c.nl", Hard)
            ),
            Failed,
            Failed,
            "spf-include-open",
            "spf-strict"
        ),
        Case(
            "an include that goes on by a redirect to what is open",
            Spf(
                (D, "v=spf1 include:a.nl -all"),
                ("a.nl", "v=spf1 redirect=c.nl"),
                ("c.nl", "v=spf1 include:b.nl -all"),
                ("b.nl", "v=spf1 +all")
            ),
            Failed,
            Failed,
            "spf-include-open",
            "spf-strict"
        ),
        Case(
            "an include of a name that cannot be",
            Spf((D, $"v=spf1 include:{TooLong} -all")),
            Failed,
            Failed,
            "spf-include-broken",
            "spf-strict"
        ),
        Case(
            "three hosts whose names cannot be",
            Spf((D, $"v=spf1 a:{TooLong} mx:{TooLong} exists:{TooLong} -all")),
            Passed,
            Warning,
            "spf-strict",
            "spf-void-lookups"
        ),
        Case(
            "ptr looks nothing up of its own name",
            Spf((D, $"v=spf1 ptr:{TooLong} ptr:{TooLong} ptr:{TooLong} -all")),
            Passed,
            Warning,
            "spf-strict",
            "spf-ptr"
        ),
        Case(
            "three void lookups, one of exists",
            Spf((D, "v=spf1 exists:a.nl mx:b.nl mx:c.nl -all")) with
            {
                Addresses = [Look.A("a.nl").NxDomain()],
                Mx = [Mx("b.nl", 0), Mx("c.nl", 0)],
            },
            Passed,
            Warning,
            "spf-strict",
            "spf-void-lookups"
        ),
        Case(
            "three mx with hosts are not void",
            Spf((D, "v=spf1 mx:a.nl mx:b.nl mx:c.nl -all")) with
            {
                Mx = [Mx("a.nl", 1), Mx("b.nl", 1), Mx("c.nl", 1)],
            },
            Passed,
            Passed,
            "spf-strict"
        ),
        Case(
            "an mx of eleven hosts, of which eight are kept",
            Spf((D, "v=spf1 mx -all")) with
            {
                Mx = [Mx(D, 8) with { OmittedRecords = 3 }],
            },
            Passed,
            Warning,
            "spf-strict",
            "spf-mx-many"
        ),
        Case(
            "two mx of eleven hosts",
            Spf((D, "v=spf1 mx mx:b.nl -all")) with
            {
                Mx = [Mx(D, 11), Mx("b.nl", 12)],
            },
            Passed,
            Warning,
            "spf-strict",
            "spf-mx-many"
        ),
        Case(
            "lookups of an include and of a host fail",
            Spf((D, "v=spf1 a:h.nl include:a.nl -all")) is var failing
                ? failing with
                {
                    Records = [.. failing.Records, Text("a.nl").Fails()],
                    Addresses = [Look.A("h.nl").Fails()],
                }
                : failing,
            NotMeasured,
            NotMeasured,
            "spf-lookup-failed",
            "spf-strict"
        ),
        Case(
            "hosts that were not asked",
            Spf((D, "v=spf1 mx -all")),
            NotMeasured,
            NotMeasured,
            "spf-not-followed",
            "spf-strict"
        ),
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

    /// <summary>The status is the last of the results where the strict view only warns, else the first.</summary>
    private static RelatedCase Case(
        string name,
        SpfObservation spf,
        StandardOutcome forum,
        StandardOutcome strict,
        params string[] results
    ) =>
        new()
        {
            Name = "spf walk: " + name,
            Standard = MailStandard.Spf,
            Related = Good with { Spf = spf },
            Status = strict == Warning ? results[^1] : results[0],
            Forum = forum,
            Strict = strict,
            Results = results,
        };
}
