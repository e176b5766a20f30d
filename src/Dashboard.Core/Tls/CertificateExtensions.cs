using System.Formats.Asn1;
using System.Text;

namespace Dashboard.Core.Tls;

/// <summary>The extensions that path validation needs (RFC 5280 section 4.2.1).</summary>
internal sealed record CertificateExtensions
{
    private const string NetscapeCertificateType = "2.16.840.1.113730.1.1";

    private static readonly Asn1Tag Explicit3 = new(TagClass.ContextSpecific, 3);

    public static CertificateExtensions None { get; } = new();

    /// <summary>The entries of subjectAltName, as they stand.</summary>
    public IReadOnlyList<GeneralName> AlternativeNames { get; init; } = [];

    /// <summary>The dNSName entries of subjectAltName.</summary>
    public IReadOnlyList<string> DnsNames { get; init; } = [];

    public bool HasBasicConstraints { get; init; }

    public bool IsAuthority { get; init; }

    public int? PathLength { get; init; }

    /// <summary>keyCertSign; null without a keyUsage extension.</summary>
    public bool? MaySignCertificates { get; init; }

    /// <summary>
    /// Any of digitalSignature, keyEncipherment and keyAgreement, without which no handshake can use the key (RFC 5246 section
    /// 7.4.2, RFC 8446 section 4.4.2.2); null without a keyUsage extension.
    /// </summary>
    public bool? MayBeUsedInHandshakes { get; init; }

    /// <summary>digitalSignature; null where no keyUsage extension names any use.</summary>
    public bool? MaySignHandshakes { get; init; }

    /// <summary>keyEncipherment; null where no keyUsage extension names any use.</summary>
    public bool? MayEncipherKeys { get; init; }

    /// <summary>Null without an extendedKeyUsage extension.</summary>
    public IReadOnlyList<string>? ExtendedKeyUsages { get; init; }

    /// <summary>The bits of Netscape's certificate type, which OpenSSL still keeps to; null without that extension.</summary>
    public int? NetscapeTypes { get; init; }

    public NameConstraints? NameConstraints { get; init; }

    public OctetString? SubjectKeyIdentifier { get; init; }

    public AuthorityKeyIdentifier? AuthorityKeyIdentifier { get; init; }

    /// <summary>The object identifiers of the critical extensions, known or not.</summary>
    public IReadOnlyList<string> Critical { get; init; } = [];

    /// <summary>An extension that is read here cannot be read: the certificate can be pinned, and is on no path.</summary>
    public bool IsMalformed { get; init; }

    /// <summary>The rest of a TBSCertificate behind the public key.</summary>
    public static CertificateExtensions ReadFrom(AsnReader tbs)
    {
        var read = None;
        while (tbs.HasData)
        {
            if (!tbs.PeekTag().HasSameClassAndValue(Explicit3))
            {
                tbs.ReadEncodedValue(); // issuerUniqueID, subjectUniqueID
                continue;
            }
            var list = tbs.ReadSequence(Explicit3).ReadSequence();
            while (list.HasData)
            {
                read = read.With(list.ReadSequence());
            }
        }
        return read;
    }

    private CertificateExtensions With(AsnReader extension)
    {
        var oid = extension.ReadObjectIdentifier();
        var critical =
            extension.PeekTag() == new Asn1Tag(UniversalTagNumber.Boolean)
            && extension.ReadBoolean();
        var octets = extension.ReadOctetString();
        var read = critical ? this with { Critical = [.. Critical, oid] } : this;
        try
        {
            return read.With(oid, new AsnReader(octets, AsnEncodingRules.BER));
        }
        catch (AsnContentException)
        {
            return read with { IsMalformed = true };
        }
    }

    private CertificateExtensions With(string oid, AsnReader value)
    {
        switch (oid)
        {
            case "2.5.29.14":
                return this with
                {
                    SubjectKeyIdentifier = new OctetString(value.ReadOctetString()),
                };
            case "2.5.29.15":
                // Bits are counted from the most significant: digitalSignature 0, keyEncipherment 2, keyAgreement 4, keyCertSign 5
                // (RFC 5280 section 4.2.1.3).
                var bits = value.ReadBitString(out _);
                var usage = bits is [var first, ..] ? first : 0;
                var isLimited = Array.Exists(bits, octet => octet != 0);
                return this with
                {
                    MaySignCertificates = (usage & 0x04) != 0,
                    MayBeUsedInHandshakes = (usage & 0xA8) != 0,
                    MaySignHandshakes = isLimited ? (usage & 0x80) != 0 : null,
                    MayEncipherKeys = isLimited ? (usage & 0x20) != 0 : null,
                };
            case "2.5.29.17":
                var names = GeneralName.ReadAll(value.ReadSequence());
                return this with
                {
                    AlternativeNames = names,
                    DnsNames =
                    [
                        .. names
                            .Where(name => name.Kind == GeneralNameKind.DnsName)
                            .Select(name => PrintableText.Of(name.Text)),
                    ],
                };
            case "2.5.29.19":
                return WithBasicConstraints(value.ReadSequence());
            case "2.5.29.30":
                return this with { NameConstraints = NameConstraints.Read(value.ReadSequence()) };
            case "2.5.29.35":
                return this with
                {
                    AuthorityKeyIdentifier = AuthorityKeyIdentifier.Read(value.ReadSequence()),
                };
            case "2.5.29.37":
                return this with { ExtendedKeyUsages = ReadUsages(value.ReadSequence()) };
            case NetscapeCertificateType:
                return this with { NetscapeTypes = FirstOctet(value) };
            default:
                return this;
        }
    }

    private static int FirstOctet(AsnReader bits) =>
        bits.ReadBitString(out _) is [var first, ..] ? first : 0;

    private CertificateExtensions WithBasicConstraints(AsnReader constraints)
    {
        var authority =
            constraints.HasData
            && constraints.PeekTag() == new Asn1Tag(UniversalTagNumber.Boolean)
            && constraints.ReadBoolean();
        int? length = null;
        if (constraints.HasData)
        {
            length = constraints.TryReadInt32(out var given) && given >= 0 ? given : int.MaxValue;
        }
        return this with
        {
            HasBasicConstraints = true,
            IsAuthority = authority,
            PathLength = length,
        };
    }

    private static List<string> ReadUsages(AsnReader usages)
    {
        var found = new List<string>();
        while (usages.HasData)
        {
            found.Add(usages.ReadObjectIdentifier());
        }
        return found;
    }
}
