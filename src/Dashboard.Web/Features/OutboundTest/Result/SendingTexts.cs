namespace Dashboard.Web.Features.OutboundTest.Result;

/// <summary>The texts of the page of a sending test.</summary>
public sealed class SendingTexts;
