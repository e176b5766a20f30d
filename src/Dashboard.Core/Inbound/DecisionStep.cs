namespace Dashboard.Core.Inbound;

/// <summary>One step of the decision chain.</summary>
/// <param name="ReasonSlug">The reason that names why, where the step did not simply pass.</param>
public sealed record DecisionStep(
    DecisionStepKind Kind,
    DecisionStepState State,
    string? ReasonSlug = null
);
