namespace Dashboard.Web.Features.Reports;

/// <summary>A figure that others published, of another list and by another way of counting: never in a series with ours.</summary>
/// <param name="About">The key of what it says, in the texts of the report.</param>
internal sealed record PublishedElsewhere(int Year, int Month, string About, int Percentage)
{
    /// <summary>From the reports of Forum Standaardisatie ("Meting Informatieveiligheidstandaarden").</summary>
    public static IReadOnlyList<PublishedElsewhere> All { get; } =
    [
        new(2019, 9, "starttls", 97),
        new(2019, 9, "tls-ncsc", 76),
        new(2019, 9, "dane", 45),
        new(2022, 5, "all-mail", 44),
        new(2023, 6, "all-mail", 50),
        new(2024, 2, "all-mail-doubled", 40),
        new(2024, 2, "all-mail-rijk", 48),
        new(2024, 2, "all-mail-provinces", 18),
        new(2024, 2, "one-provider", 30),
    ];
}
