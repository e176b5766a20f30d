using Dashboard.Core.Inbound;
using Dashboard.Lab.Dns;
using static Dashboard.Core.Inbound.MailStandard;
using static Dashboard.Core.Inbound.StandardOutcome;

namespace Dashboard.Lab.Scenarios.Related;

/// <summary>The record that asks for reports (RFC 8460 section 3).</summary>
internal static class TlsRptScenarios
{
    public static void Add(SceneList list)
    {
        Case(list, "tlsrpt-absent", "No record at _smtp._tls.", "tlsrpt-absent", Info);
        Case(
            list,
            "tlsrpt-other-version",
            "A record of another version.",
            "tlsrpt-absent",
            Info,
            "v=TLSRPTv2; rua=mailto:a@b.example"
        );
        Case(
            list,
            "tlsrpt-multiple",
            "Two records.",
            "tlsrpt-multiple",
            Warning,
            "v=TLSRPTv1; rua=mailto:a@b.example",
            "v=TLSRPTv1; rua=mailto:c@b.example"
        );
        Case(
            list,
            "tlsrpt-without-rua",
            "A record without rua.",
            "tlsrpt-invalid",
            Warning,
            "v=TLSRPTv1; x=1"
        );
        Case(
            list,
            "tlsrpt-http",
            "A rua of another kind.",
            "tlsrpt-invalid",
            Warning,
            "v=TLSRPTv1; rua=http://b.example/"
        );
        Case(
            list,
            "tlsrpt-present",
            "A record as it should be.",
            "tlsrpt-present",
            Passed,
            "v=TLSRPTv1; rua=mailto:a@b.example,https://b.example/tls"
        );
        list.WithMail("tlsrpt-lookup-fails", "Questions for the record are answered with SERVFAIL.")
            .Standard(TlsRpt, "tlsrpt-lookup-failed", NotCounted, NotMeasured)
            .Zone.BehindAt("_smtp._tls", MiddleboxAction.ServerFailure);
    }

    private static void Case(
        SceneList list,
        string slug,
        string description,
        string status,
        StandardOutcome strict,
        params string[] records
    )
    {
        var scene = list.WithMail(slug, description).Standard(TlsRpt, status, NotCounted, strict);
        foreach (var record in records)
        {
            scene.Record($"_smtp._tls IN TXT \"{record}\"");
        }
    }
}
