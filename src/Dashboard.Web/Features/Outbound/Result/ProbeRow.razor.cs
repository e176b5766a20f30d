using Dashboard.Core;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Web.Components.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>A probe: what should happen, what did, what that means, and how sure that is.</summary>
public partial class ProbeRow : ComponentBase
{
    [Inject]
    private IStringLocalizer<ProbeTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public ProbeJudgement Judgement { get; set; } = null!;

    /// <summary>It is within the part on a sender; headings nest.</summary>
    [Parameter]
    public bool UnderSender { get; set; }

    /// <summary>Which sender did this, where there are several; null where there is only one.</summary>
    [Parameter]
    public string? SentBy { get; set; }

    /// <summary>Nothing more will come.</summary>
    [Parameter]
    public bool Closed { get; set; }

    /// <summary>The evidence is gone, after its retention.</summary>
    [Parameter]
    public bool EvidenceRemoved { get; set; }

    private OutboundProbe Probe => OutboundProbes.Get(Judgement.Probe);

    private string Name => Texts[$"{Probe.Slug}.title"];

    /// <summary>For users of a screen reader, who hear it without what is around it.</summary>
    private string FullName => SentBy is null ? Name : $"{Name}, {SentBy}";

    private ProbeTone Tone => ProbeTones.Of(Judgement);

    private string JudgementKey =>
        Judgement switch
        {
            // Also where that is a fault: it should arrive, and "must not" would not say what was wrong.
            {
                Judgement: DeliveryJudgement.DeliveredAsItShould
                    or DeliveryJudgement.DeliveredThoughItMustNot,
                Expected: not ExpectedDelivery.Withhold,
                Seen: SeenOutcome.MailInClear
            } => "judgement.delivered-in-clear",
            { Judgement: DeliveryJudgement.DeliveredAsItShould, Expected: ExpectedDelivery.Any } =>
                "judgement.delivered-either",
            { Judgement: DeliveryJudgement.RefusedAsItShould, Expected: ExpectedDelivery.Any } =>
                "judgement.refused-either",
            _ => $"judgement.{Slug.Of(Judgement.Judgement)}",
        };

    private bool IsSettled =>
        Judgement.Judgement
            is DeliveryJudgement.DeliveredAsItShould
                or DeliveryJudgement.RefusedAsItShould
                or DeliveryJudgement.DeliveredThoughItMustNot
                or DeliveryJudgement.RefusedThoughItShouldDeliver;

    private string Seen =>
        Judgement.RefusedHow is { } how && RefusalWords.NamesCause(Judgement, how)
            ? Texts[$"refused.{Slug.Of(how)}"]
            : Texts[$"seen.{Slug.Of(Judgement.Seen)}"];

    /// <summary>How sure the statement is.</summary>
    private string Sureness =>
        Texts[
            Judgement switch
            {
                { Firm: true } => "firm",
                { Open.Reason: OpenReason.FirstAttemptOnly or OpenReason.SecondAttempt }
                    when Attempts <= 1 => "first-attempt",
                _ => "provisional",
            }
        ];

    /// <summary>A second one can have come too soon to count.</summary>
    private int Attempts =>
        Judgement.Timeline.Count(entry =>
            entry.Kind == TimelineKind.Connected && !entry.Facts.ContainsKey("otherHost")
        );

    /// <summary>What makes the judgement certain, or why it never was; null where it is, or nothing was seen at all.</summary>
    private string? Open =>
        Judgement.Open is { } open && (open.Reason != OpenReason.NothingSeen || Closed)
            ? OpenWords.Of(Texts, open, Closed)
            : null;
}
