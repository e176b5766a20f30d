using System.Globalization;
using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Inbound;

namespace Dashboard.Web.Features.Api.Batch;

/// <summary>Requests and domains, written as internet.nl's server does.</summary>
internal static class BatchJson
{
    public static void WriteDomain(Utf8JsonWriter json, BatchDomain? result, string page)
    {
        if (result is null)
        {
            json.WriteString("status", "error");
            return;
        }
        json.WriteString("status", "ok");
        json.WriteStartObject("report");
        json.WriteString("url", page);
        json.WriteEndObject();
        json.WriteStartObject("scoring");
        json.WriteNumber("percentage", result.Percentage);
        json.WriteEndObject();
        json.WriteStartObject("results");
        json.WriteStartObject("categories");
        foreach (var (category, tests) in BatchTests.Categories)
        {
            var status = result.Category(tests);
            WriteTest(json, category, new(status, status));
        }
        json.WriteEndObject();
        json.WriteStartObject("tests");
        foreach (var test in BatchTests.Categories.SelectMany(c => c.Tests))
        {
            WriteTest(json, test, result[test]);
        }
        json.WriteEndObject();
        json.WriteStartObject("custom");
        json.WriteBoolean("mail_non_sending_domain", result.SendsNoMail);
        json.WriteString("mail_servers_testable_status", result.TestableStatus);
        json.WriteString("tls_1_3_support", result.Tls13);
        WriteOwn(json, result.Verdict.MailTransport);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The same domain in <c>results_technical</c>.</summary>
    public static void WriteTechnical(Utf8JsonWriter json, BatchDomain? result)
    {
        if (result is null)
        {
            json.WriteString("status", "error");
            return;
        }
        json.WriteString("status", "ok");
        BatchTechnical.Write(json, result);
    }

    private static void WriteOwn(Utf8JsonWriter json, DomainVerdict verdict)
    {
        json.WriteStartObject("dane_dashboard");
        json.WriteString("method_version", verdict.MethodVersion);
        json.WriteString("status", Slug.Of(verdict.Status));
        json.WriteString("delivery", Slug.Of(verdict.Delivery));
        WriteNumber(json, "connection_type", (int?)verdict.ConnectionType);
        WriteNumber(json, "attacker_connection_type", (int?)verdict.AttackerConnectionType);
        json.WriteStartArray("reasons");
        foreach (var reason in verdict.Reasons.Select(r => r.Slug).Distinct())
        {
            json.WriteStringValue(reason);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, int? number)
    {
        if (number is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteTest(Utf8JsonWriter json, string name, BatchTest test)
    {
        json.WriteStartObject(name);
        json.WriteString("status", test.Status);
        json.WriteString("verdict", test.Verdict);
        json.WriteEndObject();
    }

    public static void WriteRequest(Utf8JsonWriter json, BatchState state)
    {
        json.WriteStartObject();
        json.WriteString("request_id", state.RequestId);
        json.WriteString("name", state.Name);
        json.WriteString("request_type", "mail");
        json.WriteString("status", state.Status);
        json.WriteString("submit_date", Moment(state.SubmittedAt));
        if (state.FinishedAt is { } finished)
        {
            json.WriteString("finished_date", Moment(finished));
        }
        else
        {
            json.WriteNull("finished_date");
        }
        json.WriteString(
            "progress",
            string.Create(CultureInfo.InvariantCulture, $"{state.Done}/{state.Domains}")
        );
        json.WriteNumber("num_domains", state.Domains);
        if (state.Rejected is { } rejected)
        {
            json.WriteStartArray("rejected");
            foreach (var text in rejected)
            {
                json.WriteStringValue(text);
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    /// <summary>With microseconds and an offset in digits, as programs read it.</summary>
    private static string Moment(DateTimeOffset at) =>
        at.ToUniversalTime()
            .ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'", CultureInfo.InvariantCulture);
}
