using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Tls;
using static Dashboard.Core.Inbound.TlsNcsc.GuidelineLevel;
using static Dashboard.Core.Inbound.TlsNcsc.NcscMethod;

namespace Dashboard.Core.Tests.Inbound.TlsNcsc;

/// <summary>Every value of every list, by a rule written apart from the lists.</summary>
public sealed class GuidelineListsTests
{
    [Fact]
    public void Every_registered_suite_has_the_level_of_its_parts()
    {
        CipherSuiteRegistry.All.Count.ShouldBeGreaterThan(200);
        foreach (var suite in CipherSuiteRegistry.All)
        {
            Level(Ncsc2025, GuidelineSubject.Suite, suite.Name)
                .ShouldBe(Suite2025(suite.Name), suite.Name);
            Level(Ncsc2021, GuidelineSubject.Suite, suite.Name)
                .ShouldBe(Suite2021(suite.Name), suite.Name);
        }
    }

    private static GuidelineLevel Suite2025(string name)
    {
        var (exchange, cipher) = Parts(name);
        return exchange switch
        {
            "" => cipher switch
            {
                "AES_256_GCM_SHA384" or "CHACHA20_POLY1305_SHA256" => Good,
                "AES_128_GCM_SHA256" or "AES_128_CCM_SHA256" => Sufficient,
                _ => Insufficient,
            },
            "ECDHE_RSA" or "ECDHE_ECDSA" when IsAesGcmOrChaCha(cipher) => Sufficient,
            "ECDHE_ECDSA" when cipher is "AES_128_CCM" or "AES_256_CCM" => Sufficient,
            "DHE_RSA" when IsAesGcmOrChaCha(cipher) || cipher is "AES_128_CCM" or "AES_256_CCM" =>
                PhaseOut,
            "ECDHE_RSA"
            or "ECDHE_ECDSA"
            or "DHE_RSA"
                when Begins(cipher, "AES", "CAMELLIA", "ARIA")
                    && (
                        (Has(cipher, "_CBC_") && !cipher.EndsWith("_SHA", StringComparison.Ordinal))
                        || (Has(cipher, "_GCM_") && !Begins(cipher, "AES"))
                    ) => PhaseOut,
            _ => Insufficient,
        };
    }

    private static GuidelineLevel Suite2021(string name)
    {
        var (exchange, cipher) = Parts(name);
        var ephemeral = exchange is "ECDHE_RSA" or "ECDHE_ECDSA" or "DHE_RSA";
        return exchange switch
        {
            "" => cipher == "AES_128_CCM_8_SHA256" ? Insufficient : Good,
            "ECDHE_RSA" or "ECDHE_ECDSA" when IsAesGcmOrChaCha(cipher) => Good,
            "ECDHE_ECDSA" when cipher is "AES_128_CCM" or "AES_256_CCM" => Good,
            "DHE_RSA" when IsAesGcmOrChaCha(cipher) || cipher is "AES_128_CCM" or "AES_256_CCM" =>
                Sufficient,
            _ when ephemeral && Begins(cipher, "AES", "CAMELLIA") && Has(cipher, "_CBC_") =>
                Sufficient,
            _ when (ephemeral || exchange == "RSA") && cipher == "3DES_EDE_CBC_SHA" => PhaseOut,
            "RSA" when Begins(cipher, "AES") && (Has(cipher, "_CBC_") || Has(cipher, "_GCM_")) =>
                PhaseOut,
            "RSA" when Begins(cipher, "CAMELLIA") && Has(cipher, "_CBC_") => PhaseOut,
            _ => Insufficient,
        };
    }

    private static (string Exchange, string Cipher) Parts(string name)
    {
        var bare = name["TLS_".Length..];
        return bare.Split("_WITH_") is [var exchange, var cipher]
            ? (exchange, cipher)
            : (string.Empty, bare);
    }

    private static bool IsAesGcmOrChaCha(string cipher) =>
        cipher is "AES_128_GCM_SHA256" or "AES_256_GCM_SHA384" or "CHACHA20_POLY1305_SHA256";

    private static bool Begins(string text, params string[] beginnings) =>
        beginnings.Any(beginning => text.StartsWith(beginning, StringComparison.Ordinal));

    private static bool Has(string text, string part) =>
        text.Contains(part, StringComparison.Ordinal);

    public static TheoryData<GuidelineSubject, string, GuidelineLevel, GuidelineLevel> Values() =>
        new()
        {
            // What, which, by the method of 2025, by that of 2021.
            { GuidelineSubject.Version, "TLSv1.3", Good, Good },
            { GuidelineSubject.Version, "TLSv1.2", Sufficient, Sufficient },
            { GuidelineSubject.Version, "TLSv1.1", Insufficient, PhaseOut },
            { GuidelineSubject.Version, "TLSv1.0", Insufficient, PhaseOut },
            { GuidelineSubject.Version, "SSLv3", Insufficient, Insufficient },
            { GuidelineSubject.Group, "X25519MLKEM768", Good, Insufficient },
            { GuidelineSubject.Group, "SecP256r1MLKEM768", Good, Insufficient },
            { GuidelineSubject.Group, "SecP384r1MLKEM1024", Good, Insufficient },
            { GuidelineSubject.Group, "secp256r1", Sufficient, Good },
            { GuidelineSubject.Group, "secp384r1", Sufficient, Good },
            { GuidelineSubject.Group, "secp521r1", Sufficient, Good },
            { GuidelineSubject.Group, "x25519", Sufficient, Good },
            { GuidelineSubject.Group, "x448", Sufficient, Good },
            { GuidelineSubject.Group, "brainpoolP256r1", Sufficient, Insufficient },
            { GuidelineSubject.Group, "brainpoolP384r1", Sufficient, Insufficient },
            { GuidelineSubject.Group, "brainpoolP512r1", Sufficient, Insufficient },
            { GuidelineSubject.Group, "brainpoolP256r1tls13", Sufficient, Insufficient },
            { GuidelineSubject.Group, "brainpoolP384r1tls13", Sufficient, Insufficient },
            { GuidelineSubject.Group, "brainpoolP512r1tls13", Sufficient, Insufficient },
            { GuidelineSubject.Group, "secp224r1", PhaseOut, PhaseOut },
            { GuidelineSubject.Group, "secp192r1", Insufficient, Insufficient },
            { GuidelineSubject.Group, "secp256k1", Insufficient, Insufficient },
            { GuidelineSubject.Group, "sect283k1", Insufficient, Insufficient },
            { GuidelineSubject.Group, "0x9999", Insufficient, Insufficient },
            { GuidelineSubject.Group, "explicit-curve", Insufficient, Insufficient },
            { GuidelineSubject.Group, "ffdhe2048", Insufficient, PhaseOut },
            { GuidelineSubject.Group, "ffdhe3072", PhaseOut, Sufficient },
            { GuidelineSubject.Group, "ffdhe4096", PhaseOut, Sufficient },
            { GuidelineSubject.Group, "ffdhe6144", PhaseOut, Sufficient },
            { GuidelineSubject.Group, "ffdhe8192", PhaseOut, Sufficient },
            { GuidelineSubject.Group, "dh-other", Insufficient, Insufficient },
            { GuidelineSubject.Group, "dh-other-generator", Insufficient, Sufficient },
            { GuidelineSubject.Hash, "sha512", Good, Good },
            { GuidelineSubject.Hash, "sha384", Good, Good },
            { GuidelineSubject.Hash, "sha256", Good, Good },
            { GuidelineSubject.Hash, "eddsa", Good, Good },
            { GuidelineSubject.Hash, "sha224", PhaseOut, PhaseOut },
            { GuidelineSubject.Hash, "sha1", Insufficient, PhaseOut },
            { GuidelineSubject.Hash, "md5", Insufficient, PhaseOut },
            { GuidelineSubject.Hash, "unknown", Insufficient, Insufficient },
            { GuidelineSubject.CertificateKey, "rsa-3072", Sufficient, Good },
            { GuidelineSubject.CertificateKey, "rsa-2048", PhaseOut, Sufficient },
            { GuidelineSubject.CertificateKey, "rsa-small", Insufficient, Insufficient },
            { GuidelineSubject.CertificateKey, "dsa-3072", Insufficient, Sufficient },
            { GuidelineSubject.CertificateKey, "dsa-2048", Insufficient, Sufficient },
            { GuidelineSubject.CertificateKey, "dsa-small", Insufficient, Insufficient },
            { GuidelineSubject.CertificateKey, "secp256r1", Sufficient, Good },
            { GuidelineSubject.CertificateKey, "secp384r1", Sufficient, Good },
            { GuidelineSubject.CertificateKey, "secp521r1", Sufficient, Insufficient },
            { GuidelineSubject.CertificateKey, "brainpoolP256r1", Sufficient, Insufficient },
            { GuidelineSubject.CertificateKey, "brainpoolP384r1", Sufficient, Insufficient },
            { GuidelineSubject.CertificateKey, "brainpoolP512r1", Sufficient, Insufficient },
            { GuidelineSubject.CertificateKey, "ed25519", Sufficient, Insufficient },
            { GuidelineSubject.CertificateKey, "ed448", Sufficient, Insufficient },
            { GuidelineSubject.CertificateKey, "secp224r1", PhaseOut, PhaseOut },
            { GuidelineSubject.CertificateKey, "secp192r1", Insufficient, Insufficient },
            { GuidelineSubject.CertificateKey, "secp256k1", Insufficient, Insufficient },
            { GuidelineSubject.CertificateSignature, "rsa-sha256", Sufficient, Good },
            { GuidelineSubject.CertificateSignature, "rsa-sha384", Sufficient, Good },
            { GuidelineSubject.CertificateSignature, "rsa-sha512", Sufficient, Good },
            { GuidelineSubject.CertificateSignature, "rsa-pss-sha256", Sufficient, Good },
            { GuidelineSubject.CertificateSignature, "rsa-pss-sha384", Sufficient, Good },
            { GuidelineSubject.CertificateSignature, "rsa-pss-sha512", Sufficient, Good },
            { GuidelineSubject.CertificateSignature, "rsa-pss-sha224", PhaseOut, Insufficient },
            { GuidelineSubject.CertificateSignature, "rsa-pss-sha1", Insufficient, Insufficient },
            { GuidelineSubject.CertificateSignature, "ecdsa-sha256", Sufficient, Good },
            { GuidelineSubject.CertificateSignature, "ecdsa-sha384", Sufficient, Good },
            { GuidelineSubject.CertificateSignature, "ecdsa-sha512", Sufficient, Good },
            { GuidelineSubject.CertificateSignature, "eddsa", Sufficient, Insufficient },
            { GuidelineSubject.CertificateSignature, "dsa-sha256", Insufficient, Good },
            { GuidelineSubject.CertificateSignature, "rsa-sha224", PhaseOut, Insufficient },
            { GuidelineSubject.CertificateSignature, "ecdsa-sha224", PhaseOut, Insufficient },
            { GuidelineSubject.CertificateSignature, "rsa-sha1", Insufficient, Insufficient },
            { GuidelineSubject.CertificateSignature, "ecdsa-sha1", Insufficient, Insufficient },
            { GuidelineSubject.CertificateSignature, "rsa-md5", Insufficient, Insufficient },
        };

    [Theory]
    [MemberData(nameof(Values))]
    public void Value_has_its_level_in_both_methods(
        GuidelineSubject subject,
        string value,
        GuidelineLevel in2025,
        GuidelineLevel in2021
    )
    {
        Level(Ncsc2025, subject, value).ShouldBe(in2025);
        Level(Ncsc2021, subject, value).ShouldBe(in2021);
        GuidelineLists.ParagraphOf(Ncsc2025, subject, value).ShouldNotBeEmpty();
        GuidelineLists.ParagraphOf(Ncsc2021, subject, value).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(Ncsc2025)]
    [InlineData(Ncsc2021)]
    public void Every_value_of_a_list_is_in_the_table_above(NcscMethod method)
    {
        var known = Values().Select(row => (row.Data.Item1, row.Data.Item2)).ToHashSet();
        foreach (
            var row in GuidelineLists
                .Rows(method)
                .Where(row => row.Subject != GuidelineSubject.Suite)
        )
        {
            row.Level.ShouldNotBe(Insufficient);
            foreach (var value in row.Values)
            {
                known.ShouldContain((row.Subject, value));
            }
        }
    }

    [Theory]
    [InlineData(Ncsc2025, GuidelineSubject.Version, "TLSv1.0", "3.3.1")]
    [InlineData(Ncsc2025, GuidelineSubject.Suite, "TLS_RSA_WITH_RC4_128_SHA", "B")]
    [InlineData(Ncsc2025, GuidelineSubject.Group, "ffdhe2048", "3.3.3")]
    [InlineData(Ncsc2025, GuidelineSubject.Hash, "sha1", "3.3.5")]
    [InlineData(Ncsc2025, GuidelineSubject.CertificateKey, "rsa-small", "3.3.2")]
    [InlineData(Ncsc2025, GuidelineSubject.CertificateSignature, "rsa-sha1", "3.3.5")]
    [InlineData(Ncsc2021, GuidelineSubject.Version, "SSLv3", "B1-1")]
    [InlineData(Ncsc2021, GuidelineSubject.Suite, "TLS_RSA_WITH_RC4_128_SHA", "B2-1")]
    [InlineData(Ncsc2021, GuidelineSubject.Group, "dh-other", "B6-1")]
    [InlineData(Ncsc2021, GuidelineSubject.Group, "ffdhe2048", "B6-1")]
    [InlineData(Ncsc2021, GuidelineSubject.Group, "secp192r1", "B5-1")]
    [InlineData(Ncsc2021, GuidelineSubject.Hash, "sha1", "table 5")]
    [InlineData(Ncsc2021, GuidelineSubject.CertificateKey, "rsa-small", "B3-3")]
    [InlineData(Ncsc2021, GuidelineSubject.CertificateKey, "secp521r1", "B5-1")]
    [InlineData(Ncsc2021, GuidelineSubject.CertificateSignature, "rsa-sha1", "B3-2")]
    public void Paragraph_is_that_of_the_list(
        NcscMethod method,
        GuidelineSubject subject,
        string value,
        string expected
    ) => GuidelineLists.ParagraphOf(method, subject, value).ShouldBe(expected);

    private static GuidelineLevel Level(
        NcscMethod method,
        GuidelineSubject subject,
        string value
    ) => GuidelineLists.LevelOf(method, subject, value);
}
