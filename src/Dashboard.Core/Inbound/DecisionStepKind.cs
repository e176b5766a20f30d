namespace Dashboard.Core.Inbound;

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
