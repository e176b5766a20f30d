using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dashboard.Core.Tls;

/// <summary>Reading a Name (RFC 5280 section 4.1.2.4).</summary>
internal static class DistinguishedName
{
    private const string CommonNameOid = "2.5.4.3";

    /// <summary>As text in the order of RFC 4514; for a reader's eyes, never compared.</summary>
    public static string ToText(ReadOnlyMemory<byte> name)
    {
        try
        {
            return PrintableText.Of(new X500DistinguishedName(name.Span).Name);
        }
        catch (CryptographicException)
        {
            return string.Empty;
        }
    }

    /// <summary>The most specific common name, which stands last (RFC 6125 section 6.4.4).</summary>
    public static string? CommonName(ReadOnlyMemory<byte> name)
    {
        string? found = null;
        try
        {
            var sets = new AsnReader(name, AsnEncodingRules.BER).ReadSequence();
            while (sets.HasData)
            {
                var set = sets.ReadSetOf(skipSortOrderValidation: true);
                while (set.HasData)
                {
                    var attribute = set.ReadSequence();
                    if (attribute.ReadObjectIdentifier() == CommonNameOid)
                    {
                        found = Text(attribute) ?? found;
                    }
                }
            }
        }
        catch (AsnContentException)
        {
            return found;
        }
        return found;
    }

    private static string? Text(AsnReader attribute)
    {
        var tag = attribute.PeekTag();
        return
            tag.TagClass == TagClass.Universal
            && (UniversalTagNumber)tag.TagValue
                is UniversalTagNumber.UTF8String
                    or UniversalTagNumber.PrintableString
                    or UniversalTagNumber.IA5String
                    or UniversalTagNumber.T61String
                    or UniversalTagNumber.BMPString
                    or UniversalTagNumber.VisibleString
            ? PrintableText.Of(attribute.ReadCharacterString((UniversalTagNumber)tag.TagValue))
            : null;
    }
}
