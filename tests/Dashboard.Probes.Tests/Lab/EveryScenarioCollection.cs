namespace Dashboard.Probes.Tests.Lab;

/// <summary>
/// What looks at every scenario, one after the other: some servers of the lab answer by turns to all that connect, and all of them at once
/// leave the machine nothing to answer in time with.
/// </summary>
[CollectionDefinition(nameof(EveryScenarioCollection))]
public sealed class EveryScenarioCollection;
