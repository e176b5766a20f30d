using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>What to do about a chain under DANE-TA(2): one advice for each thing that can be wrong with it.</summary>
internal static class ChainAdvice
{
    public static IEnumerable<(DaneAdvice Kind, VerdictReason Because)> Of(
        IEnumerable<VerdictReason> reasons
    ) =>
        reasons
            .Select(reason => (Kind: KindOf(reason), Because: reason))
            .Where(advice => advice.Kind is not null)
            .DistinctBy(advice => advice.Kind)
            .Select(advice => (advice.Kind!.Value, advice.Because));

    private static DaneAdvice? KindOf(VerdictReason reason) =>
        reason.Slug switch
        {
            ReasonSlug.IssuerContradicted => DaneAdvice.SendNamedIssuer,
            ReasonSlug.AnchorOutsideValidity => DaneAdvice.ReplaceTrustAnchor,
            ReasonSlug.CriticalExtensionNotUnderstood => DaneAdvice.ReissueWithoutExtension,
            ReasonSlug.KeyTooShort => DaneAdvice.ReplaceShortServerKey,
            ReasonSlug.ChainInvalid => Problems[reason.Facts["problem"]],
            _ => null,
        };

    private static readonly Dictionary<string, DaneAdvice> Problems = new (
        PathProblem,
        DaneAdvice
    )[]
    {
        (PathProblem.NoPath, DaneAdvice.SendWholeChain),
        (PathProblem.UnsupportedSignature, DaneAdvice.ReplaceWeakCryptography),
        (PathProblem.TooManyCertificates, DaneAdvice.ShortenChain),
        (PathProblem.WrongSignature, DaneAdvice.SendRightIssuer),
        (PathProblem.NotAnAuthority, DaneAdvice.UseCertificateAuthority),
        (PathProblem.PathTooLong, DaneAdvice.ShortenChain),
        (PathProblem.WeakSignature, DaneAdvice.ReplaceWeakCryptography),
        (PathProblem.WeakKey, DaneAdvice.ReplaceWeakCryptography),
        (PathProblem.UnknownCriticalExtension, DaneAdvice.ReissueWithoutExtension),
        (PathProblem.NotForServers, DaneAdvice.ReissueForServers),
        (PathProblem.NameNotPermitted, DaneAdvice.ReissueWithinConstraints),
    }.ToDictionary(pair => Reason.Word(pair.Item1), pair => pair.Item2);
}
