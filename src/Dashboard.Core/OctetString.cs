using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Core;

/// <summary>Octets compared by value; written as lower-case hexadecimal in JSON.</summary>
[JsonConverter(typeof(OctetStringJsonConverter))]
public readonly struct OctetString : IEquatable<OctetString>
{
    private readonly byte[]? octets;

    public OctetString(ReadOnlySpan<byte> octets) => this.octets = octets.ToArray();

    public int Length => octets?.Length ?? 0;

    public ReadOnlySpan<byte> Span => octets;

    public ReadOnlyMemory<byte> Memory => octets;

    /// <exception cref="FormatException">The text is not an even number of hexadecimal digits.</exception>
    public static OctetString FromHex(string hex) => new(Convert.FromHexString(hex));

    public byte[] ToArray() => Span.ToArray();

    public bool Equals(OctetString other) => Span.SequenceEqual(other.Span);

    public override bool Equals([NotNullWhen(true)] object? obj) =>
        obj is OctetString other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Span);
        return hash.ToHashCode();
    }

    public override string ToString() => Convert.ToHexStringLower(Span);

    public static bool operator ==(OctetString left, OctetString right) => left.Equals(right);

    public static bool operator !=(OctetString left, OctetString right) => !left.Equals(right);

    // Not private: JSON metadata made at build time names it.
    internal sealed class OctetStringJsonConverter : JsonConverter<OctetString>
    {
        public override OctetString Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        )
        {
            try
            {
                return FromHex(reader.GetString() ?? string.Empty);
            }
            catch (FormatException malformed)
            {
                throw new JsonException("Expected hexadecimal octets.", malformed);
            }
        }

        public override void Write(
            Utf8JsonWriter writer,
            OctetString value,
            JsonSerializerOptions options
        ) => writer.WriteStringValue(value.ToString());
    }
}
