using System.Reflection;
using System.Text.Json;
using Dashboard.Core.Tls;
using BouncyAlert = Org.BouncyCastle.Tls.AlertDescription;
using BouncyGroup = Org.BouncyCastle.Tls.NamedGroup;
using BouncySuite = Org.BouncyCastle.Tls.CipherSuite;

namespace Dashboard.Core.Tests.Tls;

/// <summary>Numbers and names of the registries of IANA, beside those that BouncyCastle has.</summary>
public sealed class TlsRegistryTests
{
    [Fact]
    public void Suites_are_named_as_the_library_names_them()
    {
        var known = CipherSuiteRegistry.All.ToDictionary(suite => (int)suite.Number);
        var compared = 0;
        foreach (
            var field in typeof(BouncySuite)
                .GetFields(BindingFlags.Public | BindingFlags.Static)
                .Where(field => field.IsLiteral)
        )
        {
            if (known.TryGetValue((int)field.GetRawConstantValue()!, out var suite))
            {
                suite.Name.ShouldBe(field.Name);
                CipherSuite.Parse(field.Name).ShouldBe(suite);
                compared++;
            }
        }
        compared.ShouldBeGreaterThan(150);
    }

    [Theory]
    [InlineData("TLS_AES_128_GCM_SHA256", SuiteKeyExchange.Separate, false)]
    [InlineData("TLS_RSA_WITH_AES_128_CBC_SHA", SuiteKeyExchange.Rsa, false)]
    [InlineData("TLS_DHE_RSA_WITH_AES_128_CBC_SHA", SuiteKeyExchange.Dhe, true)]
    [InlineData("TLS_DHE_DSS_WITH_AES_128_CBC_SHA", SuiteKeyExchange.Dhe, true)]
    [InlineData("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", SuiteKeyExchange.Ecdhe, true)]
    [InlineData("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", SuiteKeyExchange.Ecdhe, true)]
    [InlineData("TLS_DH_anon_WITH_AES_128_CBC_SHA", SuiteKeyExchange.DhAnonymous, false)]
    [InlineData("TLS_ECDH_anon_WITH_AES_128_CBC_SHA", SuiteKeyExchange.EcdhAnonymous, false)]
    [InlineData("TLS_DH_RSA_WITH_AES_128_CBC_SHA", SuiteKeyExchange.StaticDh, false)]
    [InlineData("TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA", SuiteKeyExchange.StaticEcdh, false)]
    [InlineData("0x5600", SuiteKeyExchange.Unknown, false)]
    public void Key_exchange_is_in_the_name_of_a_suite(
        string name,
        SuiteKeyExchange exchange,
        bool signed
    )
    {
        CipherSuite.Parse(name).KeyExchange.ShouldBe(exchange);
        CipherSuite.Parse(name).HasSignedExchange.ShouldBe(signed);
    }

    [Theory]
    [InlineData("0x5600", 0x5600)]
    [InlineData("0xfeff", 0xFEFF)]
    [InlineData("0x560", null)]
    [InlineData("0x56000", null)]
    [InlineData("005600", null)]
    [InlineData("5600", null)]
    [InlineData("0x56g0", null)]
    [InlineData("", null)]
    [InlineData("TLS_WHATEVER", null)]
    [InlineData("tls_aes_128_gcm_sha256", null)]
    public void Number_stands_for_what_has_no_name(string text, int? number)
    {
        var json = JsonSerializer.Serialize(text);
        if (number is { } expected)
        {
            CipherSuite.Parse(text).Number.ShouldBe((ushort)expected);
            NamedGroup.Parse(text).Number.ShouldBe((ushort)expected);
            JsonSerializer.Deserialize<CipherSuite>(json).Number.ShouldBe((ushort)expected);
            JsonSerializer.Deserialize<NamedGroup>(json).Number.ShouldBe((ushort)expected);
        }
        else
        {
            Should.Throw<FormatException>(() => CipherSuite.Parse(text));
            Should.Throw<FormatException>(() => NamedGroup.Parse(text));
            Should.Throw<JsonException>(() => JsonSerializer.Deserialize<CipherSuite>(json));
            Should.Throw<JsonException>(() => JsonSerializer.Deserialize<NamedGroup>(json));
        }
    }

    [Fact]
    public void Suite_group_and_scheme_are_in_JSON_as_they_are_called()
    {
        JsonSerializer
            .Serialize(CipherSuite.Parse("TLS_AES_128_GCM_SHA256"))
            .ShouldBe("\"TLS_AES_128_GCM_SHA256\"");
        JsonSerializer.Serialize(new CipherSuite(0x5600)).ShouldBe("\"0x5600\"");
        JsonSerializer.Serialize(NamedGroup.Parse("x25519")).ShouldBe("\"x25519\"");
        JsonSerializer.Serialize(new NamedGroup(0x9ABC)).ShouldBe("\"0x9ABC\"");
        JsonSerializer.Serialize(new SignatureScheme(0x0804)).ShouldBe("2052");
        JsonSerializer.Deserialize<SignatureScheme>("2052").Number.ShouldBe((ushort)0x0804);
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<CipherSuite>("null"));
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<NamedGroup>("null"));
        new CipherSuite(0x1301).ToString().ShouldBe("TLS_AES_128_GCM_SHA256");
        new NamedGroup(29).ToString().ShouldBe("x25519");
        new SignatureScheme(0x0401).ToString().ShouldBe("0x0401");
    }

    [Fact]
    public void Groups_are_named_as_the_library_names_them()
    {
        var compared = 0;
        for (var number = 0; number <= ushort.MaxValue; number++)
        {
            var group = new NamedGroup((ushort)number);
            group.IsFiniteField.ShouldBe(number is 256 or 257 or 258 or 259 or 260);
            if (group.Name.StartsWith("0x", StringComparison.Ordinal))
            {
                continue;
            }
            NamedGroup.Parse(group.Name).ShouldBe(group);
            var named = BouncyGroup.GetName(number);
            if (named != "UNKNOWN")
            {
                group.Name.ShouldBe(named);
                compared++;
            }
        }
        compared.ShouldBeGreaterThan(35);
    }

    [Fact]
    public void Alerts_are_named_as_the_library_names_them()
    {
        for (short number = 0; number <= 255; number++)
        {
            var named = BouncyAlert.GetName(number);
            // export_restriction (RFC 2246), certificate_unobtainable and bad_certificate_hash_value (RFC 6066) are of the past.
            AlertName
                .Of(number)
                .ShouldBe(
                    named == "UNKNOWN" || number is 21 or 30 or 60 or 100 or 111 or 114
                        ? number.ToString(System.Globalization.CultureInfo.InvariantCulture)
                        : $"{named} ({number})"
                );
            AlertName
                .IsAboutClientCertificate(number)
                .ShouldBe(number is 40 or 41 or 42 or 46 or 116, $"{number}");
        }
    }

    /// <summary>RFC 5246 section 7.4.1.4.1, RFC 8446 section 4.2.3, RFC 8734 section 4.1.</summary>
    [Fact]
    public void Hash_of_a_signature_scheme_is_its_first_octet_or_that_of_its_value()
    {
        string[] byHash = ["", "md5", "sha1", "sha224", "sha256", "sha384", "sha512"];
        var byValue = new Dictionary<int, string>
        {
            [0x0804] = "sha256",
            [0x0805] = "sha384",
            [0x0806] = "sha512",
            [0x0807] = "eddsa",
            [0x0808] = "eddsa",
            [0x0809] = "sha256",
            [0x080A] = "sha384",
            [0x080B] = "sha512",
            [0x081A] = "sha256",
            [0x081B] = "sha384",
            [0x081C] = "sha512",
        };
        for (var number = 0; number <= ushort.MaxValue; number++)
        {
            var (hash, signature) = (number >> 8, number & 0xFF);
            var expected =
                hash is >= 1 and <= 6 && signature is >= 1 and <= 3
                    ? byHash[hash]
                    : byValue.GetValueOrDefault(number, "unknown");
            new SignatureScheme((ushort)number).Hash.ShouldBe(expected, $"{number:X4}");
        }
    }
}
