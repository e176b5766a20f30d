namespace Dashboard.Core.Inbound;

/// <summary>What one kind of sender does with mail for the domain, where it is known to differ.</summary>
/// <param name="Delivery">What it ends up with.</param>
/// <param name="Differences">Slugs of the known differences that apply here; empty where it does as the RFC says.</param>
public sealed record SenderSimulation(
    SimulatedSender Sender,
    Delivery Delivery,
    IReadOnlyList<string> Differences
);
