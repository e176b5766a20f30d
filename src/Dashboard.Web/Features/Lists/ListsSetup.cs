namespace Dashboard.Web.Features.Lists;

internal static class ListsSetup
{
    /// <summary>What the pages of lists need.</summary>
    public static void AddLists(this IServiceCollection services) =>
        services.AddSingleton<ListDesk>();
}
