namespace Dashboard.Web.Features.Outbound;

/// <summary>Where sending tests are found. Public: people keep these links.</summary>
public static class OutboundTestPaths
{
    /// <summary>Where one is begun.</summary>
    public const string Start = "/sending";

    public const string StandingStart = "/sending/standing";

    /// <summary>What the parent of the probe zone must carry.</summary>
    public const string ProbeZone = "/sending/zone";

    public static string Page(string id) => $"{Start}/{id}";

    public static string Standing(string id) => $"{StandingStart}/{id}";

    public static string Api(string id) => $"/api/v1/outbound-tests/{id}";
}
