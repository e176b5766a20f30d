using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Lab.Outbound;

/// <summary>
/// A TLS report (RFC 8460) about the last day, that the lab writes for a sender and its mail server sends: as the software of the lab
/// writes none itself. It says of one domain that DANE was looked up and one session went well.
/// </summary>
/// <param name="Mailbox">Where the domain has reports sent to.</param>
/// <param name="Domain">Of the recipients.</param>
public sealed record LabReport(string Mailbox, string Domain)
{
    private const string Selector = "reports";

    private static readonly RSA Key = RSA.Create(2048);

    /// <summary>Of the key that signs the reports of a sender, a line of a zone file.</summary>
    public static string KeyRecord(SenderMta mta)
    {
        ArgumentNullException.ThrowIfNull(mta);
        var key = Convert.ToBase64String(Key.ExportSubjectPublicKeyInfo());
        return $"{Selector}._domainkey.{mta.Domain}. IN TXT \"v=DKIM1; k=rsa; s=tlsrpt; p={key[..200]}\" \"{key[200..]}\"";
    }

    /// <summary>Signed (RFC 6376) with <c>c=simple/simple</c>.</summary>
    public LabMessage Message(SenderMta author, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(author);
        var number = $"{Guid.NewGuid():N}@{author.Domain}";
        string[] headers =
        [
            $"From: {author.Author}",
            $"To: {Mailbox}",
            $"Subject: Report Domain: {Domain} Submitter: {author.Domain} Report-ID: <{number}>",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Date: {now:ddd, dd MMM yyyy HH:mm:ss} +0000"
            ),
            $"Message-ID: <{number}>",
            $"TLS-Report-Domain: {Domain}",
            $"TLS-Report-Submitter: {author.Domain}",
            "MIME-Version: 1.0",
            "Content-Type: multipart/report; report-type=\"tlsrpt\"; boundary=\"part\"",
        ];
        string[] body =
        [
            "--part",
            "Content-Type: text/plain; charset=us-ascii",
            "",
            $"A TLS report of {author.Domain} about {Domain}.",
            "",
            "--part",
            "Content-Type: application/tlsrpt+gzip",
            "Content-Transfer-Encoding: base64",
            "",
            .. Convert
                .ToBase64String(Report(author, now, number))
                .Chunk(76)
                .Select(line => new string(line)),
            "--part--",
        ];
        var lines = new[] { Signature(author, headers, body) }
            .Concat(headers)
            .Append("")
            .Concat(body);
        return new LabMessage([Mailbox], "", "") { Whole = string.Join('\n', lines) + '\n' };
    }

    private static string Signature(SenderMta author, string[] headers, string[] body)
    {
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(Wire(body)));
        var names = string.Join(':', headers.Select(header => header.Split(':')[0]));
        var header =
            $"DKIM-Signature: v=1; a=rsa-sha256; c=simple/simple; d={author.Domain}; s={Selector}; "
            + $"h={names}; bh={Convert.ToBase64String(hash)}; b=";
        var signature = Key.SignData(
            Encoding.ASCII.GetBytes(Wire(headers) + header),
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        return header + Convert.ToBase64String(signature);
    }

    private static string Wire(string[] lines) =>
        string.Concat(lines.Select(line => line + "\r\n"));

    private byte[] Report(SenderMta author, DateTimeOffset now, string number)
    {
        var json = string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {
              "organization-name": "{{author.Name}} of the lab",
              "date-range": {
                "start-datetime": "{{now.AddDays(-1):yyyy-MM-dd'T'HH:mm:ss'Z'}}",
                "end-datetime": "{{now:yyyy-MM-dd'T'HH:mm:ss'Z'}}"
              },
              "contact-info": "{{author.Author}}",
              "report-id": "{{number}}",
              "policies": [
                {
                  "policy": { "policy-type": "tlsa", "policy-domain": "{{Domain}}" },
                  "summary": { "total-successful-session-count": 1, "total-failure-session-count": 0 }
                }
              ]
            }
            """
        );
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(json));
        }
        return compressed.ToArray();
    }
}
