using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Inbound.TlsNcsc;

/// <summary>Which suites go into an offer, and in which order a server meets them.</summary>
public sealed class QuestionSuitesTests
{
    private static string[] Names(IEnumerable<CipherSuite> suites) =>
        [.. suites.Select(suite => suite.Name["TLS_".Length..])];

    /// <summary>CHACHA20 last: some servers prefer it because the client does.</summary>
    [Fact]
    public void Sufficient_suites_of_TLS_1_2_end_with_CHACHA20() =>
        Names(QuestionSuites.Sufficient)
            .ShouldBe([
                "ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                "ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                "ECDHE_ECDSA_WITH_AES_256_CCM",
                "ECDHE_ECDSA_WITH_AES_128_CCM",
                "ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                "ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                "ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                "ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
            ]);

    /// <summary>Strong ones first, so that a server shows its best group; the worst of the older list last.</summary>
    [Fact]
    public void Diffie_Hellman_begins_with_CHACHA20_and_ends_with_export_suites()
    {
        var names = Names(QuestionSuites.Dhe);
        names.Length.ShouldBe(33);
        names[0].ShouldBe("DHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
        names[^1].ShouldBe("DHE_RSA_EXPORT_WITH_DES40_CBC_SHA");
        names[^2].ShouldBe("DHE_DSS_EXPORT_WITH_DES40_CBC_SHA");
        names.ShouldAllBe(name => name.StartsWith("DHE_", StringComparison.Ordinal));
    }

    /// <summary>By the list of 2021: nothing, then phase-out, then sufficient.</summary>
    [Fact]
    public void Insufficient_Diffie_Hellman_begins_with_what_both_lists_refuse()
    {
        var names = Names(QuestionSuites.DheInsufficient);
        names[0].ShouldBe("DHE_RSA_EXPORT_WITH_DES40_CBC_SHA");
        names[^1].ShouldBe("DHE_RSA_WITH_AES_256_CBC_SHA");
        Array
            .IndexOf(names, "DHE_RSA_WITH_3DES_EDE_CBC_SHA")
            .ShouldBeInRange(
                Array.IndexOf(names, "DHE_DSS_WITH_AES_256_GCM_SHA384") + 1,
                Array.IndexOf(names, "DHE_RSA_WITH_CAMELLIA_128_CBC_SHA") - 1
            );
    }

    [Fact]
    public void Order_of_preference_is_asked_weakest_first()
    {
        var names = Names(QuestionSuites.Ordered);
        names.Length.ShouldBe(20 + 15 + 8);
        names[QuestionSuites.PhaseOut.Count..^QuestionSuites.Sufficient.Count]
            .ShouldAllBe(name => name.StartsWith("DHE_RSA_", StringComparison.Ordinal));
        names.ShouldBeUnique();
    }
}
