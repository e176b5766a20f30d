using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>What to change where a lookup failed: after its cause, where that is known.</summary>
internal static class LookupAdvice
{
    private static readonly string TcpClosed = Slug.Of(LookupFailureCause.TcpClosed);
    private static readonly string AliasLoop = Slug.Of(LookupFailureCause.AliasLoop);

    /// <summary>Failures of ours, of which there is nothing for others to change.</summary>
    private static readonly string[] Own =
    [
        Slug.Of(LookupFailure.ResolverUnreachable),
        Slug.Of(LookupFailure.OwnLimit),
    ];

    /// <summary>Reasons that are a fault of their own beside any cause: the answer does not validate.</summary>
    private static readonly string[] Bogus =
    [
        ReasonSlug.MxBogus,
        ReasonSlug.AddressBogus,
        ReasonSlug.AddressFamilyBogus,
        ReasonSlug.TlsaBogus,
    ];

    /// <param name="because">The reason that the lookup gave.</param>
    /// <param name="otherwise">The advice where no cause is known; null for none.</param>
    /// <returns>What mends the cause first; empty where there is nothing for others to change.</returns>
    public static IReadOnlyList<DaneAdvice> Of(VerdictReason because, DaneAdvice? otherwise)
    {
        if (because.Facts.TryGetValue("failure", out var failure) && Own.Contains(failure))
        {
            return [];
        }
        DaneAdvice? first =
            because.Facts.GetValueOrDefault("cause") is not { } cause ? null
            : cause == TcpClosed ? DaneAdvice.OpenDnsTcp
            : cause == AliasLoop ? DaneAdvice.BreakAliasLoop
            : null;
        var second = first is null || Bogus.Contains(because.Slug) ? otherwise : null;
        return [.. new[] { first, second }.OfType<DaneAdvice>()];
    }

    /// <summary>What there is to change after any of several reasons, each once, with the first that says so.</summary>
    public static IEnumerable<(DaneAdvice Advice, VerdictReason Because)> OfAny(
        IEnumerable<VerdictReason> reasons,
        DaneAdvice? otherwise
    ) =>
        reasons
            .SelectMany(because => Of(because, otherwise).Select(advice => (advice, because)))
            .DistinctBy(each => each.advice);
}
