namespace Dashboard.Web.Features.InboundTest.Result;

/// <summary>The texts of what to do.</summary>
public sealed class AdviceTexts;
