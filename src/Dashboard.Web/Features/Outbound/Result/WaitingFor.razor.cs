using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>What an open verdict waits for, in clock times, and what its administrator can do to have it sooner.</summary>
public partial class WaitingFor : ComponentBase
{
    private const string PostfixFlush = "postqueue -f";

    private const string EximFlush = "exim -qff";

    [Inject]
    private IStringLocalizer<OutboundTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ProbeTexts> Probes { get; set; } = null!;

    [Parameter, EditorRequired]
    public SenderVerdict Sender { get; set; } = null!;

    private List<string> Lines { get; set; } = [];

    protected override void OnParametersSet() =>
        Lines = [
            .. Waiting(OpenReason.FirstAttemptOnly, Retry),
            .. Waiting(
                OpenReason.SecondAttempt,
                Second,
                judgement => judgement.Expected == ExpectedDelivery.Withhold
            ),
            .. Waiting(
                OpenReason.SecondAttempt,
                Again,
                judgement => judgement.Expected != ExpectedDelivery.Withhold
            ),
            .. Waiting(OpenReason.Absence, Absence),
            .. Waiting(
                OpenReason.MessageNotSeen,
                Message,
                judgement => HealedAt(judgement) is not null
            ),
            .. Waiting(
                OpenReason.MessageNotSeen,
                Healing,
                judgement => HealedAt(judgement) is null
            ),
        ];

    private IEnumerable<string> Waiting(
        OpenReason reason,
        Func<IReadOnlyList<ProbeJudgement>, string> words,
        Func<ProbeJudgement, bool>? of = null
    )
    {
        List<ProbeJudgement> waiting =
        [
            .. Sender.Probes.Where(judgement =>
                judgement.Open?.Reason == reason && of?.Invoke(judgement) != false
            ),
        ];
        return waiting.Count > 0 ? [words(waiting)] : [];
    }

    private string Retry(IReadOnlyList<ProbeJudgement> waiting) =>
        Texts["wait.retry", Names(waiting), From(waiting), PostfixFlush, EximFlush];

    private string Second(IReadOnlyList<ProbeJudgement> waiting) =>
        Texts["wait.second", Names(waiting), From(waiting)];

    private string Again(IReadOnlyList<ProbeJudgement> waiting) =>
        Texts["wait.again", Names(waiting), From(waiting)];

    private string Absence(IReadOnlyList<ProbeJudgement> waiting)
    {
        var until = ClockTime.Soon(waiting.Max(judgement => judgement.Open!.Until!.Value));
        return Texts["wait.absence", Names(waiting), From(waiting), until];
    }

    private string Message(IReadOnlyList<ProbeJudgement> waiting)
    {
        // Until then resolvers may hold the wrong records.
        var from = waiting.Max(HealedAt)!.Value + ProbeTiming.RecordTtl;
        return Texts["wait.message", Names(waiting), ClockTime.Soon(from), PostfixFlush, EximFlush];
    }

    private string Healing(IReadOnlyList<ProbeJudgement> waiting) =>
        Texts["wait.healing", Names(waiting)];

    private static DateTimeOffset? HealedAt(ProbeJudgement judgement) =>
        judgement
            .Timeline.Where(entry => entry.Kind == TimelineKind.Healed)
            .Max(entry => (DateTimeOffset?)entry.At);

    /// <summary>Of all of them: an attempt for one is mostly one for all.</summary>
    private static string From(IReadOnlyList<ProbeJudgement> waiting) =>
        ClockTime.Soon(waiting.Max(judgement => judgement.Open!.From ?? DateTimeOffset.MinValue));

    private string Names(IReadOnlyList<ProbeJudgement> waiting) =>
        string.Join(
            ", ",
            waiting.Select(judgement =>
                Probes[$"{OutboundProbes.Get(judgement.Probe).Slug}.title"].Value
            )
        );
}
