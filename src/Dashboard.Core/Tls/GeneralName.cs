using System.Formats.Asn1;
using System.Text;

namespace Dashboard.Core.Tls;

/// <summary>One name of a certificate or a constraint on names (RFC 5280 section 4.2.1.6).</summary>
/// <param name="Kind">Known or not.</param>
/// <param name="Content">Without tag and length; of a directory name the whole Name.</param>
internal sealed record GeneralName(GeneralNameKind Kind, ReadOnlyMemory<byte> Content)
{
    /// <summary>The content as characters, for kinds that are IA5String.</summary>
    public string Text => Encoding.Latin1.GetString(Content.Span);

    /// <exception cref="AsnContentException">The octets are no GeneralNames.</exception>
    public static IReadOnlyList<GeneralName> ReadAll(AsnReader names)
    {
        var found = new List<GeneralName>();
        while (names.HasData)
        {
            found.Add(Read(names));
        }
        return found;
    }

    /// <exception cref="AsnContentException">The octets are no GeneralName.</exception>
    public static GeneralName Read(AsnReader names)
    {
        var kind = (GeneralNameKind)names.PeekTag().TagValue;
        // A CHOICE is tagged explicitly.
        return kind == GeneralNameKind.DirectoryName
            ? new(kind, names.ReadSequence(names.PeekTag()).ReadEncodedValue())
            : new(kind, names.PeekContentBytes() is var content ? Skip(names, content) : default);
    }

    private static ReadOnlyMemory<byte> Skip(AsnReader names, ReadOnlyMemory<byte> content)
    {
        names.ReadEncodedValue();
        return content;
    }
}

/// <summary>The tags of GeneralName.</summary>
internal enum GeneralNameKind
{
    OtherName,
    Rfc822Name,
    DnsName,
    X400Address,
    DirectoryName,
    EdiPartyName,
    Uri,
    IPAddress,
    RegisteredId,
}
