namespace Dashboard.Web.Features.Rounds.Desk;

/// <summary>The texts of the analyst's desk, and of the page by which an organisation sees its own results.</summary>
public sealed class RoundDeskTexts;
