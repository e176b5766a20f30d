using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>What to do about a chain under DANE-TA(2): one advice for each thing that can be wrong with it.</summary>
internal static class ChainAdvice
{
    public static IEnumerable<(string Slug, VerdictReason Because)> Of(
        IEnumerable<VerdictReason> reasons
    ) =>
        reasons
            .Select(reason => (Slug: SlugOf(reason), Because: reason))
            .Where(advice => advice.Slug is not null)
            .DistinctBy(advice => advice.Slug)
            .Select(advice => (advice.Slug!, advice.Because));

    private static string? SlugOf(VerdictReason reason) =>
        reason.Slug switch
        {
            ReasonSlug.IssuerContradicted => AdviceSlug.SendNamedIssuer,
            ReasonSlug.AnchorOutsideValidity => AdviceSlug.ReplaceTrustAnchor,
            ReasonSlug.CriticalExtensionNotUnderstood => AdviceSlug.ReissueWithoutExtension,
            ReasonSlug.KeyTooShort => AdviceSlug.ReplaceWeakCryptography,
            ReasonSlug.ChainInvalid => Problems[reason.Facts["problem"]],
            _ => null,
        };

    private static readonly Dictionary<string, string> Problems = new (PathProblem, string)[]
    {
        (PathProblem.NoPath, AdviceSlug.SendWholeChain),
        (PathProblem.UnsupportedSignature, AdviceSlug.ReplaceWeakCryptography),
        (PathProblem.TooManyCertificates, AdviceSlug.ShortenChain),
        (PathProblem.WrongSignature, AdviceSlug.SendRightIssuer),
        (PathProblem.NotAnAuthority, AdviceSlug.UseCertificateAuthority),
        (PathProblem.PathTooLong, AdviceSlug.ShortenChain),
        (PathProblem.WeakSignature, AdviceSlug.ReplaceWeakCryptography),
        (PathProblem.WeakKey, AdviceSlug.ReplaceWeakCryptography),
        (PathProblem.UnknownCriticalExtension, AdviceSlug.ReissueWithoutExtension),
        (PathProblem.NotForServers, AdviceSlug.ReissueForServers),
        (PathProblem.NameNotPermitted, AdviceSlug.ReissueWithinConstraints),
    }.ToDictionary(pair => Reason.Word(pair.Item1), pair => pair.Item2);
}
