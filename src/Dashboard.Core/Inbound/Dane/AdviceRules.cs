namespace Dashboard.Core.Inbound.Dane;

/// <summary>What to change, and who can: made from the reasons, one advice a host, in order of effect.</summary>
internal static class AdviceRules
{
    /// <summary>What opens the way for everything else comes first; care for later comes last.</summary>
    private static readonly string[] Order =
    [
        AdviceSlug.OpenDnsTcp,
        AdviceSlug.BreakAliasLoop,
        AdviceSlug.RepairDnssec,
        AdviceSlug.SignDomainZone,
        AdviceSlug.ReplaceOldAlgorithm,
        AdviceSlug.AskProviderToSignHostZone,
        AdviceSlug.RepairTlsaAnswers,
        AdviceSlug.RestoreReachability,
        AdviceSlug.OfferStartTls,
        AdviceSlug.DropClientCertificate,
        AdviceSlug.EnableSecureRenegotiation,
        AdviceSlug.RepairTls,
        AdviceSlug.MoveTlsa,
        AdviceSlug.ReplaceTlsa,
        AdviceSlug.ReplaceUnusableTlsa,
        AdviceSlug.PublishTlsa,
        AdviceSlug.SendTrustAnchor,
        AdviceSlug.SendWholeChain,
        AdviceSlug.SendRightIssuer,
        AdviceSlug.SendNamedIssuer,
        AdviceSlug.ShortenChain,
        AdviceSlug.ReplaceWeakCryptography,
        AdviceSlug.UseCertificateAuthority,
        AdviceSlug.ReissueForServers,
        AdviceSlug.ReissueWithinConstraints,
        AdviceSlug.ReissueWithoutExtension,
        AdviceSlug.RenameCertificate,
        AdviceSlug.RenewCertificate,
        AdviceSlug.ReplaceTrustAnchor,
        AdviceSlug.AlignSessions,
        AdviceSlug.AlignAddresses,
        AdviceSlug.CorrectKeyword,
        AdviceSlug.CoverOtherCertificate,
        AdviceSlug.RemoveDeadMx,
        AdviceSlug.ReplaceMxAlias,
        AdviceSlug.PublishNullMx,
        AdviceSlug.RemoveTlsa,
        AdviceSlug.UsePinnedKey,
        AdviceSlug.PrepareRollover,
    ];

    public static IReadOnlyList<Advice> Of(
        InboundObservation seen,
        DomainVerdict verdict,
        IReadOnlyList<JudgedHost> hosts
    )
    {
        var all = DomainAdvice
            .Of(seen, verdict)
            .Concat(hosts.SelectMany(host => new HostAdvice(seen, host.Verdict, host.Seen).All()));
        return
        [
            .. all.DistinctBy(a => (a.Slug, a.Host, a.Zone))
                .OrderBy(a => Array.IndexOf(Order, a.Slug)),
        ];
    }
}
