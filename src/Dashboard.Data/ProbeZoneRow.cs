namespace Dashboard.Data;

/// <summary>What every process must know alike of a probe zone, made once.</summary>
public sealed class ProbeZoneRow
{
    /// <summary>In A-labels.</summary>
    public required string Zone { get; init; }

    /// <summary>Private key, in the format PowerDNS keeps its keys in, of the zones that are made for a fault. It protects nothing.</summary>
    public required string FaultKey { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
