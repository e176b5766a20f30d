using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Core.Tls;

/// <summary>
/// How a server signs the key exchange: a hash and a signature in TLS 1.2 (RFC 5246 section 7.4.1.4.1), one value in TLS 1.3 (RFC
/// 8446 section 4.2.3). A number in JSON.
/// </summary>
[JsonConverter(typeof(SignatureSchemeJsonConverter))]
public readonly record struct SignatureScheme(ushort Number)
{
    /// <summary><c>sha256</c> and so on, <c>eddsa</c> for the two schemes that bring their own hash, <c>unknown</c> for others.</summary>
    public string Hash =>
        Number switch
        {
            0x0804 or 0x0809 or 0x081A => "sha256",
            0x0805 or 0x080A or 0x081B => "sha384",
            0x0806 or 0x080B or 0x081C => "sha512",
            0x0807 or 0x0808 => "eddsa",
            _ => (Number >> 8, Number & 0xFF) switch
            {
                (1, >= 1 and <= 3) => "md5",
                (2, >= 1 and <= 3) => "sha1",
                (3, >= 1 and <= 3) => "sha224",
                (4, >= 1 and <= 3) => "sha256",
                (5, >= 1 and <= 3) => "sha384",
                (6, >= 1 and <= 3) => "sha512",
                _ => "unknown",
            },
        };

    public override string ToString() => $"0x{Number:X4}";

    // Not private: JSON metadata made at build time names it.
    internal sealed class SignatureSchemeJsonConverter : JsonConverter<SignatureScheme>
    {
        public override SignatureScheme Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) => new(reader.GetUInt16());

        public override void Write(
            Utf8JsonWriter writer,
            SignatureScheme value,
            JsonSerializerOptions options
        ) => writer.WriteNumberValue(value.Number);
    }
}
