using Dashboard.Core.Outbound.Judgement;

namespace Dashboard.Core.Tests.Outbound;

internal static class DecidedJudgement
{
    /// <summary>Firm, or a refusal that lacks nothing but the message which waits for the healing.</summary>
    public static bool IsDecided(this ProbeJudgement judged) =>
        judged.Firm
        || judged.Open?.Reason is OpenReason.MessageNotSeen or OpenReason.MessageNotRead;

    /// <summary>Why it is not; null where it is.</summary>
    public static OpenReason? Undecided(this ProbeJudgement judged) =>
        judged.IsDecided() ? null : judged.Open?.Reason;
}
