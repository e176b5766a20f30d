namespace Dashboard.Web.Features.InboundTest.Front;

/// <summary>The texts of the front page.</summary>
public sealed class FrontTexts;
