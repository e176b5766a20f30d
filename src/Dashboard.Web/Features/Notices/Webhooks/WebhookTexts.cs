namespace Dashboard.Web.Features.Notices.Webhooks;

/// <summary>The texts of webhooks.</summary>
public sealed class WebhookTexts;
