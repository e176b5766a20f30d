namespace Dashboard.Web.Features.Organisations.Pages;

/// <summary>The texts of organisations, their badge and feed, and of the register of explanations.</summary>
public sealed class OrganisationTexts;
