using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Core.Dns;

/// <summary>
/// A domain name as the DNS compares it: A-labels, lower case, no trailing dot (RFC 1035 section 2.3.3, RFC 5890 section
/// 2.3.2.1). A label may hold any octets (RFC 2181 section 11): one that is not printable, a dot within a label and a backslash
/// stand as <c>\DDD</c> (RFC 1035 section 5.1). What people type goes through <c>MailDomainInput</c> first.
/// </summary>
[JsonConverter(typeof(DomainNameJsonConverter))]
public sealed record DomainName : IComparable<DomainName>
{
    /// <summary>
    /// Longest presentation form: 255 octets on the wire (RFC 1035 section 2.3.4). Names that are longer by their <c>\DDD</c> are
    /// not held, so that a hostile name takes no more room than another.
    /// </summary>
    public const int MaximumLength = 253;

    private const int MaximumLabel = 63;

    private DomainName(string value) => Value = value;

    public static DomainName Root { get; } = new("");

    /// <summary>The name; empty for the root.</summary>
    public string Value { get; }

    public bool IsRoot => Value.Length == 0;

    public IReadOnlyList<string> Labels => IsRoot ? [] : Value.Split('.');

    /// <summary>
    /// Whether every label is of letters, digits and inner hyphens (RFC 1123 section 2.1), or underscores (RFC 8552 section 1.2),
    /// which nothing that reads a command line takes for anything but a name. The DNS allows more (RFC 2181 section 11).
    /// </summary>
    public bool HasPlainLabels =>
        Labels.All(label =>
            label[0] != '-'
            && label[^1] != '-'
            && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        );

    /// <summary>Null for the root.</summary>
    public DomainName? Parent
    {
        get
        {
            if (IsRoot)
            {
                return null;
            }
            return Value.Split('.', 2) is [_, var rest] ? new DomainName(rest) : Root;
        }
    }

    /// <exception cref="FormatException">The text is no domain name.</exception>
    public static DomainName Parse(string text) =>
        TryParse(text, out var name)
            ? name
            : throw new FormatException("Not a domain name in A-label form.");

    /// <summary>
    /// Accepts labels of 1 to 63 printable US-ASCII octets, or others as <c>\DDD</c>, with or without a trailing dot; "." is the
    /// root.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out DomainName? name)
    {
        name = null;
        if (text is null)
        {
            return false;
        }
        if (text == ".")
        {
            name = Root;
            return true;
        }
        var bare = text.EndsWith('.') ? text[..^1] : text;
        if (bare.Contains('\\', StringComparison.Ordinal))
        {
            return EscapedLabels.TryRead(bare, out var octets) && TryOf(octets, out name);
        }
        if (bare.Length is 0 or > MaximumLength)
        {
            return false;
        }
        foreach (var label in bare.Split('.'))
        {
            if (label.Length is 0 or > MaximumLabel || label.Any(c => c is <= ' ' or > '~'))
            {
                return false;
            }
        }
        name = new DomainName(bare.ToLowerInvariant());
        return true;
    }

    /// <summary>The name of these labels, of any octets; none are the root. False where one or all of them are too long.</summary>
    public static bool TryOf(IReadOnlyList<byte[]> labels, [NotNullWhen(true)] out DomainName? name)
    {
        ArgumentNullException.ThrowIfNull(labels);
        name = null;
        if (!labels.All(label => label.Length is > 0 and <= MaximumLabel))
        {
            return false;
        }
        var text = string.Join('.', labels.Select(EscapedLabels.Write));
        name = text.Length <= MaximumLength ? new DomainName(text.ToLowerInvariant()) : null;
        return name is not null;
    }

    /// <summary>As it goes over the wire: each label behind its length, and a last one of no octets (RFC 1035 section 3.1).</summary>
    public byte[] ToWire() =>
        [
            .. Labels
                .Select(EscapedLabels.Octets)
                .SelectMany(octets => octets.Prepend((byte)octets.Length)),
            0,
        ];

    /// <exception cref="FormatException">The outcome would be too long, or the labels are no labels.</exception>
    public DomainName Prepend(string labels) =>
        Parse(IsRoot ? labels : string.Concat(labels, ".", Value));

    /// <summary>Whether this name is <paramref name="ancestor"/> or lies below it.</summary>
    public bool IsAtOrBelow(DomainName ancestor)
    {
        ArgumentNullException.ThrowIfNull(ancestor);
        return ancestor.IsRoot
            || Value == ancestor.Value
            || Value.EndsWith("." + ancestor.Value, StringComparison.Ordinal);
    }

    /// <summary>With U-labels where a label is a valid A-label; else as it is.</summary>
    public string ToUnicode()
    {
        try
        {
            return new IdnMapping().GetUnicode(Value);
        }
        catch (ArgumentException)
        {
            return Value;
        }
    }

    public int CompareTo(DomainName? other) => string.CompareOrdinal(Value, other?.Value);

    public override string ToString() => IsRoot ? "." : Value;

    public static bool operator <(DomainName left, DomainName right) => left.CompareTo(right) < 0;

    public static bool operator >(DomainName left, DomainName right) => left.CompareTo(right) > 0;

    public static bool operator <=(DomainName left, DomainName right) => left.CompareTo(right) <= 0;

    public static bool operator >=(DomainName left, DomainName right) => left.CompareTo(right) >= 0;

    // Not private: JSON metadata made at build time names it.
    internal sealed class DomainNameJsonConverter : JsonConverter<DomainName>
    {
        public override DomainName Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) =>
            TryParse(reader.GetString(), out var name)
                ? name
                : throw new JsonException("Expected a domain name.");

        public override void Write(
            Utf8JsonWriter writer,
            DomainName value,
            JsonSerializerOptions options
        ) => writer.WriteStringValue(value.ToString());
    }
}
