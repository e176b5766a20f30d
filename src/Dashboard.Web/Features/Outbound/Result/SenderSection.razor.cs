using System.Globalization;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>One sender: who it is as far as that is proven, its verdict, what to change, and each probe.</summary>
public partial class SenderSection : ComponentBase
{
    private string headingId = string.Empty;

    [Inject]
    private IStringLocalizer<OutboundTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ProbeTexts> Probes { get; set; } = null!;

    [Parameter, EditorRequired]
    public SenderVerdict Sender { get; set; } = null!;

    /// <summary>From 1, in the order of the verdict.</summary>
    [Parameter, EditorRequired]
    public int Number { get; set; }

    /// <summary>The only sender: what it does is on top of the page already.</summary>
    [Parameter]
    public bool Alone { get; set; }

    [Parameter]
    public bool Closed { get; set; }

    /// <summary>The link to share, absolute; without one there is no text to send.</summary>
    [Parameter]
    public string Link { get; set; } = string.Empty;

    [Parameter]
    public bool EvidenceRemoved { get; set; }

    private IReadOnlyList<OutboundProbeId> Undetermined => Sender.Undetermined;

    /// <summary>Those that no waiting will tell.</summary>
    private List<OutboundProbeId> Ambiguous => Doubtful(overlaps: false);

    /// <summary>Those that another open test makes doubtful: sending again tells.</summary>
    private List<OutboundProbeId> Overlapping => Doubtful(overlaps: true);

    /// <summary>The outcome of the test is of it, alone or with others.</summary>
    [Parameter]
    public bool CountsForTest { get; set; } = true;

    private string? Progress => SenderProgress.Of(Texts, Sender, Closed);

    private List<OutboundProbeId> Doubtful(bool overlaps) =>
        [
            .. Undetermined.Where(id =>
                Sender.Probes.Any(probe =>
                    probe.Probe == id
                    && probe.Judgement == DeliveryJudgement.Ambiguous
                    && probe.Open?.Reason == OpenReason.OverlapsOtherTest == overlaps
                )
            ),
        ];

    private string Who => SenderNames.Of(Texts, Sender);

    private string? Why => SenderStates.WhyKey(Sender, Closed) is { } key ? Texts[key].Value : null;

    protected override void OnParametersSet() =>
        headingId = string.Create(CultureInfo.InvariantCulture, $"sender-{Number}");

    private string Names(IEnumerable<OutboundProbeId> probes) =>
        string.Join(
            ", ",
            probes.Select(id => Probes[$"{OutboundProbes.Get(id).Slug}.title"].Value)
        );
}
