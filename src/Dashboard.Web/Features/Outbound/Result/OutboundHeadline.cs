using Dashboard.Core.Inbound;
using Dashboard.Core.Outbound.Judgement;

namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>Which sentence is on top: one for a test, one for each of its senders.</summary>
internal static class OutboundHeadline
{
    public const string Waiting = "waiting";

    /// <summary>Questions came in the DNS, and nobody delivered anything yet.</summary>
    public const string Asked = "asked";

    /// <summary>Closed, and nobody came.</summary>
    public const string Nobody = "nobody";

    public const string Mixed = "mixed";

    public const string Enforces = "enforces";

    /// <summary>Not everything that counts was looked at, so that what an attacker gets is left open.</summary>
    private const string EnforcesSeen = "enforces-seen";

    /// <summary>In a special case it delivers where it must not.</summary>
    private const string EnforcesExcept = "enforces-except";
    private const string Mandatory = "mandatory";
    private const string Partly = "partly";
    private const string Opportunistic = "opportunistic";

    /// <summary>It delivered unprotected, and whether it checks the certificate was not settled.</summary>
    public const string Unsettled = "unsettled";

    /// <summary>It verifies by WebPKI: to say that it does not check with whom would be untrue.</summary>
    private const string Pkix = "pkix";
    private const string Unencrypted = "unencrypted";
    private const string Leaning = "leaning";
    private const string Open = "open";
    private const string Inconclusive = "inconclusive";

    public static IReadOnlyList<string> Keys { get; } =
    [
        Waiting,
        Asked,
        Nobody,
        Mixed,
        Enforces,
        EnforcesSeen,
        EnforcesExcept,
        Mandatory,
        Partly,
        Opportunistic,
        Unsettled,
        Pkix,
        Unencrypted,
        Leaning,
        Open,
        Inconclusive,
    ];

    public static string KeyFor(OutboundVerdict verdict)
    {
        if (verdict.Senders.Count == 0)
        {
            return verdict.Closed ? Nobody
                : verdict.Probes.Any(probe => probe.Timeline.Count > 0) ? Asked
                : Waiting;
        }
        if (verdict.Mixed)
        {
            return Mixed;
        }
        // The same verdict for all; the word "mandatory" or "so far so good" only where it holds for each.
        var keys = verdict
            .HeadlineSenders.Select(sender => KeyFor(sender, verdict.Closed))
            .Distinct()
            .ToList();
        return keys.Count == 1 ? keys[0]
            : keys.Contains(EnforcesExcept) ? EnforcesExcept
            : keys.Contains(EnforcesSeen) ? EnforcesSeen
            : keys.Contains(Enforces) ? Enforces
            : keys.Contains(Opportunistic) ? Opportunistic
            : keys.Contains(Unsettled) ? Unsettled
            : verdict.Closed ? Inconclusive
            : Open;
    }

    public static string KeyFor(SenderVerdict sender, bool closed) =>
        sender.Verdict switch
        {
            SenderVerdictKind.EnforcesDane => Enforcing(
                sender.Mandatory,
                sender.AttackerConnectionType,
                ProbeFindings.Of(sender).IsWhole
            ),
            SenderVerdictKind.Partly => Partly,
            SenderVerdictKind.Opportunistic => !sender.IsCertificateCheckKnown ? Unsettled
            : VerifiesPkix(sender) ? Pkix
            : Opportunistic,
            SenderVerdictKind.Unencrypted => Unencrypted,
            _ when closed => Inconclusive,
            _ => sender.Leaning == SenderVerdictKind.EnforcesDane ? Leaning : Open,
        };

    /// <summary>Of the sentence about a sender that enforces DANE.</summary>
    /// <param name="forced">The weakest that an attacker can force.</param>
    /// <param name="isWhole">See <see cref="ProbeFindings.IsWhole"/>.</param>
    public static string Enforcing(bool mandatory, ConnectionType? forced, bool isWhole) =>
        forced is not ConnectionType.EncryptedAndVerified ? EnforcesExcept
        : mandatory ? Mandatory
        : isWhole ? Enforces
        : EnforcesSeen;

    public static bool VerifiesPkix(SenderVerdict sender) =>
        sender.Traits.Contains(SenderTrait.VerifiesPkix);

    /// <summary>The sentence is a verdict that may still change for the better or the worse.</summary>
    public static bool IsProvisional(OutboundVerdict verdict) =>
        !verdict.Closed && verdict.HeadlineSenders.Any(IsProvisional);

    /// <summary>The test has closed, and what the sentence says was not settled for good.</summary>
    public static bool IsUncertain(OutboundVerdict verdict) =>
        verdict.Closed && verdict.HeadlineSenders.Any(IsProvisional);

    public static bool IsProvisional(SenderVerdict sender) =>
        sender is { Firm: false, Verdict: not SenderVerdictKind.Inconclusive };
}
