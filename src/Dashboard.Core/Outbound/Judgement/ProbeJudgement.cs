using System.Text.Json.Serialization;
using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>The judgement of one sender at one probe.</summary>
public sealed record ProbeJudgement
{
    public required OutboundProbeId Probe { get; init; }

    public required ExpectedDelivery Expected { get; init; }

    public required SeenOutcome Seen { get; init; }

    public required DeliveryJudgement Judgement { get; init; }

    /// <summary>Nothing that may still come can make it better.</summary>
    public bool Firm { get; init; }

    /// <inheritdoc cref="VerdictRules.IsSettled"/>
    [JsonIgnore]
    public bool IsSettled => VerdictRules.IsSettled(this);

    /// <summary>Why it is not final, and what it waits for; null where it is.</summary>
    public OpenJudgement? Open { get; init; }

    /// <summary>It said MAIL for this probe in the clear at some time, also where it then delivered over TLS.</summary>
    public bool MailedInClear { get; init; }

    /// <summary>Set where the sender refused.</summary>
    public RefusalKind? RefusedHow { get; init; }

    /// <summary>
    /// From when the sender has refused often or stayed away for long enough, so that the fault can be put right; null where it has not.
    /// </summary>
    public DateTimeOffset? CountsSince { get; init; }

    /// <summary>
    /// Refused while wrong, delivered once right and after the old records had expired: the fault, and nothing else, was the cause.
    /// </summary>
    public bool ProvenByHealing { get; init; }

    public IReadOnlyList<TimelineEntry> Timeline { get; init; } = [];

    /// <summary>How many further lines there are, for which the timeline has no room.</summary>
    public int LinesLeftOut { get; init; }
}
