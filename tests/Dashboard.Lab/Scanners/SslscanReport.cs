using System.Globalization;
using System.Xml.Linq;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Tls;

namespace Dashboard.Lab.Scanners;

/// <summary>
/// Reads the XML of sslscan 2 (<c>--show-sigs --xml</c>). What it says of renegotiation is left out: it is of the session that it happens
/// to have, which is not one of TLS 1.2 where the server has another version.
/// </summary>
internal static class SslscanReport
{
    public static ScannerFindings Read(string file)
    {
        var report = XDocument.Load(file);
        var ciphers = report.Descendants("cipher").ToList();
        return new ScannerFindings()
            .Versions(
                report
                    .Descendants("protocol")
                    .Where(protocol => Text(protocol, "enabled") == "1")
                    .Select(protocol => Version(Text(protocol, "type"), Text(protocol, "version")))
                    .OfType<TlsProtocolVersion>()
            )
            .Suites(ciphers.Select(cipher => new CipherSuite(Number(Text(cipher, "id")))))
            .Groups(
                report
                    .Descendants("group")
                    .Where(IsNew)
                    .Select(group => Text(group, "name").Split(' ')[0])
                    .Concat(ciphers.Where(IsNew).Select(DhGroup).OfType<string>())
            )
            .Hashes(
                report
                    .Descendants("connection-signature-algorithm")
                    .Where(signature => Text(signature, "sslversion") == "TLSv1.2")
                    .Select(signature => Text(signature, "name").Split('_')[^1])
            )
            .Switch(
                TlsSubTest.Compression,
                report.Descendants("compression").FirstOrDefault() is { } compression
                    ? Text(compression, "supported") != "1"
                    : null
            )
            .Keys(report.Descendants("pk").Select(Key))
            .Signatures(report.Descendants("signature-algorithm").Select(e => Signature(e.Value)));
    }

    private static bool IsNew(XElement element) =>
        Text(element, "sslversion") is "TLSv1.2" or "TLSv1.3";

    /// <summary>It tells the bits alone: below 3072 every group is insufficient, and more may be any.</summary>
    private static string? DhGroup(XElement cipher) =>
        int.TryParse(
            Text(cipher, "dhebits"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var bits
        )
        && bits < 3072
            ? GuidelineWords.OtherGroup
            : null;

    private static TlsProtocolVersion? Version(string type, string version) =>
        (type, version) switch
        {
            ("ssl", "3") => TlsProtocolVersion.Ssl3,
            ("tls", "1.0") => TlsProtocolVersion.Tls10,
            ("tls", "1.1") => TlsProtocolVersion.Tls11,
            ("tls", "1.2") => TlsProtocolVersion.Tls12,
            ("tls", "1.3") => TlsProtocolVersion.Tls13,
            _ => null,
        };

    /// <summary>The bits of a curve are those of its strength.</summary>
    private static string Key(XElement key) =>
        Text(key, "curve_name") is { Length: > 0 } curve
            ? ScannerWords.CurveOf(curve)
            : ScannerWords.KeyOf(Text(key, "type"), Text(key, "bits"));

    /// <summary>Such as <c>sha256WithRSAEncryption</c> and <c>ecdsa-with-SHA256</c>.</summary>
    private static string Signature(string name)
    {
        var lower = name.Trim().ToLowerInvariant();
        return lower switch
        {
            "rsassapss" => "rsa-pss-other",
            "ed25519" or "ed448" => "eddsa",
            _ when lower.EndsWith("withrsaencryption", StringComparison.Ordinal) =>
                $"rsa-{lower[..^"withrsaencryption".Length]}",
            _ when lower.StartsWith("ecdsa-with-", StringComparison.Ordinal) =>
                $"ecdsa-{lower["ecdsa-with-".Length..]}",
            _ => lower,
        };
    }

    private static ushort Number(string id) =>
        ushort.Parse(id[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string Text(XElement element, string attribute) =>
        (string?)element.Attribute(attribute) ?? string.Empty;
}
