using System.Globalization;
using Dashboard.Core.Tests.Outbound.TlsReports;
using MimeKit;

namespace Dashboard.Probes.Tests.Outbound.Receiver.Reports;

/// <summary>Messages with a report, as RFC 8460 section 5.3 has them.</summary>
internal static class ReportMail
{
    public const string Address = "tls-reports@reports.probe.example";

    /// <summary>Of the day before now.</summary>
    public static byte[] Report(DateTimeOffset now)
    {
        var report = TlsReportText.Good();
        report["date-range"]!["start-datetime"] = Text(now.AddDays(-1));
        report["date-range"]!["end-datetime"] = Text(now);
        return TlsReportText.Octets(report);
    }

    private static string Text(DateTimeOffset time) =>
        time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static MimeMessage Of(string from, params MimeEntity[] reports)
    {
        var message = new MimeMessage();
        message.From.Add(MailboxAddress.Parse(from));
        message.To.Add(MailboxAddress.Parse(Address));
        message.Subject =
            "Report Domain: recipient.example Submitter: sender.example Report-ID: <1>";
        message.Headers.Add("TLS-Report-Domain", "recipient.example");
        message.Headers.Add("TLS-Report-Submitter", "sender.example");
        var body = new Multipart("report");
        body.ContentType.Parameters.Add("report-type", "tlsrpt");
        body.Add(new MimeKit.TextPart("plain") { Text = "This is an aggregate TLS report." });
        foreach (var report in reports)
        {
            body.Add(report);
        }
        message.Body = body;
        return message;
    }

    public static MimePart Gzip(byte[] report) => Part("tlsrpt+gzip", TlsReportText.Gzip(report));

    public static MimePart Json(byte[] report) => Part("tlsrpt+json", report);

    public static MimePart Part(string type, byte[] octets) =>
        new("application", type)
        {
            Content = new MimeContent(new MemoryStream(octets)),
            ContentTransferEncoding = ContentEncoding.Base64,
            FileName = "sender.example!recipient.example!1!2!001.json.gz",
        };
}
