namespace Dashboard.Web.Features.Accounts;

/// <summary>Where somebody goes after signing in: a page of this site, whatever the address said.</summary>
internal static class ReturnPaths
{
    private const int Longest = 500;

    /// <returns>A path that begins with one slash; null for anything else.</returns>
    public static string? Local(string? path) =>
        path is ['/', ..]
        && path is not ['/', '/' or '\\', ..]
        && path.Length <= Longest
        && !path.Any(char.IsControl)
            ? path
            : null;

    public static string With(string page, string? path) =>
        Local(path) is { } local ? $"{page}?return={Uri.EscapeDataString(local)}" : page;
}
