using System.Globalization;
using Dashboard.Core;
using Dashboard.Core.Inbound;
using Dashboard.Core.Tls;

namespace Dashboard.Check.Report;

/// <summary>One handshake: the connection, the chain as sent, and which TLSA record matched which certificate.</summary>
internal static class CertificateReport
{
    public static IEnumerable<string> Lines(
        HostPolicy policy,
        TlsHandshake handshake,
        CertificateVerdict? verdict
    )
    {
        var outcome = verdict is null ? "" : $": {Word.Of(verdict.Outcome)}";
        yield return $"    {Slug.Of(handshake.Version)} {handshake.CipherSuite}, {Word.Of(handshake.KeyType)} certificate{outcome}";
        foreach (var (certificate, depth) in handshake.Chain.Certificates.Select((c, i) => (c, i)))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"      depth {depth}: {certificate.Subject}"
            );
            yield return $"        issuer     {certificate.Issuer}";
            yield return $"        valid      {Day(certificate.NotBefore)} to {Day(certificate.NotAfter)}";
            if (depth == 0 && certificate.DnsNames.Count > 0)
            {
                yield return $"        names      {string.Join(' ', certificate.DnsNames)}";
            }
            yield return $"        sha256     {certificate.Sha256}";
            yield return $"        key sha256 {certificate.SpkiSha256}";
            foreach (var match in verdict?.Matches.Where(m => m.Depth == depth) ?? [])
            {
                var record = policy.Tlsa[match.RecordIndex].Record;
                yield return $"        {(match.Authenticates ? "[matched]" : "[matched, not enough]")} <- {record}";
            }
        }
        foreach (var match in verdict?.Matches.Where(m => m.Depth is null) ?? [])
        {
            yield return match.Authenticates
                ? $"      [matched] <- {policy.Tlsa[match.RecordIndex].Record}"
                : $"      [no match] <- {policy.Tlsa[match.RecordIndex].Record}";
        }
    }

    private static string Day(DateTimeOffset? instant) =>
        instant is { } known
            ? known.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : "?";
}
