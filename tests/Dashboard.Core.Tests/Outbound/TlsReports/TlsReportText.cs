using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace Dashboard.Core.Tests.Outbound.TlsReports;

/// <summary>A report of a day, as a sender writes it, to be changed at will.</summary>
internal static class TlsReportText
{
    public static readonly DateTimeOffset Now = new(2026, 11, 28, 3, 0, 0, TimeSpan.Zero);

    public static JsonObject Good() =>
        (JsonObject)
            JsonNode.Parse(
                """
                {
                  "organization-name": "Example Mail",
                  "date-range": {
                    "start-datetime": "2026-11-27T00:00:00Z",
                    "end-datetime": "2026-11-27T23:59:59Z"
                  },
                  "contact-info": "tls@sender.example",
                  "report-id": "2026-11-27T00:00:00Z_recipient.example",
                  "policies": [
                    {
                      "policy": {
                        "policy-type": "tlsa",
                        "policy-string": ["3 1 1 0011"],
                        "policy-domain": "Recipient.example",
                        "mx-host": ["mx.recipient.example"]
                      },
                      "summary": {
                        "total-successful-session-count": 12,
                        "total-failure-session-count": 4
                      },
                      "failure-details": [
                        {
                          "result-type": "validation-failure",
                          "sending-mta-ip": "192.0.2.1",
                          "receiving-mx-hostname": "mx.recipient.example",
                          "failed-session-count": 1
                        },
                        { "result-type": "validation-failure", "failed-session-count": 2 },
                        { "result-type": "of-tomorrow", "failed-session-count": 1 },
                        { "result-type": "tlsa-invalid", "failed-session-count": 0 }
                      ]
                    },
                    {
                      "policy": { "policy-type": "no-policy-found", "policy-domain": "other.example" },
                      "summary": {
                        "total-successful-session-count": 1,
                        "total-failure-session-count": 0
                      }
                    }
                  ]
                }
                """
            )!;

    public static byte[] Octets(JsonNode report) => Encoding.UTF8.GetBytes(report.ToJsonString());

    public static byte[] Gzip(ReadOnlySpan<byte> octets)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.SmallestSize))
        {
            gzip.Write(octets);
        }
        return compressed.ToArray();
    }
}
