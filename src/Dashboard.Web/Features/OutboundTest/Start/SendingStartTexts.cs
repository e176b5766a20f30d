namespace Dashboard.Web.Features.OutboundTest.Start;

/// <summary>The texts of the page where a sending test is begun.</summary>
public sealed class SendingStartTexts;
