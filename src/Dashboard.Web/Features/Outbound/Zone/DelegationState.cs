namespace Dashboard.Web.Features.Outbound.Zone;

/// <summary>How a part of the delegation is at the parent.</summary>
public enum DelegationState
{
    Right,

    /// <summary>It is not there, by the answer of an authoritative server.</summary>
    Absent,

    /// <summary>Something else is there.</summary>
    Different,

    /// <summary>The look-up failed: nothing is known.</summary>
    NotKnown,
}
