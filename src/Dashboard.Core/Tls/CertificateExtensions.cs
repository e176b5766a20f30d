using System.Formats.Asn1;
using System.Text;

namespace Dashboard.Core.Tls;

/// <summary>The extensions that path validation needs (RFC 5280 section 4.2.1).</summary>
internal sealed record CertificateExtensions
{
    private static readonly Asn1Tag Explicit3 = new(TagClass.ContextSpecific, 3);
    private static readonly Asn1Tag DnsName = new(TagClass.ContextSpecific, 2);

    public static CertificateExtensions None { get; } = new();

    /// <summary>The dNSName entries of subjectAltName.</summary>
    public IReadOnlyList<string> DnsNames { get; init; } = [];

    /// <summary>The kinds of the other entries of subjectAltName: the tags of GeneralName (RFC 5280 section 4.2.1.6).</summary>
    public IReadOnlySet<int> OtherNameKinds { get; init; } = new HashSet<int>();

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

    /// <summary>Null without an extendedKeyUsage extension.</summary>
    public IReadOnlyList<string>? ExtendedKeyUsages { get; init; }

    public NameConstraints? NameConstraints { get; init; }

    /// <summary>The critical extensions that are not understood here, which a path may not have (RFC 5280 section 4.2).</summary>
    public IReadOnlyList<string> UnknownCritical { get; init; } = [];

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
        var value = new AsnReader(extension.ReadOctetString(), AsnEncodingRules.BER);
        switch (oid)
        {
            case "2.5.29.15":
                // Bits are counted from the most significant: digitalSignature 0, keyEncipherment 2, keyAgreement 4, keyCertSign 5
                // (RFC 5280 section 4.2.1.3).
                var usage = value.ReadBitString(out _) is [var first, ..] ? first : 0;
                return this with
                {
                    MaySignCertificates = (usage & 0x04) != 0,
                    MayBeUsedInHandshakes = (usage & 0xA8) != 0,
                };
            case "2.5.29.17":
                var (names, others) = ReadNames(value.ReadSequence());
                return this with { DnsNames = names, OtherNameKinds = others };
            case "2.5.29.19":
                return WithBasicConstraints(value.ReadSequence());
            case "2.5.29.30":
                return this with { NameConstraints = NameConstraints.Read(value.ReadSequence()) };
            case "2.5.29.37":
                return this with { ExtendedKeyUsages = ReadUsages(value.ReadSequence()) };
            // Policies restrict only those who ask for a policy, and nobody here does.
            case "2.5.29.32" or "2.5.29.33" or "2.5.29.36" or "2.5.29.54":
                return this;
            default:
                return critical ? this with { UnknownCritical = [.. UnknownCritical, oid] } : this;
        }
    }

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

    private static (List<string> DnsNames, HashSet<int> OtherKinds) ReadNames(AsnReader names)
    {
        var found = new List<string>();
        var others = new HashSet<int>();
        while (names.HasData)
        {
            if (names.PeekTag().HasSameClassAndValue(DnsName))
            {
                var octets = names.ReadOctetString(DnsName);
                found.Add(PrintableText.Of(Encoding.Latin1.GetString(octets)));
            }
            else
            {
                others.Add(names.PeekTag().TagValue);
                names.ReadEncodedValue();
            }
        }
        return (found, others);
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
