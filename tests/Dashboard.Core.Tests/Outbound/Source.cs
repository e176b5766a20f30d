namespace Dashboard.Core.Tests.Outbound;

/// <summary>Where a session comes from.</summary>
internal sealed record Source(string Address, string Ehlo, string? Name = null)
{
    public static Source First { get; } = new("198.51.100.7", "mx1.sender.example");

    public static Source SamePool { get; } = new("198.51.100.8", "mx2.sender.example");

    public static Source Stranger { get; } = new("203.0.113.99", "scanner.invalid.test");
}
