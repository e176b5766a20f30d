using System.Text.Json.Serialization;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>
/// Every advice about DANE in order of effect: what makes the others possible comes first, what prevents a later fault comes last.
/// Their words are those of <see cref="AdviceSlug"/>.
/// </summary>
internal enum DaneAdvice
{
    OpenDnsTcp,
    BreakAliasLoop,
    RepairDnssec,
    RepairAddressAnswers,
    SignDomainZone,
    ReplaceOldAlgorithm,
    LowerNsec3Iterations,
    AskProviderToSignHostZone,
    RepairTlsaAnswers,
    RepairTlsaSignatures,
    SignTlsaZone,
    PublishTlsaAtSignedName,
    RestoreReachability,
    AcceptSessions,
    AcceptEhlo,

    [JsonStringEnumMemberName(AdviceSlug.OfferStartTls)]
    OfferStartTls,

    [JsonStringEnumMemberName(AdviceSlug.LetStartTlsThrough)]
    LetStartTlsThrough,

    [JsonStringEnumMemberName(AdviceSlug.AcceptStartTls)]
    AcceptStartTls,

    DropClientCertificate,
    EnableSecureRenegotiation,
    RepairTls,
    UpgradeTls,
    InstallCertificate,
    MoveTlsa,
    ReplaceTlsa,
    RemoveStaleTlsa,
    CorrectTlsaUsage,
    ReplaceUnusableTlsa,
    PublishTlsa,
    SendTrustAnchor,
    FollowChangedIssuer,
    SendWholeChain,
    SendRightIssuer,
    SendNamedIssuer,
    ShortenChain,
    ReplaceShortServerKey,
    ReplaceWeakCryptography,
    UseCertificateAuthority,
    ReissueForServers,
    ReissueWithinConstraints,
    ReissueWithoutExtension,
    RenameCertificate,
    RenewCertificate,
    ReplaceExpiredIssuer,
    ReplaceEarlyCertificate,
    ReplaceTrustAnchor,
    StopInjection,
    AlignSessions,
    AlignAddresses,

    [JsonStringEnumMemberName(AdviceSlug.CorrectKeyword)]
    CorrectKeyword,

    CoverOtherCertificate,
    RemoveDeadMx,
    NameHostInMx,
    ReplaceReservedAddresses,
    RemoveNullMx,
    ReplaceMxAlias,
    PublishNullMx,
    SignDenials,
    RenewSignatures,
    RenewChainInTime,
    RemoveTlsa,
    PinKeyThenRenew,
    UsePinnedKey,
    RemoveCertificateTlsa,
    RenewPinnedCertificate,
    PrepareRollover,
}
