namespace Dashboard.Web.Features.Outbound.Start;

/// <summary>The texts of the page where a sending test is started.</summary>
public sealed class OutboundStartTexts;
