using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Numerics;

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

    public required BigInteger SerialNumber { get; init; }

    public required ReadOnlyMemory<byte> Issuer { get; init; }

    public required ReadOnlyMemory<byte> Subject { get; init; }

    public required DateTimeOffset NotBefore { get; init; }

    public required DateTimeOffset NotAfter { get; init; }

    public required ReadOnlyMemory<byte> SubjectPublicKeyInfo { get; init; }

    public required SubjectPublicKey Key { get; init; }

    public required CertificateExtensions Extensions { get; init; }

    public IReadOnlyList<string> DnsNames => Extensions.DnsNames;

    /// <summary>Issuer and subject are the same name.</summary>
    public bool IsSelfIssued => DistinguishedName.AreSame(Issuer, Subject);

    /// <summary>
    /// It says itself to be its issuer, by name, key identifier and kind of signature; whether the signature is its own is not
    /// looked at. No issuer of it is looked for.
    /// </summary>
    public bool IsOwnIssuer => MayBeIssuerOf(this);

    /// <summary>
    /// Whether this is what another certificate says of its issuer: the name, what authorityKeyIdentifier says, and a key that fits
    /// the signature. The signature itself is not looked at: a sender takes the first that fits.
    /// </summary>
    /// <param name="ignoreKeyIdentifier">As senders do that do not look at authorityKeyIdentifier.</param>
    public bool MayBeIssuerOf(CertificateFields certificate, bool ignoreKeyIdentifier = false) =>
        !Extensions.IsMalformed
        && !certificate.Extensions.IsMalformed
        && DistinguishedName.AreSame(certificate.Issuer, Subject)
        && (
            ignoreKeyIdentifier
            || certificate.Extensions.AuthorityKeyIdentifier?.ContradictionWith(this) is null
        )
        && CertificateSignature.Fits(certificate.SignatureAlgorithm, Key.Algorithm);

    /// <summary>Both ends of the period belong to it.</summary>
    public bool IsValidAt(DateTimeOffset instant) => instant >= NotBefore && instant <= NotAfter;

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
        var serialNumber = tbs.ReadInteger();
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
            SerialNumber = serialNumber,
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
