using System.Globalization;
using Dashboard.Web.Features.Reports;

namespace Dashboard.Web.Tests.Reports;

public sealed class TrendTests
{
    [Theory]
    [InlineData("0.4", "-0.4", "Same")]
    [InlineData("0.0", "0.0", "Same")]
    [InlineData("0.5", "0.4", "Up")]
    [InlineData("11.1", "14.3", "Up")]
    [InlineData("-0.5", "-3.0", "Down")]
    [InlineData("-5.6", "0.0", "NoWord")]
    [InlineData("3.0", "-0.1", "NoWord")]
    [InlineData(null, "3.0", "NoWord")]
    [InlineData("3.0", null, "NoWord")]
    public void Direction_has_a_word_only_where_both_differences_point_there(
        string? full,
        string? cohort,
        string expected
    ) => Trends.Of(Number(full), Number(cohort)).ToString().ShouldBe(expected);

    private static decimal? Number(string? text) =>
        text is null ? null : decimal.Parse(text, CultureInfo.InvariantCulture);
}
