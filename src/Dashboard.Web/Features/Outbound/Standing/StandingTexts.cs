namespace Dashboard.Web.Features.Outbound.Standing;

/// <summary>The texts of standing tests.</summary>
public sealed class StandingTexts;
