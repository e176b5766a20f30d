namespace Dashboard.Web.Features.OutboundTest.Standing;

/// <summary>The texts of standing tests.</summary>
public sealed class StandingTexts;
