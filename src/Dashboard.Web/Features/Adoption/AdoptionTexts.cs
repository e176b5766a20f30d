namespace Dashboard.Web.Features.Adoption;

/// <summary>Texts of the public figures.</summary>
public sealed class AdoptionTexts;
