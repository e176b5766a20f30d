namespace Dashboard.Web.Features.Outbound.Start;

/// <summary>The texts of the page where a sending test is begun.</summary>
public sealed class SendingStartTexts;
