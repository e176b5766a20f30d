using System.Diagnostics.CodeAnalysis;

namespace Dashboard.Core.MailAuthentication;

/// <summary>What alignment needs of a DMARC policy record (RFC 9989 section 4.7).</summary>
/// <param name="StrictDkim"><c>adkim=s</c>.</param>
/// <param name="StrictSpf"><c>aspf=s</c>.</param>
/// <param name="PublicSuffix"><c>psd=y</c> is true, <c>psd=n</c> false, else null.</param>
public sealed record DmarcRecord(bool StrictDkim, bool StrictSpf, bool? PublicSuffix)
{
    /// <summary>False for any other TXT record. The version comes first; tags nobody knows are passed over.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out DmarcRecord? record)
    {
        ArgumentNullException.ThrowIfNull(text);
        record = null;
        var tags = text.Split(';', StringSplitOptions.TrimEntries)
            .Select(tag => tag.Split('=', 2, StringSplitOptions.TrimEntries))
            .Where(pair => pair.Length == 2)
            .ToList();
        // The version is compared with regard to case (section 4.7, tag v).
        if (tags is not [["v" or "V", "DMARC1"], ..])
        {
            return false;
        }
        string? Value(string name) =>
            tags.Find(pair => string.Equals(pair[0], name, StringComparison.OrdinalIgnoreCase))
                ?[1].ToLowerInvariant();
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
}
