using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.TlsNcsc;

/// <summary>The cipher suites of the questions; none has more than <see cref="ClientOffer.MostSuites"/>.</summary>
internal static class QuestionSuites
{
    private static readonly string[] Ecdhe = ["ECDHE_ECDSA", "ECDHE_RSA"];

    /// <summary>Of TLS 1.3, but for the one that is not sufficient.</summary>
    public static IReadOnlyList<CipherSuite> Tls13 { get; } =
        Named(
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_128_CCM_SHA256"
        );

    public static IReadOnlyList<CipherSuite> Ccm8 { get; } = Named("TLS_AES_128_CCM_8_SHA256");

    /// <summary>
    /// What no list of 2025 names, without ephemeral Diffie-Hellman; what is worst by the list of 2021 comes first. Of the suites
    /// that hardly any library has, one of a kind.
    /// </summary>
    public static IReadOnlyList<CipherSuite> Insufficient { get; } =
    [
        .. ByLevelOf2021(
            Named([
                .. Lists2025.Each(
                    ["DH_anon"],
                    [
                        "RC4_128_MD5",
                        "3DES_EDE_CBC_SHA",
                        "AES_128_CBC_SHA",
                        "AES_256_CBC_SHA",
                        "AES_128_CBC_SHA256",
                        "AES_256_CBC_SHA256",
                        "AES_128_GCM_SHA256",
                        "AES_256_GCM_SHA384",
                    ]
                ),
                .. Lists2025.Each(
                    ["ECDH_anon"],
                    [
                        "NULL_SHA",
                        "RC4_128_SHA",
                        "3DES_EDE_CBC_SHA",
                        "AES_128_CBC_SHA",
                        "AES_256_CBC_SHA",
                    ]
                ),
                .. Lists2025.Each(["RSA"], ["NULL_MD5", "NULL_SHA", "NULL_SHA256"]),
                .. Lists2025.Each(Ecdhe, ["NULL_SHA"]),
                .. Lists2025.Each(
                    ["RSA_EXPORT"],
                    ["RC4_40_MD5", "RC2_CBC_40_MD5", "DES40_CBC_SHA"]
                ),
                .. Lists2025.Each(["RSA"], ["RC4_128_MD5", "RC4_128_SHA"]),
                .. Lists2025.Each(Ecdhe, ["RC4_128_SHA"]),
                .. Lists2025.Each(
                    ["RSA"],
                    [
                        "DES_CBC_SHA",
                        "IDEA_CBC_SHA",
                        "SEED_CBC_SHA",
                        "AES_128_CCM_8",
                        "AES_256_CCM_8",
                    ]
                ),
                .. Lists2025.Each(["ECDHE_ECDSA"], ["AES_128_CCM_8", "AES_256_CCM_8"]),
                .. Lists2025.Each(
                    ["RSA"],
                    [
                        "AES_128_CCM",
                        "AES_256_CCM",
                        "ARIA_128_CBC_SHA256",
                        "ARIA_128_GCM_SHA256",
                        "ARIA_256_GCM_SHA384",
                        "CAMELLIA_128_GCM_SHA256",
                        "CAMELLIA_256_GCM_SHA384",
                    ]
                ),
                .. Lists2025.Each(
                    ["ECDH_ECDSA", "ECDH_RSA"],
                    ["AES_128_CBC_SHA", "AES_128_GCM_SHA256"]
                ),
                .. Lists2025.Each(["DH_RSA", "DH_DSS"], ["AES_128_CBC_SHA"]),
                .. Lists2025.Each([.. Ecdhe, "RSA"], ["3DES_EDE_CBC_SHA"]),
                .. Lists2025.Each(
                    ["RSA"],
                    [
                        "CAMELLIA_128_CBC_SHA",
                        "CAMELLIA_256_CBC_SHA",
                        "CAMELLIA_128_CBC_SHA256",
                        "CAMELLIA_256_CBC_SHA256",
                        "AES_128_CBC_SHA",
                        "AES_256_CBC_SHA",
                        "AES_128_CBC_SHA256",
                        "AES_256_CBC_SHA256",
                        "AES_128_GCM_SHA256",
                        "AES_256_GCM_SHA384",
                    ]
                ),
                .. Lists2025.Each(Ecdhe, ["AES_128_CBC_SHA", "AES_256_CBC_SHA"]),
            ])
        ),
    ];

    /// <summary>What the list of 2025 calls phase-out, with elliptic curves.</summary>
    public static IReadOnlyList<CipherSuite> PhaseOut { get; } =
    [
        .. OfLevel(GuidelineLevel.PhaseOut)
            .Where(suite => suite.KeyExchange == SuiteKeyExchange.Ecdhe),
    ];

    /// <summary>With elliptic curves, sufficient in TLS 1.2; CHACHA20 last, as some servers prefer it because the client does.</summary>
    public static IReadOnlyList<CipherSuite> Sufficient { get; } =
    [
        .. OfLevel(GuidelineLevel.Sufficient)
            .Where(suite => suite.KeyExchange == SuiteKeyExchange.Ecdhe)
            .OrderBy(IsChaCha),
    ];

    /// <summary>Ephemeral Diffie-Hellman that no list of 2025 names, worst of 2021 first.</summary>
    public static IReadOnlyList<CipherSuite> DheInsufficient { get; } =
    [
        .. ByLevelOf2021(
            Named([
                .. Lists2025.Each(["DHE_RSA_EXPORT", "DHE_DSS_EXPORT"], ["DES40_CBC_SHA"]),
                .. Lists2025.Each(
                    ["DHE_RSA"],
                    ["DES_CBC_SHA", "SEED_CBC_SHA", "AES_128_CCM_8", "AES_256_CCM_8"]
                ),
                .. Lists2025.Each(
                    ["DHE_DSS"],
                    [
                        "3DES_EDE_CBC_SHA",
                        "AES_128_CBC_SHA",
                        "AES_256_CBC_SHA",
                        "AES_128_CBC_SHA256",
                        "AES_256_CBC_SHA256",
                        "AES_128_GCM_SHA256",
                        "AES_256_GCM_SHA384",
                    ]
                ),
                .. Lists2025.Each(
                    ["DHE_RSA"],
                    [
                        "3DES_EDE_CBC_SHA",
                        "CAMELLIA_128_CBC_SHA",
                        "CAMELLIA_256_CBC_SHA",
                        "AES_128_CBC_SHA",
                        "AES_256_CBC_SHA",
                    ]
                ),
            ])
        ),
    ];

    private static readonly IReadOnlyList<CipherSuite> DhePhaseOut =
    [
        .. OfLevel(GuidelineLevel.PhaseOut)
            .Where(suite => suite.KeyExchange == SuiteKeyExchange.Dhe)
            .OrderBy(IsChaCha),
    ];

    /// <summary>Strong suites first.</summary>
    public static IReadOnlyList<CipherSuite> Dhe { get; } =
    [.. DhePhaseOut.Reverse(), .. DheInsufficient.Reverse()];

    /// <summary>What is to be phased out and what is better: for the order of preference.</summary>
    public static IReadOnlyList<CipherSuite> Ordered { get; } =
    [.. PhaseOut, .. DhePhaseOut, .. Sufficient];

    /// <summary>
    /// Weakest first: the listed suites, and those of RSA, ECDHE and DHE that servers in use have, which is room for no more.
    /// </summary>
    public static IReadOnlyList<CipherSuite> WeakestFirst { get; } =
    [
        .. ByLevelOf2021(
            Named([
                .. Lists2025.Each(["RSA"], ["RC4_128_MD5", "RC4_128_SHA"]),
                .. Lists2025.Each(["ECDHE_RSA"], ["RC4_128_SHA"]),
                .. Lists2025.Each(["RSA", "DHE_RSA", "ECDHE_RSA"], ["3DES_EDE_CBC_SHA"]),
                .. Lists2025.Each(
                    ["RSA"],
                    [
                        "AES_128_CBC_SHA",
                        "AES_256_CBC_SHA",
                        "AES_128_CBC_SHA256",
                        "AES_256_CBC_SHA256",
                        "AES_128_GCM_SHA256",
                        "AES_256_GCM_SHA384",
                    ]
                ),
                .. Lists2025.Each(["DHE_RSA"], ["AES_128_CBC_SHA", "AES_256_CBC_SHA"]),
                .. Lists2025.Each(Ecdhe, ["AES_128_CBC_SHA", "AES_256_CBC_SHA"]),
            ])
        ),
        .. Ordered,
    ];

    /// <summary>With a signature over the key exchange.</summary>
    public static IReadOnlyList<CipherSuite> Signed { get; } =
    [
        .. Sufficient,
        .. PhaseOut.Where(suite => suite.Name.Contains("AES", StringComparison.Ordinal)),
        .. Dhe.Where(suite =>
            suite.Name.StartsWith("TLS_DHE_RSA_WITH_AES", StringComparison.Ordinal)
        ),
        .. Named([.. Lists2025.Each(Ecdhe, ["AES_256_CBC_SHA", "AES_128_CBC_SHA"])]),
    ];

    /// <summary>With elliptic curves.</summary>
    public static IReadOnlyList<CipherSuite> Curves { get; } =
    [
        .. Sufficient,
        .. PhaseOut,
        .. Named([.. Lists2025.Each(Ecdhe, ["AES_256_CBC_SHA", "AES_128_CBC_SHA"])]),
    ];

    /// <summary>Of versions below TLS 1.2, which have no others.</summary>
    public static IReadOnlyList<CipherSuite> Old { get; } =
        Named([
            .. Lists2025.Each(
                Ecdhe,
                ["AES_256_CBC_SHA", "AES_128_CBC_SHA", "3DES_EDE_CBC_SHA", "RC4_128_SHA"]
            ),
            .. OldWithoutCurves,
        ]);

    /// <summary>SSL 3.0 has no extensions to name a curve in.</summary>
    public static IReadOnlyList<CipherSuite> Ssl3 { get; } = Named([.. OldWithoutCurves]);

    private static IEnumerable<string> OldWithoutCurves =>
        [
            .. Lists2025.Each(
                ["DHE_RSA", "DHE_DSS", "RSA"],
                [
                    "AES_256_CBC_SHA",
                    "AES_128_CBC_SHA",
                    "CAMELLIA_256_CBC_SHA",
                    "CAMELLIA_128_CBC_SHA",
                    "SEED_CBC_SHA",
                    "3DES_EDE_CBC_SHA",
                    "DES_CBC_SHA",
                ]
            ),
            .. Lists2025.Each(["RSA"], ["IDEA_CBC_SHA", "RC4_128_SHA", "RC4_128_MD5"]),
        ];

    /// <summary>Every suite of TLS 1.2 that some question offers: what a server is reported to refuse or accept.</summary>
    public static IReadOnlySet<CipherSuite> Universe { get; } =
        new HashSet<CipherSuite>([.. Insufficient, .. Ordered, .. DheInsufficient]);

    public static GuidelineLevel LevelOf(NcscMethod method, CipherSuite suite) =>
        GuidelineLists.LevelOf(method, GuidelineSubject.Suite, suite.Name);

    private static IEnumerable<CipherSuite> ByLevelOf2021(IEnumerable<CipherSuite> suites) =>
        suites.OrderBy(suite => LevelOf(NcscMethod.Ncsc2021, suite));

    private static IEnumerable<CipherSuite> OfLevel(GuidelineLevel level) =>
        GuidelineLists
            .Rows(NcscMethod.Ncsc2025)
            .Where(row => row.Subject == GuidelineSubject.Suite && row.Level == level)
            .SelectMany(row => row.Values)
            .Select(CipherSuite.Parse);

    private static bool IsChaCha(CipherSuite suite) =>
        suite.Name.Contains("CHACHA20", StringComparison.Ordinal);

    private static IReadOnlyList<CipherSuite> Named(params IEnumerable<string> names) =>
        [.. names.Select(CipherSuite.Parse)];
}
