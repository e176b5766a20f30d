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
    SignDomainZone,
    ReplaceOldAlgorithm,
    AskProviderToSignHostZone,
    RepairTlsaAnswers,
    RestoreReachability,

    [JsonStringEnumMemberName(AdviceSlug.OfferStartTls)]
    OfferStartTls,

    DropClientCertificate,
    EnableSecureRenegotiation,
    RepairTls,
    MoveTlsa,
    ReplaceTlsa,
    ReplaceUnusableTlsa,
    PublishTlsa,
    SendTrustAnchor,
    SendWholeChain,
    SendRightIssuer,
    SendNamedIssuer,
    ShortenChain,
    ReplaceWeakCryptography,
    UseCertificateAuthority,
    ReissueForServers,
    ReissueWithinConstraints,
    ReissueWithoutExtension,
    RenameCertificate,
    RenewCertificate,
    ReplaceTrustAnchor,
    AlignSessions,
    AlignAddresses,

    [JsonStringEnumMemberName(AdviceSlug.CorrectKeyword)]
    CorrectKeyword,

    CoverOtherCertificate,
    RemoveDeadMx,
    ReplaceMxAlias,
    PublishNullMx,
    RemoveTlsa,
    UsePinnedKey,
    PrepareRollover,
}
