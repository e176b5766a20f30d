using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dashboard.Core.Tls;

/// <summary>Reading and comparing a Name (RFC 5280 sections 4.1.2.4 and 7.1).</summary>
internal static class DistinguishedName
{
    private const string CommonNameOid = "2.5.4.3";
    private const string MailAddressOid = "1.2.840.113549.1.9.1";

    private static readonly Asn1Tag IA5String = new(UniversalTagNumber.IA5String);

    /// <summary>As text in the order of RFC 4514: for a reader, and for the way in which GnuTLS compares names.</summary>
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

    /// <summary>
    /// The same octets; or the same attributes in the same order, where letter case, spaces around and between words and the kind
    /// of string make no difference (RFC 5280 section 7.1). A name that cannot be read is the same as itself alone.
    /// </summary>
    public static bool AreSame(ReadOnlyMemory<byte> one, ReadOnlyMemory<byte> other)
    {
        if (one.Span.SequenceEqual(other.Span))
        {
            return true;
        }
        try
        {
            return Folded(one).SequenceEqual(Folded(other), StringComparer.Ordinal);
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    /// <exception cref="AsnContentException">It is no Name.</exception>
    public static bool IsEmpty(ReadOnlyMemory<byte> name) => Folded(name).Count == 0;

    /// <summary>Whether a name begins with all of another, compared as in <see cref="AreSame"/>.</summary>
    /// <exception cref="AsnContentException">One of them is no Name.</exception>
    public static bool IsBelow(ReadOnlyMemory<byte> name, ReadOnlyMemory<byte> tree)
    {
        var above = Folded(tree);
        return Folded(name).Take(above.Count).SequenceEqual(above, StringComparer.Ordinal);
    }

    /// <summary>In their order; the most specific is last (RFC 6125 section 6.4.4). Those behind what cannot be read are lost.</summary>
    public static IReadOnlyList<string> CommonNames(ReadOnlyMemory<byte> name) =>
        [.. Values(name, CommonNameOid, IsText).OfType<string>().Select(PrintableText.Of)];

    /// <summary>
    /// The values of emailAddress. Null for each that is not of the only kind of string that it may be of (RFC 2985 section 5.2.1), and
    /// for what cannot be read.
    /// </summary>
    public static IReadOnlyList<string?> MailAddresses(ReadOnlyMemory<byte> name) =>
        Values(name, MailAddressOid, tag => tag.HasSameClassAndValue(IA5String));

    private static List<string?> Values(
        ReadOnlyMemory<byte> name,
        string oid,
        Predicate<Asn1Tag> isRead
    )
    {
        var found = new List<string?>();
        try
        {
            var sets = new AsnReader(name, AsnEncodingRules.BER).ReadSequence();
            while (sets.HasData)
            {
                var set = sets.ReadSetOf(skipSortOrderValidation: true);
                while (set.HasData)
                {
                    var attribute = set.ReadSequence();
                    if (attribute.ReadObjectIdentifier() == oid)
                    {
                        var tag = attribute.PeekTag();
                        found.Add(
                            isRead(tag)
                                ? attribute.ReadCharacterString((UniversalTagNumber)tag.TagValue)
                                : null
                        );
                    }
                }
            }
        }
        catch (AsnContentException)
        {
            found.Add(null);
        }
        return found;
    }

    /// <summary>A line for each attribute, with a mark where the next relative name begins.</summary>
    private static List<string> Folded(ReadOnlyMemory<byte> name)
    {
        var lines = new List<string>();
        var sets = new AsnReader(name, AsnEncodingRules.BER).ReadSequence();
        while (sets.HasData)
        {
            var set = sets.ReadSetOf(skipSortOrderValidation: true);
            var attributes = new List<string>();
            while (set.HasData)
            {
                var attribute = set.ReadSequence();
                attributes.Add($"{attribute.ReadObjectIdentifier()} {FoldedValue(attribute)}");
            }
            // The order within a set depends on the encoding of its members.
            lines.AddRange(attributes.Order(StringComparer.Ordinal).Append("/"));
        }
        return lines;
    }

    private static string FoldedValue(AsnReader attribute) =>
        IsText(attribute.PeekTag())
            ? "text "
                + string.Join(
                        ' ',
                        attribute
                            .ReadCharacterString((UniversalTagNumber)attribute.PeekTag().TagValue)
                            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    )
                    .ToLowerInvariant()
            : "octets " + Convert.ToHexString(attribute.ReadEncodedValue().Span);

    private static bool IsText(Asn1Tag tag) =>
        tag.TagClass == TagClass.Universal
        && (UniversalTagNumber)tag.TagValue
            is UniversalTagNumber.UTF8String
                or UniversalTagNumber.PrintableString
                or UniversalTagNumber.IA5String
                or UniversalTagNumber.T61String
                or UniversalTagNumber.BMPString
                or UniversalTagNumber.VisibleString;
}
