namespace Dashboard.Web.Features.Adoption;

/// <summary>With the links to more on the page of figures.</summary>
public sealed record FiguresPlace;
