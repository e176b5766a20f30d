namespace Dashboard.Lab.Outbound;

/// <summary>A program of the product that must run inside the private network: its PowerDNS, its receiver.</summary>
/// <param name="Log">The file it prints to, appended to.</param>
public sealed record LabPart(
    string Name,
    IReadOnlyList<string> Command,
    string Log,
    IReadOnlyDictionary<string, string> Environment
)
{
    /// <summary>An address and port on which it answers once it is ready; null where nobody waits for it.</summary>
    public string? ListensOn { get; init; }
}
