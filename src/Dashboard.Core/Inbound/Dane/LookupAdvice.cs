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

    /// <param name="because">The reason that the lookup gave.</param>
    /// <param name="otherwise">The advice where no cause is known; null for none.</param>
    public static DaneAdvice? Of(VerdictReason because, DaneAdvice? otherwise)
    {
        if (because.Facts.TryGetValue("failure", out var failure) && Own.Contains(failure))
        {
            return null;
        }
        return because.Facts.GetValueOrDefault("cause") is not { } cause ? otherwise
            : cause == TcpClosed ? DaneAdvice.OpenDnsTcp
            : cause == AliasLoop ? DaneAdvice.BreakAliasLoop
            : otherwise;
    }
}
