using System.Globalization;

namespace Dashboard.Probes.Tests.Outbound.Receiver.Identity;

/// <summary>
/// Records and what they say of an address. The first ones are RFC 7208 appendix A with the domain written out, as each stands at
/// a name of its own.
/// </summary>
internal static class SpfCases
{
    public static IReadOnlyList<(
        string What,
        string Record,
        string Address,
        string Outcome
    )> All { get; } =
    [
        ("A.1 all", "v=spf1 +all", "203.0.113.1", "Pass"),
        ("A.1 a", "v=spf1 a:example.com -all", "192.0.2.10", "Pass"),
        ("A.1 a, second address", "v=spf1 a:example.com -all", "192.0.2.11", "Pass"),
        ("A.1 a, another", "v=spf1 a:example.com -all", "192.0.2.12", "Fail"),
        ("A.1 a without address", "v=spf1 a:example.org -all", "192.0.2.140", "Fail"),
        ("A.1 mx", "v=spf1 mx:example.com -all", "192.0.2.129", "Pass"),
        ("A.1 mx, another", "v=spf1 mx:example.com -all", "192.0.2.10", "Fail"),
        ("A.1 mx of another", "v=spf1 mx:example.org -all", "192.0.2.140", "Pass"),
        ("A.1 two mx", "v=spf1 mx:example.com mx:example.org -all", "192.0.2.140", "Pass"),
        ("A.1 mx/30", "v=spf1 mx:example.com/30 -all", "192.0.2.131", "Pass"),
        ("A.1 mx/30, beyond", "v=spf1 mx:example.com/30 -all", "192.0.2.132", "Fail"),
        ("A.1 ptr", "v=spf1 ptr:example.com -all", "192.0.2.65", "Pass"),
        ("A.1 ptr elsewhere", "v=spf1 ptr:example.com -all", "192.0.2.140", "Fail"),
        ("A.1 ptr of a rogue", "v=spf1 ptr:example.com -all", "10.0.0.4", "Fail"),
        ("A.1 ip4, outside", "v=spf1 ip4:192.0.2.128/28 -all", "192.0.2.65", "Fail"),
        ("A.1 ip4, inside", "v=spf1 ip4:192.0.2.128/28 -all", "192.0.2.129", "Pass"),
        ("softfail", "v=spf1 ~all", "192.0.2.1", "SoftFail"),
        ("neutral", "v=spf1 ?all", "192.0.2.1", "Neutral"),
        ("nothing matches", "v=spf1", "192.0.2.1", "Neutral"),
        ("case", "V=SPF1 IP4:192.0.2.1 -ALL", "192.0.2.1", "Pass"),
        ("ip6", "v=spf1 ip6:2001:db8::/32 -all", "2001:db8::9", "Pass"),
        ("ip6 is not ip4", "v=spf1 ip4:192.0.2.1 -all", "2001:db8::9", "Fail"),
        ("a for IPv6", "v=spf1 a:six.example.com//64 -all", "2001:db8::77", "Pass"),
        ("a for IPv6, beyond", "v=spf1 a:six.example.com//126 -all", "2001:db8::77", "Fail"),
        ("a through an alias", "v=spf1 a:www.example.com -all", "192.0.2.10", "Pass"),
        ("include passes", "v=spf1 include:passes.example.com -all", "192.0.2.65", "Pass"),
        ("include fails", "v=spf1 include:passes.example.com ?all", "192.0.2.66", "Neutral"),
        ("include softfails", "v=spf1 include:softly.example.com -all", "192.0.2.66", "Fail"),
        ("include, qualified", "v=spf1 ~include:passes.example.com", "192.0.2.65", "SoftFail"),
        ("include of none", "v=spf1 include:amy.example.com -all", "192.0.2.65", "PermError"),
        (
            "include of an error",
            "v=spf1 include:faulty.example.com -all",
            "192.0.2.65",
            "PermError"
        ),
        ("include of itself", "v=spf1 include:chain1.example.com -all", "192.0.2.65", "PermError"),
        ("redirect", "v=spf1 redirect=softly.example.com", "192.0.2.66", "SoftFail"),
        ("redirect behind all", "v=spf1 ?all redirect=passes.example.com", "192.0.2.66", "Neutral"),
        ("redirect to none", "v=spf1 redirect=amy.example.com", "192.0.2.66", "PermError"),
        (
            "two redirects",
            "v=spf1 redirect=passes.example.com redirect=softly.example.com",
            "192.0.2.65",
            "PermError"
        ),
        ("unknown modifier", "v=spf1 x-y=%{i} +all", "192.0.2.65", "Pass"),
        ("unknown mechanism", "v=spf1 +all bogus", "192.0.2.65", "PermError"),
        ("lookup fails", "v=spf1 a:host.broken.org -all", "192.0.2.65", "TempError"),
        (
            "lookup fails behind a match",
            "v=spf1 ip4:192.0.2.65 a:host.broken.org",
            "192.0.2.65",
            "Pass"
        ),
        (
            "include cannot be found",
            "v=spf1 include:host.broken.org -all",
            "192.0.2.65",
            "TempError"
        ),
        ("ten lookups", "v=spf1" + Many(10, " a:bob.example.com") + " +all", "192.0.2.65", "Pass"),
        (
            "eleven lookups",
            "v=spf1" + Many(11, " a:bob.example.com") + " +all",
            "192.0.2.65",
            "PermError"
        ),
        ("two void lookups", "v=spf1 a:x.example.com a:y.example.com +all", "192.0.2.65", "Pass"),
        (
            "three void lookups",
            "v=spf1 a:x.example.com a:y.example.com a:z.example.com +all",
            "192.0.2.65",
            "PermError"
        ),
        ("eleven exchangers", "v=spf1 mx:crowded.example.com +all", "192.0.2.65", "PermError"),
        ("exists by address", "v=spf1 exists:%{ir}.list.example.com -all", "192.0.2.65", "Pass"),
        ("exists, not there", "v=spf1 exists:%{ir}.list.example.com -all", "192.0.2.66", "Fail"),
        ("exists by sender", "v=spf1 exists:%{l}.users.example.com -all", "192.0.2.65", "Pass"),
        ("exists by family", "v=spf1 exists:%{v}.kinds.%{d2} -all", "192.0.2.65", "Pass"),
        ("validated name", "v=spf1 exists:from-%{p}.named.example.com -all", "192.0.2.65", "Pass"),
        (
            "validated name of a rogue",
            "v=spf1 exists:from-%{p}.named.example.com -all",
            "10.0.0.4",
            "Fail"
        ),
    ];

    public static string Domain(string what) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"case{All.ToList().FindIndex(row => row.What == what)}.example.com"
        );

    public static string Records() =>
        string.Concat(All.Select(row => $"{Domain(row.What)}. IN TXT {Quoted(row.Record)}\n"))
        + "twice IN TXT \"v=spf1 +all\"\ntwice IN TXT \"v=spf1 -all\"\n"
        + "other IN TXT \"v=spf10 +all\"\n"
        + "split IN TXT \"v=spf1 ip4:192.0\" \".2.65 -all\"\n";

    /// <summary>In character strings of at most 255 octets.</summary>
    private static string Quoted(string text) =>
        string.Join(' ', text.Chunk(200).Select(part => $"\"{new string(part)}\""));

    private static string Many(int count, string term) =>
        string.Concat(Enumerable.Repeat(term, count));
}
