using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;

namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>What is missing at a sender → what to change there.</summary>
internal static class SenderAdvice
{
    public static IReadOnlyList<SenderAdviceKind> For(SenderVerdict sender)
    {
        var kinds = SenderMissing.Of(sender).Select(Of).OfType<SenderAdviceKind>().ToHashSet();
        if (kinds.Contains(SenderAdviceKind.VerifyDane))
        {
            // Who turns DANE on has these with it, but for the resolver that must be right too.
            kinds.ExceptWith([
                SenderAdviceKind.TurnOnTls,
                SenderAdviceKind.NeverFallBack,
                SenderAdviceKind.RequireTrustAnchor,
                SenderAdviceKind.JudgeEachHost,
            ]);
            kinds.Add(SenderAdviceKind.ValidateDnssec);
        }
        return [.. kinds.Order()];
    }

    /// <summary>Null for corners where senders may differ: they are named, and nothing need be changed.</summary>
    private static SenderAdviceKind? Of(Protection missing) =>
        missing switch
        {
            Protection.CertificateAuthentication => SenderAdviceKind.VerifyDane,
            Protection.TlsWhereOffered => SenderAdviceKind.TurnOnTls,
            Protection.StripResistance
            or Protection.NoFallbackAfterRefusedStartTls
            or Protection.NoFallbackAfterBrokenHandshake
            or Protection.TlsaForcesTls => SenderAdviceKind.NeverFallBack,
            Protection.TlsaValidation or Protection.ResolverValidation or Protection.FailClosed =>
                SenderAdviceKind.ValidateDnssec,
            Protection.DaneEe or Protection.Path => SenderAdviceKind.LeavePkixOut,
            Protection.TrustAnchorInChain => SenderAdviceKind.RequireTrustAnchor,
            Protection.PerHostPolicy => SenderAdviceKind.JudgeEachHost,
            _ => null,
        };
}
