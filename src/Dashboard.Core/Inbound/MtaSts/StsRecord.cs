namespace Dashboard.Core.Inbound.MtaSts;

/// <summary>The TXT record that says that a domain has a policy (RFC 8461 section 3.1).</summary>
/// <param name="Id">1 to 32 letters or digits; changes when the policy does.</param>
public sealed record StsRecord(string Id)
{
    private const string Version = "v=STSv1";
    private const int LongestId = 32;

    /// <summary>Any other record at the name is discarded (section 3.1).</summary>
    public static bool IsOne(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith(Version + ";", StringComparison.Ordinal);
    }

    /// <summary>Null where it has no usable <c>id</c> or breaks the grammar; fields that nobody knows are allowed.</summary>
    public static StsRecord? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var fields = IsOne(text)
            ? VersionedFields.Read(text, Version, c => c is > ' ' and <= '~' and not '=')
            : null;
        var ids = fields?.Where(field => field.Name == "id").Select(field => field.Value).ToList();
        return ids is [var id, ..] && ids.TrueForAll(IsId) ? new StsRecord(id) : null;
    }

    private static bool IsId(string id) =>
        id.Length <= LongestId && id.All(char.IsAsciiLetterOrDigit);
}
