namespace Dashboard.Web.Features.Health;

/// <summary>The texts of the status page.</summary>
public sealed class StatusTexts;
