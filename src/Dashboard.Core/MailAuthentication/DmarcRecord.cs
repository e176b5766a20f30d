using System.Diagnostics.CodeAnalysis;

namespace Dashboard.Core.MailAuthentication;

/// <summary>What alignment needs of a DMARC policy record (RFC 9989 section 4.7).</summary>
/// <param name="StrictDkim"><c>adkim=s</c>.</param>
/// <param name="StrictSpf"><c>aspf=s</c>.</param>
/// <param name="PublicSuffix"><c>psd=y</c> is true, <c>psd=n</c> false, else null.</param>
public sealed record DmarcRecord(bool StrictDkim, bool StrictSpf, bool? PublicSuffix)
{
    /// <summary>White space of the grammar; any other is part of a name or a value (RFC 5234 appendix B.1, WSP).</summary>
    private static readonly char[] Space = [' ', '\t'];

    /// <summary>False for any other TXT record. The version comes first; tags nobody knows are passed over.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out DmarcRecord? record)
    {
        ArgumentNullException.ThrowIfNull(text);
        record = null;
        var parts = text.Split(';');
        if (!IsVersion(parts[0]))
        {
            return false;
        }
        var tags = parts
            .Select(part => part.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .Select(pair => (Name: pair[0].Trim(Space), Value: pair[1].Trim(Space)))
            .ToList();
        string? Value(string name) =>
            tags.Find(tag => string.Equals(tag.Name, name, StringComparison.OrdinalIgnoreCase))
                .Value?.ToLowerInvariant();
        record = new DmarcRecord(
            Value("adkim") == "s",
            Value("aspf") == "s",
            Value("psd") switch
            {
                "y" => true,
                "n" => false,
                _ => null,
            }
        );
        return true;
    }

    /// <summary>
    /// A text that does not start with the version is discarded (section 4.10), so nothing may stand in front of it, not even white
    /// space (section 4.8); its value is compared with regard to case (section 4.7, tag v).
    /// </summary>
    private static bool IsVersion(string first) =>
        first.Split('=', 2) is [['v' or 'V', .. var space], var value]
        && space.Trim(Space).Length == 0
        && value.Trim(Space) == "DMARC1";
}
