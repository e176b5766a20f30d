using System.ComponentModel.DataAnnotations;

namespace Dashboard.Web.Features.Campaigns;

/// <summary>The section <c>Campaigns</c>.</summary>
public sealed class CampaignOptions
{
    public const string Section = "Campaigns";

    /// <summary>How often a worker looks for messages that are due.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "1.00:00:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long after the end of a campaign its addresses are kept; answers and results stay.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan KeepAddressesFor { get; set; } = TimeSpan.FromDays(56);
}
