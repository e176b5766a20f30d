using System.Globalization;
using System.Numerics;

namespace Dashboard.Core.Adoption;

/// <summary>
/// An exact fraction in lowest terms. Percentages, means and shares of mail flow are made of sums of fractions, and are rounded once,
/// at the end.
/// </summary>
public readonly struct Rational : IEquatable<Rational>, IComparable<Rational>
{
    private readonly BigInteger denominator;

    /// <exception cref="DivideByZeroException">The denominator is 0.</exception>
    public Rational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            throw new DivideByZeroException();
        }
        var shared = BigInteger.GreatestCommonDivisor(numerator, denominator);
        var sign = denominator.Sign;
        Numerator = sign * numerator / shared;
        this.denominator = sign * denominator / shared;
    }

    public static Rational Zero { get; } = new(0, 1);

    public BigInteger Numerator { get; }

    /// <summary>Above 0.</summary>
    public BigInteger Denominator => denominator.IsZero ? BigInteger.One : denominator;

    public static Rational operator +(Rational left, Rational right) =>
        new(
            left.Numerator * right.Denominator + right.Numerator * left.Denominator,
            left.Denominator * right.Denominator
        );

    public static Rational operator -(Rational left, Rational right) => left + -right;

    public static Rational operator -(Rational value) => new(-value.Numerator, value.Denominator);

    public static Rational operator *(Rational left, Rational right) =>
        new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    public static Rational operator /(Rational left, Rational right) =>
        new(left.Numerator * right.Denominator, left.Denominator * right.Numerator);

    public static bool operator ==(Rational left, Rational right) => left.Equals(right);

    public static bool operator !=(Rational left, Rational right) => !left.Equals(right);

    public static bool operator <(Rational left, Rational right) => left.CompareTo(right) < 0;

    public static bool operator >(Rational left, Rational right) => left.CompareTo(right) > 0;

    public static bool operator <=(Rational left, Rational right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Rational left, Rational right) => left.CompareTo(right) >= 0;

    public static implicit operator Rational(int value) => new(value, 1);

    public static Rational FromInt32(int value) => value;

    /// <summary>Of a text such as <c>10/3</c> or <c>2</c>.</summary>
    /// <exception cref="FormatException">The text is no fraction.</exception>
    public static Rational Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('/');
        return parts.Length <= 2
            ? new(
                BigInteger.Parse(parts[0], CultureInfo.InvariantCulture),
                parts.Length == 1
                    ? BigInteger.One
                    : BigInteger.Parse(parts[1], CultureInfo.InvariantCulture)
            )
            : throw new FormatException("Not a fraction.");
    }

    /// <summary>Rounded to <paramref name="decimals"/> places, halves away from zero.</summary>
    public decimal Round(int decimals)
    {
        var scale = BigInteger.Pow(10, decimals);
        var doubled = 2 * BigInteger.Abs(Numerator) * scale + Denominator;
        var whole = BigInteger.Divide(doubled, 2 * Denominator);
        return Numerator.Sign * (decimal)whole / (decimal)scale;
    }

    /// <summary>A hundred times this, with one decimal.</summary>
    public decimal ToPercentage() => (this * 100).Round(1);

    public int CompareTo(Rational other) =>
        (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    public bool Equals(Rational other) =>
        Numerator == other.Numerator && Denominator == other.Denominator;

    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Numerator, Denominator);

    public override string ToString() =>
        Denominator.IsOne
            ? Numerator.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
}
