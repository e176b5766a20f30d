namespace Dashboard.Web.Features.Outbound.Zone;

/// <summary>The texts of the page on the probe zone.</summary>
public sealed class ZoneTexts;
