using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Core.Tls;

/// <summary>
/// A group for the key exchange by its number in the IANA registry "TLS Supported Groups" (RFC 8446 section 4.2.7); in JSON by
/// its name, or as <c>0xNNNN</c> where it has none here.
/// </summary>
[JsonConverter(typeof(NamedGroupJsonConverter))]
public readonly record struct NamedGroup(ushort Number)
{
    private static readonly FrozenDictionary<ushort, string> Names = new Dictionary<ushort, string>
    {
        // RFC 8422 section 5.1.1; the first ones are of RFC 4492 and deprecated.
        [1] = "sect163k1",
        [2] = "sect163r1",
        [3] = "sect163r2",
        [4] = "sect193r1",
        [5] = "sect193r2",
        [6] = "sect233k1",
        [7] = "sect233r1",
        [8] = "sect239k1",
        [9] = "sect283k1",
        [10] = "sect283r1",
        [11] = "sect409k1",
        [12] = "sect409r1",
        [13] = "sect571k1",
        [14] = "sect571r1",
        [15] = "secp160k1",
        [16] = "secp160r1",
        [17] = "secp160r2",
        [18] = "secp192k1",
        [19] = "secp192r1",
        [20] = "secp224k1",
        [21] = "secp224r1",
        [22] = "secp256k1",
        [23] = "secp256r1",
        [24] = "secp384r1",
        [25] = "secp521r1",
        // RFC 7027
        [26] = "brainpoolP256r1",
        [27] = "brainpoolP384r1",
        [28] = "brainpoolP512r1",
        // RFC 8422
        [29] = "x25519",
        [30] = "x448",
        // RFC 8734
        [31] = "brainpoolP256r1tls13",
        [32] = "brainpoolP384r1tls13",
        [33] = "brainpoolP512r1tls13",
        // RFC 7919
        [256] = "ffdhe2048",
        [257] = "ffdhe3072",
        [258] = "ffdhe4096",
        [259] = "ffdhe6144",
        [260] = "ffdhe8192",
        // ECDHE and ML-KEM together
        [0x11EB] = "SecP256r1MLKEM768",
        [0x11EC] = "X25519MLKEM768",
        [0x11ED] = "SecP384r1MLKEM1024",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, ushort> Numbers = Names.ToFrozenDictionary(
        row => row.Value,
        row => row.Key,
        StringComparer.Ordinal
    );

    public string Name =>
        Names.TryGetValue(Number, out var name)
            ? name
            : string.Create(CultureInfo.InvariantCulture, $"0x{Number:X4}");

    /// <summary>A Diffie-Hellman group of RFC 7919.</summary>
    public bool IsFiniteField => Number is >= 256 and <= 260;

    /// <exception cref="FormatException">Not the name of a group.</exception>
    public static NamedGroup Parse(string name) =>
        TryParse(name, out var group) ? group : throw new FormatException($"'{name}' is no group.");

    private static bool TryParse(string name, out NamedGroup group)
    {
        if (!Numbers.TryGetValue(name, out var number))
        {
            var hex = name.StartsWith("0x", StringComparison.Ordinal) ? name.AsSpan(2) : default;
            if (
                hex.Length != 4
                || !ushort.TryParse(
                    hex,
                    NumberStyles.HexNumber,
                    CultureInfo.InvariantCulture,
                    out number
                )
            )
            {
                group = default;
                return false;
            }
        }
        group = new NamedGroup(number);
        return true;
    }

    public override string ToString() => Name;

    // Not private: JSON metadata made at build time names it.
    internal sealed class NamedGroupJsonConverter : JsonConverter<NamedGroup>
    {
        public override NamedGroup Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) =>
            TryParse(reader.GetString() ?? string.Empty, out var group)
                ? group
                : throw new JsonException("Expected a group.");

        public override void Write(
            Utf8JsonWriter writer,
            NamedGroup value,
            JsonSerializerOptions options
        ) => writer.WriteStringValue(value.Name);
    }
}
