using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Core.Inbound.Planned;

/// <summary>What a sender would do at a host with planned records and a planned certificate.</summary>
/// <param name="Policy">What the records alone oblige a sender to.</param>
/// <param name="Outcome">What it ends up with; null where no certificate was given.</param>
/// <param name="Host">The same judgement as of a live host, with its reasons, steps, matches and advice.</param>
public sealed record PlannedVerdict(
    DanePolicy Policy,
    AddressOutcome? Outcome,
    HostVerdict Host,
    IReadOnlyList<Advice> Advice,
    IReadOnlyList<SenderSimulation> Simulations
);
