using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Core.Outbound;

/// <summary>
/// What names a test in addresses and host names: 128 random bits in lower-case base32 (RFC 4648 section 6, no padding). DNS
/// names are compared without regard to case and resolvers may change it, so base64 would not do.
/// </summary>
[JsonConverter(typeof(TestTokenJsonConverter))]
public sealed record TestToken
{
    public const int Octets = 16;

    public const int Length = 26;

    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    private TestToken(string value) => Value = value;

    public string Value { get; }

    /// <param name="random">16 octets of a cryptographic random number generator.</param>
    public static TestToken FromOctets(ReadOnlySpan<byte> random)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(random.Length, Octets);
        var text = new char[Length];
        var buffer = 0;
        var bits = 0;
        var at = 0;
        foreach (var octet in random)
        {
            buffer = (buffer << 8) | octet;
            bits += 8;
            while (bits >= 5)
            {
                bits -= 5;
                text[at++] = Alphabet[(buffer >> bits) & 31];
            }
        }
        text[at] = Alphabet[(buffer << (5 - bits)) & 31];
        return new TestToken(new string(text));
    }

    public static TestToken Parse(string text) =>
        TryParse(text, out var token) ? token : throw new FormatException("Not a test token.");

    public static bool TryParse(string? text, [NotNullWhen(true)] out TestToken? token)
    {
        token = null;
        if (text is not { Length: Length })
        {
            return false;
        }
        var lower = text.ToLowerInvariant();
        // The last character carries three bits only: any other value would be a second spelling of the same octets.
        if (
            !lower.All(Alphabet.Contains)
            || Alphabet.IndexOf(lower[^1], StringComparison.Ordinal) % 4 != 0
        )
        {
            return false;
        }
        token = new TestToken(lower);
        return true;
    }

    public override string ToString() => Value;

    private sealed class TestTokenJsonConverter : JsonConverter<TestToken>
    {
        public override TestToken Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) =>
            TryParse(reader.GetString(), out var token)
                ? token
                : throw new JsonException("Expected a test token.");

        public override void Write(
            Utf8JsonWriter writer,
            TestToken value,
            JsonSerializerOptions options
        ) => writer.WriteStringValue(value.Value);
    }
}
