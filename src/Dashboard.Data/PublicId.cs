using System.Buffers;
using System.Security.Cryptography;

namespace Dashboard.Data;

/// <summary>
/// An identifier that can stand in a public link and cannot be guessed: 128 random bits in lower-case base32 (RFC 4648
/// section 6, without padding).
/// </summary>
public static class PublicId
{
    public const int Length = 26;

    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    private static readonly SearchValues<char> Digits = SearchValues.Create(Alphabet);

    public static string New() => Encode(RandomNumberGenerator.GetBytes(16));

    public static bool IsWellFormed(string? text) =>
        text is { Length: Length } && !text.AsSpan().ContainsAnyExcept(Digits);

    internal static string Encode(ReadOnlySpan<byte> octets)
    {
        var text = new char[(octets.Length * 8 + 4) / 5];
        for (var position = 0; position < text.Length; position++)
        {
            var value = 0;
            for (var bit = position * 5; bit < position * 5 + 5; bit++)
            {
                var set = bit < octets.Length * 8 && (octets[bit / 8] >> (7 - bit % 8) & 1) == 1;
                value = value << 1 | (set ? 1 : 0);
            }
            text[position] = Alphabet[value];
        }
        return new string(text);
    }
}
