using CsCheck;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Inbound.TlsNcsc;

/// <summary>Servers of all kinds, with suites that servers in use have.</summary>
internal static class ModelServers
{
    private static readonly string[] Suites =
    [
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
        "TLS_ECDHE_RSA_WITH_ARIA_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_CAMELLIA_128_CBC_SHA256",
        "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
        "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
        "TLS_DHE_RSA_WITH_AES_128_CBC_SHA",
        "TLS_DHE_RSA_WITH_SEED_CBC_SHA",
        "TLS_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_RSA_WITH_AES_128_CBC_SHA",
        "TLS_RSA_WITH_CAMELLIA_128_CBC_SHA",
        "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
        "TLS_RSA_WITH_RC4_128_SHA",
        "TLS_DH_anon_WITH_AES_128_CBC_SHA",
    ];

    private static readonly string[] Groups =
    [
        "x25519",
        "secp256r1",
        "brainpoolP256r1",
        "secp224r1",
        "secp192r1",
        "X25519MLKEM768",
        "ffdhe2048",
        "ffdhe3072",
    ];

    private static readonly string[] Hashes = ["sha256", "sha512", "sha224", "sha1"];

    private static readonly string[] Dhs = ["ffdhe3072", "ffdhe2048", "modp2048", "own1024"];

    private static readonly TlsAnswerKind[] Silent =
    [
        TlsAnswerKind.TimedOut,
        TlsAnswerKind.NotTls,
        TlsAnswerKind.Malformed,
        TlsAnswerKind.AnswersUnoffered,
        TlsAnswerKind.NoSession,
    ];

    public static readonly Gen<ModelServer> Any = Gen.Select(
        Some(Enum.GetValues<TlsProtocolVersion>()),
        Some(Suites),
        Some(Groups),
        Some(Hashes),
        Gen.Bool.Array[8],
        Gen.Int[0, Dhs.Length - 1],
        (versions, suites, groups, hashes, yes, dh) =>
            new ModelServer
            {
                Versions = Possible(versions, groups),
                Suites = suites,
                Groups = groups,
                Hashes = hashes,
                Dh = Dhs[dh],
                OwnOrder = yes[0],
                IgnoresHashes = yes[1] && yes[2],
                ExtendedMasterSecret = yes[2],
                SecureRenegotiation = yes[3],
                ClientRenegotiation = yes[4],
                Compression = yes[5],
                MaxEarlyData = yes[6] ? 16_384 : 0,
                // The second one is in every implementation (RFC 8446 section 9.1).
                Suites13 = yes[7]
                    ?
                    [
                        "TLS_AES_256_GCM_SHA384",
                        "TLS_AES_128_GCM_SHA256",
                        "TLS_AES_128_CCM_8_SHA256",
                    ]
                    : ["TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256"],
            }
    );

    public static readonly Gen<TlsAnswerKind> Silence = Gen.Int[0, Silent.Length - 1]
        .Select(which => Silent[which]);

    /// <summary>Without a curve that senders offer nobody gets to TLS 1.3.</summary>
    private static IReadOnlyList<TlsProtocolVersion> Possible(
        IReadOnlyList<TlsProtocolVersion> versions,
        IReadOnlyList<string> groups
    ) =>
        groups.Any(group => group is "x25519" or "secp256r1")
            ? versions
            :
            [
                .. versions
                    .Where(version => version != TlsProtocolVersion.Tls13)
                    .DefaultIfEmpty(TlsProtocolVersion.Tls12),
            ];

    /// <summary>At least one of them, in any order.</summary>
    private static Gen<IReadOnlyList<T>> Some<T>(T[] all) =>
        Gen.Select(
            Gen.Shuffle(all),
            Gen.Int[1, all.Length],
            (shuffled, count) => (IReadOnlyList<T>)[.. shuffled.Take(count)]
        );
}
