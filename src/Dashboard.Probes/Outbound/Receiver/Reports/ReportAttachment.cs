using Dashboard.Core.Outbound.TlsReports;
using MimeKit;

namespace Dashboard.Probes.Outbound.Receiver.Reports;

/// <summary>The part of a message that holds a report (RFC 8460 section 5.3).</summary>
internal sealed class ReportAttachment(MimePart part, bool compressed)
{
    public static IReadOnlyList<ReportAttachment> Find(MimeMessage message) =>
        [
            .. message
                .BodyParts.OfType<MimePart>()
                .Where(part => part.Content is not null)
                .Select(part =>
                    part.ContentType.IsMimeType("application", "tlsrpt+gzip")
                        ? new ReportAttachment(part, compressed: true)
                    : part.ContentType.IsMimeType("application", "tlsrpt+json")
                        ? new ReportAttachment(part, compressed: false)
                    : null
                )
                .OfType<ReportAttachment>(),
        ];

    /// <param name="now">When the message came.</param>
    public TlsReportReading Read(DateTimeOffset now)
    {
        // No larger than the message, whose size is limited.
        using var octets = new MemoryStream();
        part.Content!.DecodeTo(octets);
        return TlsReportReader.Read(
            octets.GetBuffer().AsMemory(0, (int)octets.Length),
            compressed,
            now
        );
    }
}
