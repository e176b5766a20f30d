namespace Dashboard.Web.Features.Domain;

/// <summary>The texts of a domain's page.</summary>
public sealed class DomainTexts;
