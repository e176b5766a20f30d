namespace Dashboard.Lab.Outbound;

/// <summary>A sender as the control socket names it.</summary>
/// <param name="Version">Of its software, as that says it.</param>
public sealed record SenderDescription(
    string Name,
    string Title,
    string Domain,
    string Address,
    string Version
);
