using Dashboard.Core;
using Dashboard.Core.Inbound;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Web.Components.States;
using Dashboard.Web.Components.Text;

namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>
/// Which state a sender is shown as, by the rule of receiving: what it makes of a connection now, and the full shield only where it
/// verifies DANE in every case. So more protection never looks worse.
/// </summary>
internal static class SenderStates
{
    public const string LeaningWord = "verdict.leaning";

    private const string PkixWord = "verdict.pkix";

    private const string UnsettledWord = "verdict.unsettled";

    public static ShownState Of(SenderVerdict sender) =>
        Of(sender.Verdict, sender.ConnectionType, sender.AttackerConnectionType);

    public static ShownState Of(
        SenderVerdictKind verdict,
        ConnectionType? normal,
        ConnectionType? forced
    ) =>
        verdict switch
        {
            SenderVerdictKind.EnforcesDane => forced is ConnectionType.EncryptedAndVerified
                ? ShownState.Verified
                : ShownState.VerifiedNow,
            SenderVerdictKind.Partly when normal is ConnectionType.EncryptedAndVerified =>
                ShownState.VerifiedNow,
            // Nothing is known against its encryption where nothing was delivered, and it verifies nothing that was seen.
            SenderVerdictKind.Partly or SenderVerdictKind.Opportunistic => normal
            is ConnectionType.Unencrypted
                ? ShownState.Unencrypted
                : ShownState.Encrypted,
            SenderVerdictKind.Inconclusive => ShownState.NotMeasured,
            _ => ShownState.Unencrypted,
        };

    /// <summary>What is behind the word of a sender's state; null where the word says all.</summary>
    public static string? WhyKey(SenderVerdict sender, bool closed) =>
        WhyKey(sender.Verdict, sender.ConnectionType, sender.AttackerConnectionType, closed);

    public static string? WhyKey(
        SenderVerdictKind verdict,
        ConnectionType? normal,
        ConnectionType? forced,
        bool closed
    ) =>
        verdict switch
        {
            SenderVerdictKind.Inconclusive => closed ? "why.closed" : "why.open",
            _ when Of(verdict, normal, forced) == ShownState.VerifiedNow
                    && forced is ConnectionType.Encrypted or ConnectionType.Unencrypted =>
                "why.forced",
            _ => null,
        };

    /// <summary>The few words of a sender among others: one that waits for nothing but time is not called silent.</summary>
    public static string WordKey(SenderVerdict sender, bool closed)
    {
        ArgumentNullException.ThrowIfNull(sender);
        if (sender.Verdict == SenderVerdictKind.Opportunistic && !sender.IsCertificateCheckKnown)
        {
            return UnsettledWord;
        }
        if (
            sender.Verdict == SenderVerdictKind.Opportunistic
            && OutboundHeadline.VerifiesPkix(sender)
        )
        {
            return PkixWord;
        }
        return
            !closed
            && sender
                is {
                    Verdict: SenderVerdictKind.Inconclusive,
                    Leaning: SenderVerdictKind.EnforcesDane
                }
            ? LeaningWord
            : $"verdict.{Slug.Of(sender.Verdict)}";
    }

    public static string WordKey(OutboundTestSummary test)
    {
        ArgumentNullException.ThrowIfNull(test);
        return WordKey(test.Verdict, test.KnowsCertificateCheck, test.VerifiesPkix);
    }

    public static string WordKey(
        SenderVerdictKind verdict,
        bool knowsCertificateCheck,
        bool verifiesPkix
    ) =>
        verdict != SenderVerdictKind.Opportunistic ? $"verdict.{Slug.Of(verdict)}"
        : !knowsCertificateCheck ? UnsettledWord
        : verifiesPkix ? PkixWord
        : $"verdict.{Slug.Of(verdict)}";

    public static ShownState Of(OutboundTestSummary test) =>
        Of(test.Verdict, test.ConnectionType, test.AttackerConnectionType);

    public static string? WhyKey(OutboundTestSummary test) =>
        WhyKey(
            test.Verdict,
            test.ConnectionType,
            test.AttackerConnectionType,
            test.Status == OutboundStatus.Closed
        );

    /// <summary>As that of the sender whose state is shown.</summary>
    public static string? WhyKey(OutboundVerdict verdict)
    {
        var shown = verdict
            .HeadlineSenders.Where(sender => sender.Verdict != SenderVerdictKind.Inconclusive)
            .Where(sender => Of(sender) == Of(verdict))
            .ToList();
        return shown.Count == 0 ? (verdict.Closed ? "why.closed" : "why.open")
            : shown.TrueForAll(sender => WhyKey(sender, verdict.Closed) is not null)
                ? WhyKey(shown[0], verdict.Closed)
            : null;
    }

    /// <summary>The worst of the senders that something is known of.</summary>
    public static ShownState Of(OutboundVerdict verdict)
    {
        var known = verdict
            .HeadlineSenders.Where(sender => sender.Verdict != SenderVerdictKind.Inconclusive)
            .Select(Of)
            .ToList();
        return known.Count == 0 ? ShownState.NotMeasured : known.Max();
    }
}
