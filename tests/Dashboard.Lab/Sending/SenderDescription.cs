namespace Dashboard.Lab.Sending;

/// <summary>A sender as the control socket names it.</summary>
public sealed record SenderDescription(string Name, string Title, string Domain, string Address);
