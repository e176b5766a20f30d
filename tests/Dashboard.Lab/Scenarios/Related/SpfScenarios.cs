using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Lab.Dns;
using static Dashboard.Core.Inbound.MailStandard;
using static Dashboard.Core.Inbound.StandardOutcome;

namespace Dashboard.Lab.Scenarios.Related;

/// <summary>SPF, a zone a row; <c>inc</c> and <c>two</c> are names of the zone that records lead to.</summary>
internal static class SpfScenarios
{
    public static void Add(SceneList list)
    {
        AddFaults(list);
        AddNested(list);
        AddGood(list);
    }

    private static void AddFaults(SceneList list)
    {
        Fails(list, "spf-absent", "No record.", "spf-absent");
        Fails(list, "spf-multiple", "Two records.", "spf-multiple", "v=spf1 -all", "v=spf1 ~all");
        Fails(
            list,
            "spf-syntax",
            "A misspelt mechanism.",
            "spf-syntax",
            "v=spf1 ipv4:192.0.2.1 -all"
        );
        Fails(list, "spf-all-open", "Everybody may send.", "spf-all-open", "v=spf1 +all");
        Fails(
            list,
            "spf-all-bare",
            "Everybody may send, without the plus.",
            "spf-all-open",
            "v=spf1 all"
        );
        Fails(
            list,
            "spf-all-neutral",
            "Nothing is said of others.",
            "spf-all-neutral",
            "v=spf1 ?all"
        );
        Fails(
            list,
            "spf-without-all",
            "Neither all nor redirect.",
            "spf-all-neutral",
            "v=spf1 ip4:192.0.2.1"
        );
        Fails(
            list,
            "spf-eleven-lookups",
            "Eleven terms that ask the DNS.",
            "spf-too-many-lookups",
            "v=spf1 "
                + string.Join(
                    ' ',
                    Enumerable.Range(0, 11).Select(i => $"a:a{i}.spf-eleven-lookups.example")
                )
                + " -all"
        );
        list.WithMail("spf-lookup-fails", "Questions for TXT are answered with SERVFAIL.")
            .WithZone(zone => zone.Behind(MiddleboxAction.ServerFailure, DnsRecordType.Txt))
            .Standard(Spf, "spf-lookup-failed", NotMeasured, NotMeasured);
    }

    private static void AddNested(SceneList list)
    {
        Nested(
            list,
            "spf-include-broken",
            "An include without a record.",
            "spf-include-broken",
            "include:inc.{0} -all"
        );
        Nested(
            list,
            "spf-include-syntax",
            "A syntax error in an include.",
            "spf-include-broken",
            "include:inc.{0} -all",
            "v=spf1 foo"
        );
        Nested(
            list,
            "spf-include-loop",
            "Includes in a circle.",
            "spf-include-broken",
            "include:inc.{0} -all",
            "v=spf1 include:two.{0} -all",
            "v=spf1 include:inc.{0} -all"
        );
        Nested(
            list,
            "spf-include-open",
            "An include that ends in +all.",
            "spf-include-open",
            "include:inc.{0} -all",
            "v=spf1 +all"
        );
        var wide = list.WithMail("spf-too-wide", "An include that names the whole of IPv4.")
            .Standard(Spf, "spf-too-wide", Passed, Failed, "spf-strict");
        wide.Record($"@ IN TXT {Strings($"v=spf1 include:inc.{wide.Domain} -all")}");
        wide.Record("inc IN TXT \"v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all\"");
        Nested(
            list,
            "spf-redirect-broken",
            "A redirect without a record.",
            "spf-redirect-broken",
            "redirect=inc.{0}"
        );
        Nested(
            list,
            "spf-redirect-loop",
            "A redirect to itself.",
            "spf-redirect-broken",
            "redirect={0}"
        );
        Nested(
            list,
            "spf-redirect-open",
            "A redirect to +all.",
            "spf-redirect-broken",
            "redirect=inc.{0}",
            "v=spf1 +all"
        );
        Nested(
            list,
            "spf-nested-lookups",
            "Ten terms here, and one in an include.",
            "spf-too-many-lookups",
            string.Join(' ', Enumerable.Range(0, 9).Select(_ => "exists:%{{i}}.{0}"))
                + " include:inc.{0} -all",
            "v=spf1 exists:%{{i}}.{0} -all"
        );
        var timeout = list.WithMail("spf-include-timeout", "An include that is never answered.")
            .Slow()
            .Record("@ IN TXT \"v=spf1 include:inc.spf-include-timeout.example -all\"")
            .Standard(Spf, "spf-lookup-failed", NotMeasured, NotMeasured);
        timeout.Zone.BehindAt("inc", MiddleboxAction.Drop);
    }

    private static void AddGood(SceneList list)
    {
        Passes(list, "spf-strict", "All others fail.", "spf-strict", Passed, "v=spf1 mx -all");
        Passes(list, "spf-soft", "All others are suspect.", "spf-soft", Passed, "v=spf1 mx ~all");
        Passes(
            list,
            "spf-long",
            "A record of several strings.",
            "spf-strict",
            Passed,
            "v=spf1 "
                + string.Join(' ', Enumerable.Range(0, 40).Select(i => $"ip4:192.0.2.{i}"))
                + " -all"
        );
        Passes(
            list,
            "spf-ptr",
            "The mechanism ptr.",
            "spf-ptr",
            Warning,
            "v=spf1 ptr -all",
            "spf-strict"
        );
        Passes(
            list,
            "spf-macro",
            "A macro.",
            "spf-strict",
            Passed,
            "v=spf1 exists:%{i}.spf-macro.example -all",
            "spf-macro"
        );
        Passes(
            list,
            "spf-void-lookups",
            "Three lookups that give nothing.",
            "spf-void-lookups",
            Warning,
            "v=spf1 a:a.spf-void-lookups.example a:b.spf-void-lookups.example mx:c.spf-void-lookups.example -all",
            "spf-strict"
        );
        var many = list.WithMail("spf-mx-many", "An mx of eleven hosts.")
            .Record("@ IN TXT \"v=spf1 mx:many.spf-mx-many.example -all\"")
            .Standard(Spf, "spf-mx-many", Passed, Warning, "spf-strict");
        for (var i = 0; i < 11; i++)
        {
            many.Record($"many IN MX 10 m{i}.spf-mx-many.example.");
        }
        Passes(
                list,
                "spf-redirect",
                "A redirect to a record that is well.",
                "spf-strict",
                Passed,
                "v=spf1 redirect=inc.spf-redirect.example"
            )
            .Record("inc IN TXT \"v=spf1 -all\"");
        Passes(
            list,
            "spf-redirect-macro",
            "A redirect that depends on the message.",
            "spf-not-followed",
            NotMeasured,
            "v=spf1 redirect=%{d}.inc.example",
            "spf-macro"
        );
    }

    private static Scene Passes(
        SceneList list,
        string slug,
        string description,
        string status,
        StandardOutcome strict,
        string record,
        params string[] results
    ) =>
        list.WithMail(slug, description)
            .Record($"@ IN TXT {Strings(record)}")
            .Standard(Spf, status, Passed, strict, results);

    private static void Fails(
        SceneList list,
        string slug,
        string description,
        string status,
        params string[] records
    )
    {
        var scene = list.WithMail(slug, description).Standard(Spf, status, Failed, Failed);
        foreach (var record in records)
        {
            scene.Record($"@ IN TXT {Strings(record)}");
        }
    }

    /// <param name="terms">Of the domain's record, with <c>{0}</c> for its name; then the records of <c>inc</c> and <c>two</c>.</param>
    private static void Nested(
        SceneList list,
        string slug,
        string description,
        string status,
        string terms,
        params string[] below
    )
    {
        var scene = list.WithMail(slug, description).Standard(Spf, status, Failed, Failed);
        string Named(string text) =>
            string.Format(System.Globalization.CultureInfo.InvariantCulture, text, scene.Domain);
        scene.Record($"@ IN TXT {Strings("v=spf1 " + Named(terms))}");
        foreach (var (name, record) in ((string[])["inc", "two"]).Zip(below))
        {
            scene.Record($"{name} IN TXT {Strings(Named(record))}");
        }
    }

    /// <summary>In strings of 200 characters, whose ends fall anywhere.</summary>
    private static string Strings(string text) =>
        string.Join(' ', text.Chunk(200).Select(part => $"\"{new string(part)}\""));
}
