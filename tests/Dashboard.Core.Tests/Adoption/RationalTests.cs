using Dashboard.Core.Adoption;

namespace Dashboard.Core.Tests.Adoption;

public sealed class RationalTests
{
    [Theory]
    [InlineData("1/2", "1/3", "5/6", "1/6", "1/6", "3/2")]
    [InlineData("3/4", "1/2", "5/4", "1/4", "3/8", "3/2")]
    [InlineData("1/2", "3/4", "5/4", "-1/4", "3/8", "2/3")]
    [InlineData("-2", "4", "2", "-6", "-8", "-1/2")]
    public void Fractions_are_reckoned_exactly(
        string one,
        string other,
        string sum,
        string difference,
        string product,
        string quotient
    )
    {
        var (left, right) = (Rational.Parse(one), Rational.Parse(other));
        (left + right).ToString().ShouldBe(sum);
        (left - right).ToString().ShouldBe(difference);
        (left * right).ToString().ShouldBe(product);
        (left / right).ToString().ShouldBe(quotient);
    }

    [Theory]
    [InlineData("1/3", "1/2", -1)]
    [InlineData("1/2", "1/3", 1)]
    [InlineData("2/4", "1/2", 0)]
    [InlineData("-1/2", "1/3", -1)]
    [InlineData("3/4", "2/3", 1)]
    [InlineData("5/2", "2", 1)]
    public void Fractions_have_an_order(string one, string other, int order)
    {
        var (left, right) = (Rational.Parse(one), Rational.Parse(other));
        left.CompareTo(right).ShouldBe(order);
        (left < right).ShouldBe(order < 0);
        (left > right).ShouldBe(order > 0);
        (left <= right).ShouldBe(order <= 0);
        (left >= right).ShouldBe(order >= 0);
        (left == right).ShouldBe(order == 0);
        (left != right).ShouldBe(order != 0);
        left.Equals((object)right).ShouldBe(order == 0);
    }

    [Theory]
    [InlineData("6/4", "3/2")]
    [InlineData("3/-2", "-3/2")]
    [InlineData("4/2", "2")]
    [InlineData("7", "7")]
    [InlineData("0/5", "0")]
    public void Text_is_read_in_lowest_terms(string text, string expected) =>
        Rational.Parse(text).ToString().ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("1/2/3")]
    [InlineData("1/")]
    [InlineData("1.5")]
    public void Other_text_is_no_fraction(string text) =>
        Should.Throw<FormatException>(() => Rational.Parse(text));

    [Fact]
    public void Nothing_is_divided_by_zero()
    {
        Should.Throw<DivideByZeroException>(() => new Rational(1, 0));
        Should.Throw<DivideByZeroException>(() => Rational.Parse("1/0"));
        new Share(0, 0).Exact.ShouldBeNull();
        new Share(1, 2).Exact.ShouldBe(Rational.Parse("1/2"));
    }

    [Theory]
    [InlineData("1/8", 2, "0.13")]
    [InlineData("-1/8", 2, "-0.13")]
    [InlineData("1/3", 1, "0.3")]
    [InlineData("2/3", 0, "1")]
    public void Halves_are_rounded_away_from_zero(string fraction, int decimals, string expected) =>
        Rational
            .Parse(fraction)
            .Round(decimals)
            .ToString(System.Globalization.CultureInfo.InvariantCulture)
            .ShouldBe(expected);
}
