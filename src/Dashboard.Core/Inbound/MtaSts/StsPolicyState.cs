namespace Dashboard.Core.Inbound.MtaSts;

/// <summary>What a sender without a cached policy holds in its hands when it comes to the MX hosts.</summary>
internal enum StsPolicyState
{
    /// <summary>Absent, invalid, not to be fetched, <c>none</c> or <c>testing</c>: delivery goes on as without MTA-STS.</summary>
    NotEnforced,
    Enforced,

    /// <summary>A fault or limit of ours, or a lookup that failed.</summary>
    Unknown,
}
