namespace Dashboard.Web.Features.InboundTest.Result;

/// <summary>The texts of the page of a receiving test.</summary>
public sealed class ResultTexts;
