namespace Dashboard.Web.Platform.Status;

internal static class SystemPartExtensions
{
    public static SystemPart Says(
        this ISystemCheck check,
        SystemState state,
        string slug,
        params ReadOnlySpan<(string Name, string Value)> facts
    )
    {
        var named = new Dictionary<string, string>();
        foreach (var (name, value) in facts)
        {
            named[name] = value;
        }
        return new SystemPart(check.Name, state, slug, named);
    }
}
