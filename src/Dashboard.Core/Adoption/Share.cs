using System.Text.Json.Serialization;

namespace Dashboard.Core.Adoption;

/// <summary>A number of a number: passed of measured.</summary>
/// <param name="Passed">0 to <paramref name="Measured"/>.</param>
/// <param name="Measured">The denominator: the list without what is excluded.</param>
public readonly record struct Share(int Passed, int Measured)
{
    /// <summary>Under this number only counts are given, no percentage.</summary>
    public const int SmallestMeasured = 5;

    /// <summary>Null where nothing was measured.</summary>
    [JsonIgnore]
    public Rational? Exact => Measured == 0 ? null : new Rational(Passed, Measured);

    /// <summary>One decimal, halves away from zero; null under <see cref="SmallestMeasured"/>.</summary>
    public decimal? Percentage => Measured < SmallestMeasured ? null : Exact?.ToPercentage();

    /// <summary>
    /// The difference in percentage points, rounded once, from the counts; null where one of the two has no percentage.
    /// </summary>
    public static decimal? DeltaPp(Share before, Share after) =>
        before.Percentage is null || after.Percentage is null
            ? null
            : (after.Exact!.Value - before.Exact!.Value).ToPercentage();
}
