namespace Dashboard.Web.Features.Organisations.Desk;

/// <summary>The texts of the desk of one organisation.</summary>
public sealed class OrganisationDeskTexts;
