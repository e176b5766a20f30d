namespace Dashboard.Web.Features.OutboundTest.Result;

/// <summary>The texts of what to change at a sender.</summary>
public sealed class SenderAdviceTexts;
