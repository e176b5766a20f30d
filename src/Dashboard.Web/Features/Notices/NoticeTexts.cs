namespace Dashboard.Web.Features.Notices;

/// <summary>The texts of subscriptions, on pages and in mail.</summary>
public sealed class NoticeTexts;
