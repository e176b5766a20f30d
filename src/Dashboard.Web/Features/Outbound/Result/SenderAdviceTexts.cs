namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>The texts of what to change at a sender.</summary>
public sealed class SenderAdviceTexts;
