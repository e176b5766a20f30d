namespace Dashboard.Core.Tests.Outbound;

/// <summary>Where a session comes from.</summary>
/// <param name="Ehlo">What it says it is.</param>
/// <param name="Name">Of its PTR record, which leads back.</param>
internal sealed record Source(string Address, string Ehlo, string? Name = null)
{
    public static Source First { get; } =
        new("198.51.100.7", "mx1.sender.example", "mx1.sender.example");

    /// <summary>Of the same organisation, whose SPF record names it (see <see cref="Scene.Prove"/>).</summary>
    public static Source SamePool { get; } =
        new("198.51.100.8", "mx2.sender.example", "mx2.sender.example");

    public static Source Stranger { get; } = new("203.0.113.99", "scanner.invalid.test");

    /// <summary>Says the name of the first, and that is all.</summary>
    public static Source Copycat { get; } = new("203.0.113.66", "mx1.sender.example");

    public static Source Other { get; } = new("203.0.113.5", "out.other.example");
}
