namespace Dashboard.Web.Platform;

/// <summary>What somebody types into a form.</summary>
internal static class TypedText
{
    /// <summary>PostgreSQL keeps every character but this one.</summary>
    public static string WithoutNul(string? typed) =>
        (typed ?? string.Empty).Replace("\0", "", StringComparison.Ordinal);
}
