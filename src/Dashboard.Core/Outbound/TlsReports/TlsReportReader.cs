using System.Text.Json;

namespace Dashboard.Core.Outbound.TlsReports;

/// <summary>
/// Reads what somebody sent as a TLS report (RFC 8460 sections 3 and 4). Whatever the octets are, the outcome is a report within
/// <see cref="TlsReportLimits"/> or a <see cref="TlsReportRefusal"/>, never an exception.
/// </summary>
public static class TlsReportReader
{
    /// <param name="octets">As sent.</param>
    /// <param name="compressed"><c>application/tlsrpt+gzip</c>, not <c>application/tlsrpt+json</c>.</param>
    /// <param name="now">When it came; a period is plausible or not by it.</param>
    public static TlsReportReading Read(
        ReadOnlyMemory<byte> octets,
        bool compressed,
        DateTimeOffset now
    )
    {
        if (octets.Length > TlsReportLimits.Octets)
        {
            return TlsReportReading.Of(TlsReportRefusal.TooLarge);
        }
        if (!compressed)
        {
            return ReadJson(octets, now);
        }
        var (expanded, refusal) = GzipContent.Expand(octets, TlsReportLimits.ExpandedOctets);
        return refusal is { } refused ? TlsReportReading.Of(refused) : ReadJson(expanded, now);
    }

    private static TlsReportReading ReadJson(ReadOnlyMemory<byte> json, DateTimeOffset now)
    {
        try
        {
            if (IsTooComplex(json.Span))
            {
                return TlsReportReading.Of(TlsReportRefusal.TooComplex);
            }
            using var document = JsonDocument.Parse(
                json,
                new JsonDocumentOptions
                {
                    MaxDepth = TlsReportLimits.Depth,
                    AllowDuplicateProperties = false,
                }
            );
            return TlsReportReading.Of(new TlsReportFields(now).Report(document.RootElement));
        }
        // A name with half of a character, escaped, is no text (RFC 8259 section 8.2), and is seen as names are compared.
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return TlsReportReading.Of(TlsReportRefusal.NotJson);
        }
        catch (TlsReportRefusedException refused)
        {
            return TlsReportReading.Of(refused.Refusal);
        }
    }

    /// <summary>Before anything of it is held in memory as a document.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    private static bool IsTooComplex(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(
            json,
            new JsonReaderOptions { MaxDepth = TlsReportLimits.Depth }
        );
        var tokens = 0;
        while (reader.Read())
        {
            if (
                ++tokens > TlsReportLimits.Tokens
                || reader.ValueSpan.Length > TlsReportLimits.AnyText
            )
            {
                return true;
            }
        }
        return false;
    }
}
