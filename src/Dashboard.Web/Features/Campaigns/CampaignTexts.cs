namespace Dashboard.Web.Features.Campaigns;

/// <summary>The texts of campaigns, on pages and in mail.</summary>
public sealed class CampaignTexts;
