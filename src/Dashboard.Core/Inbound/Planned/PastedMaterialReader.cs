using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.Planned;

/// <summary>Reads PEM (RFC 7468) and DER. Never throws.</summary>
public static class PastedMaterialReader
{
    private const int MostOctets = 200_000;

    public static PastedMaterial Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Only(PastedMaterialProblem.Empty);
        }
        if (text.Length > MostOctets)
        {
            return Only(PastedMaterialProblem.TooLong);
        }
        var certificates = new List<PresentedCertificate>();
        var keys = new List<OctetString>();
        var problems = new List<PastedMaterialProblem>();
        var found = 0;
        var rest = text.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            found++;
            Block(
                rest[fields.Label].ToString(),
                rest[fields.Base64Data],
                certificates,
                keys,
                problems
            );
            rest = rest[fields.Location.End..];
        }
        if (found == 0)
        {
            problems.Add(
                text.Contains("PRIVATE KEY", StringComparison.Ordinal)
                    ? PastedMaterialProblem.PrivateKey
                    : PastedMaterialProblem.Unrecognised
            );
        }
        return new(certificates, keys, [.. problems.Distinct()]);
    }

    /// <summary>A file as uploaded: DER, or PEM in any encoding that keeps US-ASCII.</summary>
    public static PastedMaterial Read(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty)
        {
            return Only(PastedMaterialProblem.Empty);
        }
        if (file.Length > MostOctets)
        {
            return Only(PastedMaterialProblem.TooLong);
        }
        if (file[0] != 0x30)
        {
            return Read(Encoding.Latin1.GetString(file));
        }
        if (CertificateReader.Read(file) is { Problem: null } certificate)
        {
            return new([certificate], [], []);
        }
        return KeyIn(file.ToArray()) is { } key
            ? new([], [key], [])
            : Only(PastedMaterialProblem.Unrecognised);
    }

    private static void Block(
        string label,
        ReadOnlySpan<char> base64,
        List<PresentedCertificate> certificates,
        List<OctetString> keys,
        List<PastedMaterialProblem> problems
    )
    {
        if (label.EndsWith("PRIVATE KEY", StringComparison.Ordinal))
        {
            problems.Add(PastedMaterialProblem.PrivateKey);
            return;
        }
        var octets = Convert.FromBase64String(base64.ToString());
        switch (label)
        {
            case "CERTIFICATE" or "X509 CERTIFICATE" or "TRUSTED CERTIFICATE":
                if (CertificateReader.Read(octets) is { Problem: null } certificate)
                {
                    certificates.Add(certificate);
                }
                else
                {
                    problems.Add(PastedMaterialProblem.Malformed);
                }
                break;
            case "PUBLIC KEY" or "CERTIFICATE REQUEST" or "NEW CERTIFICATE REQUEST":
                if (KeyIn(octets) is { } key)
                {
                    keys.Add(key);
                }
                else
                {
                    problems.Add(PastedMaterialProblem.Malformed);
                }
                break;
            // Parameters of a curve or of Diffie-Hellman often stand beside a certificate and say nothing here.
            case "EC PARAMETERS" or "DH PARAMETERS":
                break;
            default:
                problems.Add(PastedMaterialProblem.Unrecognised);
                break;
        }
    }

    /// <summary>The SubjectPublicKeyInfo of a bare key (RFC 5280 section 4.1.2.7) or of a request (RFC 2986 section 4.1).</summary>
    private static OctetString? KeyIn(ReadOnlyMemory<byte> octets)
    {
        if (IsKey(octets))
        {
            return new OctetString(octets.Span);
        }
        try
        {
            var info = new AsnReader(octets, AsnEncodingRules.BER).ReadSequence().ReadSequence();
            info.ReadInteger();
            info.ReadSequence();
            var key = info.ReadEncodedValue();
            return IsKey(key) ? new OctetString(key.Span) : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static bool IsKey(ReadOnlyMemory<byte> octets)
    {
        try
        {
            return SubjectPublicKey.Read(octets).Type != CertificateKeyType.Other;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    private static PastedMaterial Only(PastedMaterialProblem problem) => new([], [], [problem]);
}
