namespace Dashboard.Web.Features.SendingLab;

/// <summary>The texts of the lab's page.</summary>
public sealed class LabTexts;
