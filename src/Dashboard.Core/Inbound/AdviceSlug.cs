namespace Dashboard.Core.Inbound;

/// <summary>Every advice there is; the texts of the interface are keyed by these.</summary>
public static class AdviceSlug
{
    public const string SignDomainZone = "sign-domain-zone";
    public const string AskProviderToSignHostZone = "ask-provider-to-sign-host-zone";
    public const string RepairDnssec = "repair-dnssec";
    public const string RepairTlsaAnswers = "repair-tlsa-answers"; // the name server or a middlebox fails on TLSA questions
    public const string PublishTlsa = "publish-tlsa";
    public const string MoveTlsa = "move-tlsa"; // published at a wrong owner
    public const string ReplaceTlsa = "replace-tlsa"; // matches nothing that is served
    public const string ReplaceUnusableTlsa = "replace-unusable-tlsa";
    public const string RemoveTlsa = "remove-tlsa"; // unusable leftovers beside usable records
    public const string OfferStartTls = "offer-starttls";
    public const string RepairTls = "repair-tls";
    public const string SendTrustAnchor = "send-trust-anchor";
    public const string RenameCertificate = "rename-certificate";
    public const string RenewCertificate = "renew-certificate";
    public const string AlignAddresses = "align-addresses";
    public const string CoverOtherCertificate = "cover-other-certificate";
    public const string ReplaceMxAlias = "replace-mx-alias";
    public const string RestoreReachability = "restore-reachability";
    public const string RemoveDeadMx = "remove-dead-mx";
    public const string UsePinnedKey = "use-pinned-key"; // 3 0 x to 3 1 1, and a key kept over renewals
    public const string PrepareRollover = "prepare-rollover";
    public const string ReplaceOldAlgorithm = "replace-old-algorithm";
    public const string PublishNullMx = "publish-null-mx";
}
