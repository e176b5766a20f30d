namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>The texts of the page of a sending test.</summary>
public sealed class OutboundTexts;
