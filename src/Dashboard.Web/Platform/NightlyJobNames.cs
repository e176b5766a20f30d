namespace Dashboard.Web.Platform;

/// <summary>What the queue knows the jobs of every night by; never renamed.</summary>
internal static class NightlyJobNames
{
    public const string ExpireCampaigns = "expire-campaigns";
    public const string ExpireEvidence = "expire-sending-evidence";
    public const string ExpireNotices = "expire-notices";
    public const string ExpirePersonalData = "expire-personal-data";
    public const string ExpireTranscripts = "expire-transcripts";
}
