using System.Text.RegularExpressions;
using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.TlsNcsc;

/// <summary>Who may issue certificates for an MX host (RFC 8659): worst is a warning.</summary>
internal static class CaaRules
{
    public static SubTestRow Judge(NcscMethod method, CaaObservation? caa)
    {
        if (
            caa is not { Asked: [.., { } last] }
            || caa.Asked.Any(asked => asked.Outcome == LookupOutcome.Failed)
        )
        {
            return SubTestRow.NotMeasured(
                TlsSubTest.Caa,
                TlsNcscReason.Create(
                    method,
                    TlsNcscReason.NotMeasured,
                    ReasonSeverity.Warning,
                    null,
                    ("subTest", TlsSubTest.Caa),
                    ("answer", caa is null ? "not-asked" : "lookup-failed"),
                    ("name", caa is { Asked: [.., { } failed] } ? failed.Name.Value : null)
                )
            );
        }
        if (last.Outcome != LookupOutcome.Answer)
        {
            return Fault(method, TlsNcscReason.CaaAbsent, ("name", caa.Asked[0].Name.Value));
        }
        if (last.Records.FirstOrDefault(record => !IsValid(record)) is { } broken)
        {
            return Fault(
                method,
                TlsNcscReason.CaaSyntax,
                ("name", last.Name.Value),
                ("tag", Cut(broken.Tag)),
                ("value", Cut(broken.Value))
            );
        }
        return last.Records.Any(record => Is(record, "issue"))
            ? SubTestRow.Of(TlsSubTest.Caa, GuidelineLevel.Good)
            : Fault(method, TlsNcscReason.CaaWithoutIssue, ("name", last.Name.Value));
    }

    private static SubTestRow Fault(
        NcscMethod method,
        string slug,
        params ReadOnlySpan<(string, string?)> facts
    ) =>
        SubTestRow.Of(
            TlsSubTest.Caa,
            GuidelineLevel.PhaseOut,
            TlsNcscReason.Create(method, slug, ReasonSeverity.Warning, null, facts)
        );

    /// <summary>The properties registered with IANA that are in use; another one is taken for a slip, as internet.nl does.</summary>
    internal static bool IsValid(CaaRecord record) =>
        record.Flags is 0 or 128
        && (
            Is(record, "issue")
            || Is(record, "issuewild")
            || Is(record, "issuemail")
            || Is(record, "issuevmc")
                ? IsIssueValue(record.Value)
            : Is(record, "iodef") ? IsReportAddress(record.Value)
            : Is(record, "contactemail") ? IsMailAddress(record.Value)
            : Is(record, "contactphone") && Phone.IsMatch(record.Value)
        );

    private static bool Is(CaaRecord record, string tag) =>
        record.Tag.Equals(tag, StringComparison.OrdinalIgnoreCase);

    private static bool IsIssueValue(string value)
    {
        if (IssueValue.Match(value) is not { Success: true } match)
        {
            return false;
        }
        // RFC 8657 section 4
        return match
            .Groups["parameters"]
            .Value.Split(';')
            .Select(parameter => parameter.Trim(' ', '\t').Split('=', 2))
            .Where(parts =>
                parts.Length == 2
                && parts[0]
                    .Trim(' ', '\t')
                    .Equals("validationmethods", StringComparison.OrdinalIgnoreCase)
            )
            .All(parts => Methods.IsMatch(parts[1].Trim(' ', '\t')));
    }

    /// <summary>RFC 8659 section 4.4.</summary>
    private static bool IsReportAddress(string value) =>
        value.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)
            ? IsMailAddress(value["mailto:".Length..].Split('?')[0])
            : Uri.TryCreate(value, UriKind.Absolute, out var address)
                && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
                && address.Host.Length > 0;

    private static bool IsMailAddress(string value) =>
        value.LastIndexOf('@') is > 0 and var at
        && !value.Contains(' ', StringComparison.Ordinal)
        && DomainName.TryParse(value[(at + 1)..], out var domain)
        && !domain.IsRoot;

    private static string Cut(string text) => text.Length <= 100 ? text : text[..100];

    private const string Label = "[A-Za-z0-9](-*[A-Za-z0-9])*";

    /// <summary>RFC 8659 section 4.2. Linear in the length of the value, whatever it is.</summary>
    private static readonly Regex IssueValue = new(
        $@"^[ \t]*({Label}(\.{Label})*[ \t]*)?(;[ \t]*(?<parameters>{Label}[ \t]*=[ \t]*[!-:<-~]*([ \t]*;[ \t]*{Label}[ \t]*=[ \t]*[!-:<-~]*)*)?[ \t]*)?$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    );

    private static readonly Regex Methods = new(
        "^([A-Za-z0-9-]+(,[A-Za-z0-9-]+)*)?$",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant
    );

    /// <summary>A global number of RFC 3966 section 5.1.4, without its rarer parameters.</summary>
    private static readonly Regex Phone = new(
        @"^\+[-.()0-9]*[0-9][-.()0-9]*(;[!-~]*)?$",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant
    );
}
