using Dashboard.Core.Outbound.Judgement;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>How far an open test is with a sender: while it goes well, that is no failure to measure.</summary>
internal static class SenderProgress
{
    /// <summary>Null where there is a verdict to show, or nothing more will come.</summary>
    public static string? Of(
        IStringLocalizer<OutboundTexts> texts,
        SenderVerdict sender,
        bool closed
    )
    {
        if (closed || sender.Verdict != SenderVerdictKind.Inconclusive)
        {
            return null;
        }
        var done = sender.Probes.Count(judgement => judgement.IsSettled);
        return texts[
            sender.Leaning == SenderVerdictKind.EnforcesDane ? "progress.good" : "progress.open",
            done,
            sender.Probes.Count
        ];
    }
}
