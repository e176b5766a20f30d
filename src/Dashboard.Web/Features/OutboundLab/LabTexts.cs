namespace Dashboard.Web.Features.OutboundLab;

/// <summary>The texts of the lab's page.</summary>
public sealed class LabTexts;
