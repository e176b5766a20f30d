using System.Formats.Asn1;
using System.Numerics;

namespace Dashboard.Core.Tls;

/// <summary>Which certificate the issuer of a certificate has, by its own word (RFC 5280 section 4.2.1.1).</summary>
/// <param name="KeyIdentifier">The issuer's subjectKeyIdentifier.</param>
/// <param name="Issuer">The issuer of the issuer's certificate: the first directory name.</param>
/// <param name="SerialNumber">Of the issuer's certificate.</param>
internal sealed record AuthorityKeyIdentifier(
    OctetString? KeyIdentifier,
    ReadOnlyMemory<byte>? Issuer,
    BigInteger? SerialNumber
)
{
    private static readonly Asn1Tag KeyIdentifierTag = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag IssuerTag = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag SerialNumberTag = new(TagClass.ContextSpecific, 2);

    /// <exception cref="AsnContentException">The octets are no AuthorityKeyIdentifier.</exception>
    public static AuthorityKeyIdentifier Read(AsnReader identifier)
    {
        OctetString? key = null;
        ReadOnlyMemory<byte>? issuer = null;
        BigInteger? serial = null;
        while (identifier.HasData)
        {
            var tag = identifier.PeekTag();
            if (tag.HasSameClassAndValue(KeyIdentifierTag))
            {
                key = new OctetString(identifier.ReadOctetString(KeyIdentifierTag));
            }
            else if (tag.HasSameClassAndValue(IssuerTag))
            {
                issuer = GeneralName
                    .ReadAll(identifier.ReadSequence(IssuerTag))
                    .FirstOrDefault(name => name.Kind == GeneralNameKind.DirectoryName)
                    ?.Content;
            }
            else
            {
                serial = identifier.ReadInteger(SerialNumberTag);
            }
        }
        return new(key, issuer, serial);
    }

    /// <summary>
    /// What of it contradicts a certificate that has the issuer's name; null where nothing does. What either of the two does not
    /// say contradicts nothing.
    /// </summary>
    public IssuerContradiction? ContradictionWith(CertificateFields candidate)
    {
        if (
            KeyIdentifier is { } key
            && candidate.Extensions.SubjectKeyIdentifier is { } own
            && key != own
        )
        {
            return IssuerContradiction.KeyIdentifier;
        }
        if (SerialNumber is { } serial && serial != candidate.SerialNumber)
        {
            return IssuerContradiction.SerialNumber;
        }
        return Issuer is { } issuer && !DistinguishedName.AreSame(issuer, candidate.Issuer)
            ? IssuerContradiction.Issuer
            : null;
    }
}

/// <summary>Which part of an authorityKeyIdentifier names another certificate than the one at hand.</summary>
internal enum IssuerContradiction
{
    KeyIdentifier,
    SerialNumber,
    Issuer,
}
