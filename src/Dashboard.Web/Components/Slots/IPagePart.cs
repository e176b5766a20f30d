namespace Dashboard.Web.Components.Slots;

/// <summary>A component that a feature puts on the page of another one, which does not know it.</summary>
/// <typeparam name="TPlace">The place on that page, and what the page tells there.</typeparam>
public interface IPagePart<TPlace>
    where TPlace : notnull
{
    /// <summary>A parameter of the component.</summary>
    TPlace Place { get; set; }
}
