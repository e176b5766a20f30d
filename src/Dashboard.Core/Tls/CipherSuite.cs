using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Core.Tls;

/// <summary>What a cipher suite of TLS 1.2 and below does the key exchange with, by its name.</summary>
public enum SuiteKeyExchange
{
    /// <summary>No part of the suite: TLS 1.3 (RFC 8446 section 4.1.1).</summary>
    Separate,
    Rsa,

    /// <summary>Ephemeral, signed with RSA or DSS (RFC 5246 section 7.4.3).</summary>
    Dhe,

    /// <summary>Ephemeral, signed with RSA or ECDSA (RFC 8422 section 2).</summary>
    Ecdhe,

    /// <summary>Ephemeral, signed by nobody.</summary>
    DhAnonymous,
    EcdhAnonymous,

    /// <summary>With the key of the certificate.</summary>
    StaticDh,
    StaticEcdh,
    Unknown,
}

/// <summary>A cipher suite by its number in the IANA registry; in JSON by its name, or as <c>0xNNNN</c> where it has none here.</summary>
[JsonConverter(typeof(CipherSuiteJsonConverter))]
public readonly record struct CipherSuite(ushort Number)
{
    public string Name => CipherSuiteRegistry.NameOf(Number);

    public SuiteKeyExchange KeyExchange => CipherSuiteRegistry.KeyExchangeOf(Number);

    /// <summary>The server signs the parameters of the exchange (RFC 5246 section 7.4.3).</summary>
    public bool HasSignedExchange => KeyExchange is SuiteKeyExchange.Dhe or SuiteKeyExchange.Ecdhe;

    /// <exception cref="FormatException">Not the name of a suite.</exception>
    public static CipherSuite Parse(string name) =>
        CipherSuiteRegistry.TryNumber(name, out var number)
            ? new CipherSuite(number)
            : throw new FormatException($"'{name}' is no cipher suite.");

    public override string ToString() => Name;

    // Not private: JSON metadata made at build time names it.
    internal sealed class CipherSuiteJsonConverter : JsonConverter<CipherSuite>
    {
        public override CipherSuite Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) =>
            CipherSuiteRegistry.TryNumber(reader.GetString() ?? string.Empty, out var number)
                ? new CipherSuite(number)
                : throw new JsonException("Expected a cipher suite.");

        public override void Write(
            Utf8JsonWriter writer,
            CipherSuite value,
            JsonSerializerOptions options
        ) => writer.WriteStringValue(value.Name);
    }
}

/// <summary>
/// The cipher suites that servers with a certificate or none can have, as registered with IANA. Those with shared secrets,
/// passwords or Kerberos are left out: no mail server has any use for them, and none can be asked about without the secret.
/// </summary>
internal static class CipherSuiteRegistry
{
    public static IReadOnlyList<CipherSuite> All { get; }

    private static readonly FrozenDictionary<ushort, string> Names;
    private static readonly FrozenDictionary<string, ushort> Numbers;

    static CipherSuiteRegistry()
    {
        var rows = Registered
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(row => row.Split(' '))
            .Select(row =>
                (
                    Number: ushort.Parse(
                        row[0],
                        NumberStyles.HexNumber,
                        CultureInfo.InvariantCulture
                    ),
                    Name: "TLS_" + row[1]
                )
            )
            .ToList();
        All = [.. rows.Select(row => new CipherSuite(row.Number))];
        Names = rows.ToFrozenDictionary(row => row.Number, row => row.Name);
        Numbers = rows.ToFrozenDictionary(
            row => row.Name,
            row => row.Number,
            StringComparer.Ordinal
        );
    }

    public static string NameOf(ushort number) =>
        Names.TryGetValue(number, out var name)
            ? name
            : string.Create(CultureInfo.InvariantCulture, $"0x{number:X4}");

    public static bool TryNumber(string name, out ushort number)
    {
        if (Numbers.TryGetValue(name, out number))
        {
            return true;
        }
        number = 0;
        return name.Length == 6
            && name.StartsWith("0x", StringComparison.Ordinal)
            && ushort.TryParse(
                name.AsSpan(2),
                NumberStyles.HexNumber,
                CultureInfo.InvariantCulture,
                out number
            );
    }

    public static SuiteKeyExchange KeyExchangeOf(ushort number) =>
        !Names.TryGetValue(number, out var name) ? SuiteKeyExchange.Unknown
        : !name.Contains("_WITH_", StringComparison.Ordinal) ? SuiteKeyExchange.Separate
        : name.StartsWith("TLS_RSA_", StringComparison.Ordinal) ? SuiteKeyExchange.Rsa
        : name.StartsWith("TLS_DHE_", StringComparison.Ordinal) ? SuiteKeyExchange.Dhe
        : name.StartsWith("TLS_ECDHE_", StringComparison.Ordinal) ? SuiteKeyExchange.Ecdhe
        : name.StartsWith("TLS_DH_anon_", StringComparison.Ordinal) ? SuiteKeyExchange.DhAnonymous
        : name.StartsWith("TLS_ECDH_anon_", StringComparison.Ordinal)
            ? SuiteKeyExchange.EcdhAnonymous
        : name.StartsWith("TLS_DH_", StringComparison.Ordinal) ? SuiteKeyExchange.StaticDh
        : name.StartsWith("TLS_ECDH_", StringComparison.Ordinal) ? SuiteKeyExchange.StaticEcdh
        : SuiteKeyExchange.Unknown;

    /// <summary>Number and name without its beginning, from the registry "TLS Cipher Suites" (RFC 8447 section 8).</summary>
    private const string Registered = """
        0001 RSA_WITH_NULL_MD5
        0002 RSA_WITH_NULL_SHA
        0003 RSA_EXPORT_WITH_RC4_40_MD5
        0004 RSA_WITH_RC4_128_MD5
        0005 RSA_WITH_RC4_128_SHA
        0006 RSA_EXPORT_WITH_RC2_CBC_40_MD5
        0007 RSA_WITH_IDEA_CBC_SHA
        0008 RSA_EXPORT_WITH_DES40_CBC_SHA
        0009 RSA_WITH_DES_CBC_SHA
        000A RSA_WITH_3DES_EDE_CBC_SHA
        000B DH_DSS_EXPORT_WITH_DES40_CBC_SHA
        000C DH_DSS_WITH_DES_CBC_SHA
        000D DH_DSS_WITH_3DES_EDE_CBC_SHA
        000E DH_RSA_EXPORT_WITH_DES40_CBC_SHA
        000F DH_RSA_WITH_DES_CBC_SHA
        0010 DH_RSA_WITH_3DES_EDE_CBC_SHA
        0011 DHE_DSS_EXPORT_WITH_DES40_CBC_SHA
        0012 DHE_DSS_WITH_DES_CBC_SHA
        0013 DHE_DSS_WITH_3DES_EDE_CBC_SHA
        0014 DHE_RSA_EXPORT_WITH_DES40_CBC_SHA
        0015 DHE_RSA_WITH_DES_CBC_SHA
        0016 DHE_RSA_WITH_3DES_EDE_CBC_SHA
        0017 DH_anon_EXPORT_WITH_RC4_40_MD5
        0018 DH_anon_WITH_RC4_128_MD5
        0019 DH_anon_EXPORT_WITH_DES40_CBC_SHA
        001A DH_anon_WITH_DES_CBC_SHA
        001B DH_anon_WITH_3DES_EDE_CBC_SHA
        002F RSA_WITH_AES_128_CBC_SHA
        0030 DH_DSS_WITH_AES_128_CBC_SHA
        0031 DH_RSA_WITH_AES_128_CBC_SHA
        0032 DHE_DSS_WITH_AES_128_CBC_SHA
        0033 DHE_RSA_WITH_AES_128_CBC_SHA
        0034 DH_anon_WITH_AES_128_CBC_SHA
        0035 RSA_WITH_AES_256_CBC_SHA
        0036 DH_DSS_WITH_AES_256_CBC_SHA
        0037 DH_RSA_WITH_AES_256_CBC_SHA
        0038 DHE_DSS_WITH_AES_256_CBC_SHA
        0039 DHE_RSA_WITH_AES_256_CBC_SHA
        003A DH_anon_WITH_AES_256_CBC_SHA
        003B RSA_WITH_NULL_SHA256
        003C RSA_WITH_AES_128_CBC_SHA256
        003D RSA_WITH_AES_256_CBC_SHA256
        003E DH_DSS_WITH_AES_128_CBC_SHA256
        003F DH_RSA_WITH_AES_128_CBC_SHA256
        0040 DHE_DSS_WITH_AES_128_CBC_SHA256
        0041 RSA_WITH_CAMELLIA_128_CBC_SHA
        0042 DH_DSS_WITH_CAMELLIA_128_CBC_SHA
        0043 DH_RSA_WITH_CAMELLIA_128_CBC_SHA
        0044 DHE_DSS_WITH_CAMELLIA_128_CBC_SHA
        0045 DHE_RSA_WITH_CAMELLIA_128_CBC_SHA
        0046 DH_anon_WITH_CAMELLIA_128_CBC_SHA
        0067 DHE_RSA_WITH_AES_128_CBC_SHA256
        0068 DH_DSS_WITH_AES_256_CBC_SHA256
        0069 DH_RSA_WITH_AES_256_CBC_SHA256
        006A DHE_DSS_WITH_AES_256_CBC_SHA256
        006B DHE_RSA_WITH_AES_256_CBC_SHA256
        006C DH_anon_WITH_AES_128_CBC_SHA256
        006D DH_anon_WITH_AES_256_CBC_SHA256
        0084 RSA_WITH_CAMELLIA_256_CBC_SHA
        0085 DH_DSS_WITH_CAMELLIA_256_CBC_SHA
        0086 DH_RSA_WITH_CAMELLIA_256_CBC_SHA
        0087 DHE_DSS_WITH_CAMELLIA_256_CBC_SHA
        0088 DHE_RSA_WITH_CAMELLIA_256_CBC_SHA
        0089 DH_anon_WITH_CAMELLIA_256_CBC_SHA
        0096 RSA_WITH_SEED_CBC_SHA
        0097 DH_DSS_WITH_SEED_CBC_SHA
        0098 DH_RSA_WITH_SEED_CBC_SHA
        0099 DHE_DSS_WITH_SEED_CBC_SHA
        009A DHE_RSA_WITH_SEED_CBC_SHA
        009B DH_anon_WITH_SEED_CBC_SHA
        009C RSA_WITH_AES_128_GCM_SHA256
        009D RSA_WITH_AES_256_GCM_SHA384
        009E DHE_RSA_WITH_AES_128_GCM_SHA256
        009F DHE_RSA_WITH_AES_256_GCM_SHA384
        00A0 DH_RSA_WITH_AES_128_GCM_SHA256
        00A1 DH_RSA_WITH_AES_256_GCM_SHA384
        00A2 DHE_DSS_WITH_AES_128_GCM_SHA256
        00A3 DHE_DSS_WITH_AES_256_GCM_SHA384
        00A4 DH_DSS_WITH_AES_128_GCM_SHA256
        00A5 DH_DSS_WITH_AES_256_GCM_SHA384
        00A6 DH_anon_WITH_AES_128_GCM_SHA256
        00A7 DH_anon_WITH_AES_256_GCM_SHA384
        00BA RSA_WITH_CAMELLIA_128_CBC_SHA256
        00BB DH_DSS_WITH_CAMELLIA_128_CBC_SHA256
        00BC DH_RSA_WITH_CAMELLIA_128_CBC_SHA256
        00BD DHE_DSS_WITH_CAMELLIA_128_CBC_SHA256
        00BE DHE_RSA_WITH_CAMELLIA_128_CBC_SHA256
        00BF DH_anon_WITH_CAMELLIA_128_CBC_SHA256
        00C0 RSA_WITH_CAMELLIA_256_CBC_SHA256
        00C1 DH_DSS_WITH_CAMELLIA_256_CBC_SHA256
        00C2 DH_RSA_WITH_CAMELLIA_256_CBC_SHA256
        00C3 DHE_DSS_WITH_CAMELLIA_256_CBC_SHA256
        00C4 DHE_RSA_WITH_CAMELLIA_256_CBC_SHA256
        00C5 DH_anon_WITH_CAMELLIA_256_CBC_SHA256
        1301 AES_128_GCM_SHA256
        1302 AES_256_GCM_SHA384
        1303 CHACHA20_POLY1305_SHA256
        1304 AES_128_CCM_SHA256
        1305 AES_128_CCM_8_SHA256
        C001 ECDH_ECDSA_WITH_NULL_SHA
        C002 ECDH_ECDSA_WITH_RC4_128_SHA
        C003 ECDH_ECDSA_WITH_3DES_EDE_CBC_SHA
        C004 ECDH_ECDSA_WITH_AES_128_CBC_SHA
        C005 ECDH_ECDSA_WITH_AES_256_CBC_SHA
        C006 ECDHE_ECDSA_WITH_NULL_SHA
        C007 ECDHE_ECDSA_WITH_RC4_128_SHA
        C008 ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA
        C009 ECDHE_ECDSA_WITH_AES_128_CBC_SHA
        C00A ECDHE_ECDSA_WITH_AES_256_CBC_SHA
        C00B ECDH_RSA_WITH_NULL_SHA
        C00C ECDH_RSA_WITH_RC4_128_SHA
        C00D ECDH_RSA_WITH_3DES_EDE_CBC_SHA
        C00E ECDH_RSA_WITH_AES_128_CBC_SHA
        C00F ECDH_RSA_WITH_AES_256_CBC_SHA
        C010 ECDHE_RSA_WITH_NULL_SHA
        C011 ECDHE_RSA_WITH_RC4_128_SHA
        C012 ECDHE_RSA_WITH_3DES_EDE_CBC_SHA
        C013 ECDHE_RSA_WITH_AES_128_CBC_SHA
        C014 ECDHE_RSA_WITH_AES_256_CBC_SHA
        C015 ECDH_anon_WITH_NULL_SHA
        C016 ECDH_anon_WITH_RC4_128_SHA
        C017 ECDH_anon_WITH_3DES_EDE_CBC_SHA
        C018 ECDH_anon_WITH_AES_128_CBC_SHA
        C019 ECDH_anon_WITH_AES_256_CBC_SHA
        C023 ECDHE_ECDSA_WITH_AES_128_CBC_SHA256
        C024 ECDHE_ECDSA_WITH_AES_256_CBC_SHA384
        C025 ECDH_ECDSA_WITH_AES_128_CBC_SHA256
        C026 ECDH_ECDSA_WITH_AES_256_CBC_SHA384
        C027 ECDHE_RSA_WITH_AES_128_CBC_SHA256
        C028 ECDHE_RSA_WITH_AES_256_CBC_SHA384
        C029 ECDH_RSA_WITH_AES_128_CBC_SHA256
        C02A ECDH_RSA_WITH_AES_256_CBC_SHA384
        C02B ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
        C02C ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
        C02D ECDH_ECDSA_WITH_AES_128_GCM_SHA256
        C02E ECDH_ECDSA_WITH_AES_256_GCM_SHA384
        C02F ECDHE_RSA_WITH_AES_128_GCM_SHA256
        C030 ECDHE_RSA_WITH_AES_256_GCM_SHA384
        C031 ECDH_RSA_WITH_AES_128_GCM_SHA256
        C032 ECDH_RSA_WITH_AES_256_GCM_SHA384
        C03C RSA_WITH_ARIA_128_CBC_SHA256
        C03D RSA_WITH_ARIA_256_CBC_SHA384
        C03E DH_DSS_WITH_ARIA_128_CBC_SHA256
        C03F DH_DSS_WITH_ARIA_256_CBC_SHA384
        C040 DH_RSA_WITH_ARIA_128_CBC_SHA256
        C041 DH_RSA_WITH_ARIA_256_CBC_SHA384
        C042 DHE_DSS_WITH_ARIA_128_CBC_SHA256
        C043 DHE_DSS_WITH_ARIA_256_CBC_SHA384
        C044 DHE_RSA_WITH_ARIA_128_CBC_SHA256
        C045 DHE_RSA_WITH_ARIA_256_CBC_SHA384
        C046 DH_anon_WITH_ARIA_128_CBC_SHA256
        C047 DH_anon_WITH_ARIA_256_CBC_SHA384
        C048 ECDHE_ECDSA_WITH_ARIA_128_CBC_SHA256
        C049 ECDHE_ECDSA_WITH_ARIA_256_CBC_SHA384
        C04A ECDH_ECDSA_WITH_ARIA_128_CBC_SHA256
        C04B ECDH_ECDSA_WITH_ARIA_256_CBC_SHA384
        C04C ECDHE_RSA_WITH_ARIA_128_CBC_SHA256
        C04D ECDHE_RSA_WITH_ARIA_256_CBC_SHA384
        C04E ECDH_RSA_WITH_ARIA_128_CBC_SHA256
        C04F ECDH_RSA_WITH_ARIA_256_CBC_SHA384
        C050 RSA_WITH_ARIA_128_GCM_SHA256
        C051 RSA_WITH_ARIA_256_GCM_SHA384
        C052 DHE_RSA_WITH_ARIA_128_GCM_SHA256
        C053 DHE_RSA_WITH_ARIA_256_GCM_SHA384
        C054 DH_RSA_WITH_ARIA_128_GCM_SHA256
        C055 DH_RSA_WITH_ARIA_256_GCM_SHA384
        C056 DHE_DSS_WITH_ARIA_128_GCM_SHA256
        C057 DHE_DSS_WITH_ARIA_256_GCM_SHA384
        C058 DH_DSS_WITH_ARIA_128_GCM_SHA256
        C059 DH_DSS_WITH_ARIA_256_GCM_SHA384
        C05A DH_anon_WITH_ARIA_128_GCM_SHA256
        C05B DH_anon_WITH_ARIA_256_GCM_SHA384
        C05C ECDHE_ECDSA_WITH_ARIA_128_GCM_SHA256
        C05D ECDHE_ECDSA_WITH_ARIA_256_GCM_SHA384
        C05E ECDH_ECDSA_WITH_ARIA_128_GCM_SHA256
        C05F ECDH_ECDSA_WITH_ARIA_256_GCM_SHA384
        C060 ECDHE_RSA_WITH_ARIA_128_GCM_SHA256
        C061 ECDHE_RSA_WITH_ARIA_256_GCM_SHA384
        C062 ECDH_RSA_WITH_ARIA_128_GCM_SHA256
        C063 ECDH_RSA_WITH_ARIA_256_GCM_SHA384
        C072 ECDHE_ECDSA_WITH_CAMELLIA_128_CBC_SHA256
        C073 ECDHE_ECDSA_WITH_CAMELLIA_256_CBC_SHA384
        C074 ECDH_ECDSA_WITH_CAMELLIA_128_CBC_SHA256
        C075 ECDH_ECDSA_WITH_CAMELLIA_256_CBC_SHA384
        C076 ECDHE_RSA_WITH_CAMELLIA_128_CBC_SHA256
        C077 ECDHE_RSA_WITH_CAMELLIA_256_CBC_SHA384
        C078 ECDH_RSA_WITH_CAMELLIA_128_CBC_SHA256
        C079 ECDH_RSA_WITH_CAMELLIA_256_CBC_SHA384
        C07A RSA_WITH_CAMELLIA_128_GCM_SHA256
        C07B RSA_WITH_CAMELLIA_256_GCM_SHA384
        C07C DHE_RSA_WITH_CAMELLIA_128_GCM_SHA256
        C07D DHE_RSA_WITH_CAMELLIA_256_GCM_SHA384
        C07E DH_RSA_WITH_CAMELLIA_128_GCM_SHA256
        C07F DH_RSA_WITH_CAMELLIA_256_GCM_SHA384
        C080 DHE_DSS_WITH_CAMELLIA_128_GCM_SHA256
        C081 DHE_DSS_WITH_CAMELLIA_256_GCM_SHA384
        C082 DH_DSS_WITH_CAMELLIA_128_GCM_SHA256
        C083 DH_DSS_WITH_CAMELLIA_256_GCM_SHA384
        C084 DH_anon_WITH_CAMELLIA_128_GCM_SHA256
        C085 DH_anon_WITH_CAMELLIA_256_GCM_SHA384
        C086 ECDHE_ECDSA_WITH_CAMELLIA_128_GCM_SHA256
        C087 ECDHE_ECDSA_WITH_CAMELLIA_256_GCM_SHA384
        C088 ECDH_ECDSA_WITH_CAMELLIA_128_GCM_SHA256
        C089 ECDH_ECDSA_WITH_CAMELLIA_256_GCM_SHA384
        C08A ECDHE_RSA_WITH_CAMELLIA_128_GCM_SHA256
        C08B ECDHE_RSA_WITH_CAMELLIA_256_GCM_SHA384
        C08C ECDH_RSA_WITH_CAMELLIA_128_GCM_SHA256
        C08D ECDH_RSA_WITH_CAMELLIA_256_GCM_SHA384
        C09C RSA_WITH_AES_128_CCM
        C09D RSA_WITH_AES_256_CCM
        C09E DHE_RSA_WITH_AES_128_CCM
        C09F DHE_RSA_WITH_AES_256_CCM
        C0A0 RSA_WITH_AES_128_CCM_8
        C0A1 RSA_WITH_AES_256_CCM_8
        C0A2 DHE_RSA_WITH_AES_128_CCM_8
        C0A3 DHE_RSA_WITH_AES_256_CCM_8
        C0AC ECDHE_ECDSA_WITH_AES_128_CCM
        C0AD ECDHE_ECDSA_WITH_AES_256_CCM
        C0AE ECDHE_ECDSA_WITH_AES_128_CCM_8
        C0AF ECDHE_ECDSA_WITH_AES_256_CCM_8
        CCA8 ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256
        CCA9 ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256
        CCAA DHE_RSA_WITH_CHACHA20_POLY1305_SHA256
        """;
}
