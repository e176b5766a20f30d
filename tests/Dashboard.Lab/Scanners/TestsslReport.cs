using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Tls;

namespace Dashboard.Lab.Scanners;

/// <summary>Reads the flat JSON of testssl.sh 3.0 (<c>-p -E -f -R -C -S</c>).</summary>
internal static partial class TestsslReport
{
    private static readonly (string Id, TlsProtocolVersion Version)[] Versions =
    [
        ("SSLv3", TlsProtocolVersion.Ssl3),
        ("TLS1", TlsProtocolVersion.Tls10),
        ("TLS1_1", TlsProtocolVersion.Tls11),
        ("TLS1_2", TlsProtocolVersion.Tls12),
        ("TLS1_3", TlsProtocolVersion.Tls13),
    ];

    public static ScannerFindings Read(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        var rows = json
            .RootElement.EnumerateArray()
            .Select(row =>
                (
                    Id: row.GetProperty("id").GetString()!,
                    Finding: row.GetProperty("finding").GetString()!
                )
            )
            .ToList();
        var versions = Versions
            .Where(each => Find(each.Id)?.StartsWith("offered", StringComparison.Ordinal) == true)
            .Select(each => each.Version)
            .ToList();
        return new ScannerFindings()
            .Versions(versions)
            .Suites(
                rows.Select(row => CipherId().Match(row.Id))
                    .Where(match => match.Success)
                    .Select(match => new CipherSuite(
                        ushort.Parse(
                            match.Groups[1].Value,
                            NumberStyles.HexNumber,
                            CultureInfo.InvariantCulture
                        )
                    ))
            )
            .Groups(
                Words(Find("PFS_ECDHE_curves"))
                    .Select(ScannerWords.CurveOf)
                    .Concat(DhGroups(Find("DH_groups")))
            )
            .Switch(TlsSubTest.SecureRenegotiation, Says("secure_renego", "supported"))
            .Switch(TlsSubTest.ClientRenegotiation, Says("secure_client_renego", "not vulnerable"))
            .Switch(TlsSubTest.Compression, Says("CRIME_TLS", "not vulnerable"))
            .Switch(
                TlsSubTest.ExtendedMasterSecret,
                versions.Contains(TlsProtocolVersion.Tls12)
                    ? Find("TLS_extensions")?.Contains("/#23'", StringComparison.Ordinal)
                    : null
            )
            .Keys(
                All("cert_keySize")
                    .Select(finding => finding.Split(' '))
                    .Where(words => words.Length > 1)
                    .Select(words => ScannerWords.KeyOf(words[0], words[1]))
            )
            .Signatures(All("cert_signatureAlgorithm").Select(Signature));

        string? Find(string id) => rows.Find(row => row.Id == id).Finding;

        // A server with two certificates has two rows, with a number behind the name.
        IEnumerable<string> All(string id) =>
            rows.Where(row => row.Id.Split(' ')[0] == id).Select(row => row.Finding);

        bool? Says(string id, string good) => Find(id)?.StartsWith(good, StringComparison.Ordinal);
    }

    private static string[] Words(string? list) =>
        list?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Names such as <c>ffdhe2048</c> and <c>RFC3526/Oakley Group 14</c>: what is not of RFC 7919 is another prime.</summary>
    private static IEnumerable<string> DhGroups(string? list)
    {
        if (list is null)
        {
            yield break;
        }
        foreach (Match named in NamedDh().Matches(list))
        {
            yield return named.Value;
        }
        if (NamedDh().Replace(list, string.Empty).Trim().Length > 0)
        {
            yield return GuidelineWords.OtherGroup;
        }
    }

    /// <summary>Such as <c>SHA256 with RSA</c> and <c>ECDSA with SHA256</c>.</summary>
    private static string Signature(string finding)
    {
        var words = finding.ToLowerInvariant().Split(" with ");
        return words switch
        {
            ["ecdsa", var hash] => $"ecdsa-{hash}",
            [var hash, "rsa"] => $"rsa-{hash}",
            _ => finding.ToLowerInvariant(),
        };
    }

    [GeneratedRegex("^cipher-tls1(?:_[123])?_x([0-9a-f]+)$")]
    private static partial Regex CipherId();

    [GeneratedRegex("ffdhe[0-9]+")]
    private static partial Regex NamedDh();
}
