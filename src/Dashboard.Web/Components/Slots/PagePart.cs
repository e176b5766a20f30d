using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Slots;

/// <summary>Which component is in a place, see <see cref="PageParts.AddPagePart{TPlace, TPart}"/>.</summary>
internal sealed record PagePart<TPlace>(Type Component)
    where TPlace : notnull;

internal static class PageParts
{
    /// <summary>Puts a component in a place; those of one place come in the order in which they were added.</summary>
    public static void AddPagePart<TPlace, TPart>(this IServiceCollection services)
        where TPlace : notnull
        where TPart : IComponent, IPagePart<TPlace> =>
        services.AddSingleton(new PagePart<TPlace>(typeof(TPart)));
}
