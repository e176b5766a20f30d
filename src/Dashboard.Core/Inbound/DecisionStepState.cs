namespace Dashboard.Core.Inbound;

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
