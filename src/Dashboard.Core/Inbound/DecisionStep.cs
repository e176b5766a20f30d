namespace Dashboard.Core.Inbound;

/// <summary>One step of the decision chain.</summary>
/// <param name="ReasonSlug">The reason that names why, where the step did not simply pass.</param>
public sealed record DecisionStep(
    DecisionStepKind Kind,
    DecisionStepState State,
    string? ReasonSlug = null
);

/// <summary>The steps of the decision chain of a host and address, in order.</summary>
public enum DecisionStepKind
{
    MxSecurity,
    AddressSecurity,
    TlsaPresent,
    TlsaUsable,
    StartTls,
    Match,
}

public enum DecisionStepState
{
    /// <summary>An earlier step ended the chain.</summary>
    NotReached,
    Passed,
    Warned,

    /// <summary>This step is why the address is not good.</summary>
    Failed,

    /// <summary>It could not be measured.</summary>
    Unknown,
}
