using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;

namespace Dashboard.Core.Tls;

/// <summary>
/// The parts of a certificate that matching and path validation need, as the very octets sent (RFC 5280 section 4.1). Read here
/// and not through the platform's certificate class: that one needs a native handle a certificate and re-encodes.
/// </summary>
internal sealed record CertificateFields
{
    public required ReadOnlyMemory<byte> TbsCertificate { get; init; }

    /// <summary>1, 2 or 3.</summary>
    public required int Version { get; init; }

    public required string SignatureAlgorithm { get; init; }

    /// <summary>The whole AlgorithmIdentifier, with its parameters.</summary>
    public required ReadOnlyMemory<byte> SignatureAlgorithmIdentifier { get; init; }

    public required byte[] Signature { get; init; }

    public required ReadOnlyMemory<byte> Issuer { get; init; }

    public required ReadOnlyMemory<byte> Subject { get; init; }

    public required DateTimeOffset NotBefore { get; init; }

    public required DateTimeOffset NotAfter { get; init; }

    public required ReadOnlyMemory<byte> SubjectPublicKeyInfo { get; init; }

    public required SubjectPublicKey Key { get; init; }

    public required CertificateExtensions Extensions { get; init; }

    public IReadOnlyList<string> DnsNames => Extensions.DnsNames;

    public bool IsSelfIssued => DistinguishedName.AreSame(Issuer, Subject);

    public static bool TryParse(
        ReadOnlyMemory<byte> der,
        [NotNullWhen(true)] out CertificateFields? fields,
        [NotNullWhen(false)] out string? problem
    )
    {
        fields = null;
        problem = null;
        try
        {
            fields = Parse(der);
            return true;
        }
        catch (AsnContentException malformed)
        {
            problem = malformed.Message;
        }
        // Times outside the calendar and numbers outside their range.
        catch (Exception malformed) when (malformed is ArgumentException or OverflowException)
        {
            problem = malformed.Message;
        }
        return false;
    }

    private static CertificateFields Parse(ReadOnlyMemory<byte> der)
    {
        var reader = new AsnReader(der, AsnEncodingRules.BER);
        var certificate = reader.ReadSequence();
        reader.ThrowIfNotEmpty();
        var tbsOctets = certificate.PeekEncodedValue();
        var tbs = certificate.ReadSequence();
        var algorithmOctets = certificate.PeekEncodedValue();
        var algorithm = certificate.ReadSequence().ReadObjectIdentifier();
        var signature = certificate.ReadBitString(out _);
        certificate.ThrowIfNotEmpty();

        var version = 1;
        if (tbs.PeekTag().HasSameClassAndValue(new Asn1Tag(TagClass.ContextSpecific, 0)))
        {
            var explicitVersion = tbs.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0));
            version = explicitVersion.TryReadInt32(out var number) ? number + 1 : 0;
        }
        tbs.ReadIntegerBytes(); // serialNumber
        tbs.ReadSequence(); // signature, the same algorithm as outside
        var issuer = tbs.PeekEncodedValue();
        tbs.ReadSequence();
        var validity = tbs.ReadSequence();
        var notBefore = ReadTime(validity);
        var notAfter = ReadTime(validity);
        var subject = tbs.PeekEncodedValue();
        tbs.ReadSequence();
        var spki = tbs.PeekEncodedValue();
        var key = SubjectPublicKey.Read(spki);
        tbs.ReadEncodedValue();
        return new CertificateFields
        {
            TbsCertificate = tbsOctets,
            Version = version,
            SignatureAlgorithm = algorithm,
            SignatureAlgorithmIdentifier = algorithmOctets,
            Signature = signature,
            Issuer = issuer,
            Subject = subject,
            NotBefore = notBefore,
            NotAfter = notAfter,
            SubjectPublicKeyInfo = spki,
            Key = key,
            Extensions = CertificateExtensions.ReadFrom(tbs),
        };
    }

    /// <summary>UTCTime until 2049, GeneralizedTime from 2050 (RFC 5280 section 4.1.2.5).</summary>
    private static DateTimeOffset ReadTime(AsnReader validity) =>
        validity.PeekTag() == new Asn1Tag(UniversalTagNumber.UtcTime)
            ? validity.ReadUtcTime(twoDigitYearMax: 2049)
            : validity.ReadGeneralizedTime();
}
