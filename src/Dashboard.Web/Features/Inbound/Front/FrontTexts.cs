namespace Dashboard.Web.Features.Inbound.Front;

/// <summary>The texts of the front page.</summary>
public sealed class FrontTexts;
