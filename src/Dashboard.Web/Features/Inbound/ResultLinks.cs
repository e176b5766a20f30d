namespace Dashboard.Web.Features.Inbound;

/// <summary>Where a test can be read.</summary>
internal static class ResultLinks
{
    /// <summary>The permanent link.</summary>
    public static string Page(string id) => $"/ontvangst/{id}";

    public static string Json(string id) => $"/api/v1/inbound-tests/{id}";
}
