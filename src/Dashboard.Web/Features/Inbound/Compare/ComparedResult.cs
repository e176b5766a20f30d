using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Web.Components.States;

namespace Dashboard.Web.Features.Inbound.Compare;

/// <summary>One of two results.</summary>
/// <param name="Name">What it is called beside the other: its domain, or its time where both are of one domain.</param>
internal sealed record ComparedResult(
    string Name,
    string Id,
    DateTimeOffset At,
    DomainVerdict Verdict,
    InboundObservation Observation,
    IReadOnlyList<StandardVerdict> Standards
)
{
    public DomainName Domain => Verdict.Domain;

    public ResultFacts Facts { get; } = new(Verdict, Observation);

    public ShownState State => ShownStates.Of(Verdict);

    /// <summary>More is better; null where the state is outside the order, or what lacks is a limit of ours.</summary>
    public int? Rank =>
        Facts.OnlyOurLimits || UnreachableFamilies.IsAllThatLacks(Verdict)
            ? null
            : ShownStates.Rank(State);

    /// <summary>
    /// What an active attacker can force, more is better; null where that is not known. Where no delivery can be forced that is as good
    /// as a verified one.
    /// </summary>
    public int? ForcedRank =>
        Verdict.IsAttackUnknown
            ? null
            : (int)(Verdict.AttackerConnectionType ?? ConnectionType.EncryptedAndVerified);

    public bool HasMail => Verdict.Hosts.Count > 0;
}
