using System.Globalization;
using System.Text.Json;
using Dashboard.Core.Dns;

namespace Dashboard.Core.Outbound.TlsReports;

/// <summary>
/// The fields of a report that are used (RFC 8460 section 4.4). What is beside them is not looked at.
/// </summary>
internal sealed class TlsReportFields(DateTimeOffset now)
{
    /// <summary>RFC 3339 section 5.6, whose letters may be small.</summary>
    private static readonly string[] TimeForms =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
    ];

    private int failures;

    /// <exception cref="TlsReportRefusedException">It is no report that can be believed.</exception>
    public TlsReport Report(JsonElement root)
    {
        var (start, end) = Period(Object(root, "date-range"));
        var policies = List(root, "policies");
        if (policies.GetArrayLength() == 0)
        {
            throw Refuse(TlsReportRefusal.NoPolicies);
        }
        if (policies.GetArrayLength() > TlsReportLimits.Policies)
        {
            throw Refuse(TlsReportRefusal.TooManyPolicies);
        }
        return new TlsReport
        {
            Organisation = Text(root, "organization-name"),
            ReportId = Text(root, "report-id"),
            Start = start,
            End = end,
            Policies = [.. policies.EnumerateArray().Select(Policy)],
        };
    }

    private TlsReportPolicy Policy(JsonElement entry)
    {
        var policy = Object(entry, "policy");
        var summary = Object(entry, "summary");
        if (!Slug.TryParse<TlsReportPolicyKind>(Text(policy, "policy-type"), out var kind))
        {
            throw Refuse(TlsReportRefusal.FieldInvalid);
        }
        // In A-labels (section 4.4, "policy-domain").
        if (
            !DomainName.TryParse(Text(policy, "policy-domain"), out var domain)
            || domain.IsRoot
            || !domain.HasPlainLabels
        )
        {
            throw Refuse(TlsReportRefusal.FieldInvalid);
        }
        return new TlsReportPolicy
        {
            Kind = kind,
            Domain = domain,
            Successful = Count(summary, "total-successful-session-count"),
            Failed = Count(summary, "total-failure-session-count"),
            Failures = Failures(entry),
        };
    }

    private Dictionary<TlsReportFailure, long> Failures(JsonElement entry)
    {
        var found = new Dictionary<TlsReportFailure, long>();
        // Not there where nothing failed.
        if (
            !entry.TryGetProperty("failure-details", out var details)
            || details.ValueKind == JsonValueKind.Null
        )
        {
            return found;
        }
        if (details.ValueKind != JsonValueKind.Array)
        {
            throw Refuse(TlsReportRefusal.FieldMissing);
        }
        foreach (var detail in details.EnumerateArray())
        {
            if (++failures > TlsReportLimits.Failures)
            {
                throw Refuse(TlsReportRefusal.TooManyFailures);
            }
            var what = Slug.TryParse<TlsReportFailure>(Text(detail, "result-type"), out var known)
                ? known
                : TlsReportFailure.Other;
            var sessions = Count(detail, "failed-session-count");
            if (sessions > 0)
            {
                found[what] = found.GetValueOrDefault(what) + sessions;
            }
        }
        return found;
    }

    private (DateTimeOffset Start, DateTimeOffset End) Period(JsonElement range)
    {
        var start = Time(range, "start-datetime");
        var end = Time(range, "end-datetime");
        return
            start < end
            && end - start <= TlsReportLimits.LongestPeriod
            && end - now <= TlsReportLimits.Ahead
            && now - end <= TlsReportLimits.Age
            ? (start, end)
            : throw Refuse(TlsReportRefusal.PeriodImplausible);
    }

    private static DateTimeOffset Time(JsonElement parent, string name) =>
        DateTimeOffset.TryParseExact(
            Text(parent, name).ToUpperInvariant(),
            TimeForms,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
            ? time
            : throw Refuse(TlsReportRefusal.PeriodImplausible);

    private static long Count(JsonElement parent, string name)
    {
        var value = Field(parent, name, JsonValueKind.Number);
        return value.TryGetInt64(out var count) && count is >= 0 and <= TlsReportLimits.Sessions
            ? count
            : throw Refuse(TlsReportRefusal.CountImplausible);
    }

    private static string Text(JsonElement parent, string name)
    {
        var value = Field(parent, name, JsonValueKind.String);
        string text;
        try
        {
            text = value.GetString()!;
        }
        // Half of a character, escaped (RFC 8259 section 8.2).
        catch (InvalidOperationException)
        {
            throw Refuse(TlsReportRefusal.FieldInvalid);
        }
        return text.Length is > 0 and <= TlsReportLimits.Text && PrintableText.Of(text) == text
            ? text
            : throw Refuse(TlsReportRefusal.FieldInvalid);
    }

    private static JsonElement Object(JsonElement parent, string name) =>
        Field(parent, name, JsonValueKind.Object);

    private static JsonElement List(JsonElement parent, string name) =>
        Field(parent, name, JsonValueKind.Array);

    private static JsonElement Field(JsonElement parent, string name, JsonValueKind kind) =>
        parent.ValueKind == JsonValueKind.Object
        && parent.TryGetProperty(name, out var value)
        && value.ValueKind == kind
            ? value
            : throw Refuse(TlsReportRefusal.FieldMissing);

    private static TlsReportRefusedException Refuse(TlsReportRefusal refusal) => new(refusal);
}
