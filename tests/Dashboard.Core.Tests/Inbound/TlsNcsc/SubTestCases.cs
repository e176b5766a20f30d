using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Tls;
using static Dashboard.Core.Inbound.TlsNcsc.TlsSubTest;

namespace Dashboard.Core.Tests.Inbound.TlsNcsc;

/// <summary>Every row of the table of sub-tests, in each of its forms.</summary>
internal static class SubTestCases
{
    private static readonly TlsProtocolVersion[] Only12 = [TlsProtocolVersion.Tls12];
    private static readonly TlsProtocolVersion[] Only13 = [TlsProtocolVersion.Tls13];

    private const string Gcm = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384";
    private const string Cbc = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256";
    private const string CbcSha = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA";
    private const string RsaAes = "TLS_RSA_WITH_AES_128_CBC_SHA";
    private const string Triple = "TLS_RSA_WITH_3DES_EDE_CBC_SHA";
    private const string Rc4 = "TLS_RSA_WITH_RC4_128_SHA";
    private const string DheGcm = "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256";
    private const string DheCbcSha = "TLS_DHE_RSA_WITH_AES_128_CBC_SHA";

    private static ModelServer WithSuites(params string[] suites) => new() { Suites = suites };

    private static ModelServer WithOld(params TlsProtocolVersion[] old) =>
        new()
        {
            Versions = [.. old, TlsProtocolVersion.Tls12, TlsProtocolVersion.Tls13],
            Suites = [Gcm, CbcSha],
        };

    private static ModelServer Answering(TlsQuestionId question, TlsAnswerKind kind) =>
        new() { Instead = new Dictionary<TlsQuestionId, TlsAnswerKind> { [question] = kind } };

    private static readonly Expected NoHybrid = new(
        GuidelineLevel.Sufficient,
        StandardOutcome.Passed,
        StandardOutcome.Info
    );

    private static readonly Expected Info = new(null, StandardOutcome.Info, StandardOutcome.Info);

    private static readonly Expected Passed = new(
        null,
        StandardOutcome.Passed,
        StandardOutcome.Passed
    );

    public static IReadOnlyList<SubTestCase> All { get; } =
    [
        new()
        {
            Name = "question for DHE without an answer, no signed exchange elsewhere",
            SubTest = Hash,
            Server = Answering(TlsQuestionId.Dhe, TlsAnswerKind.TimedOut) with
            {
                Suites = [Triple, "TLS_DHE_RSA_WITH_SEED_CBC_SHA"],
            },
            In2025 = Expected.Open,
            In2021 = Expected.Open,
        },
        new()
        {
            Name = "insufficient suites, which have an order in 2021, without an answer",
            SubTest = Order,
            Server = Answering(TlsQuestionId.Insufficient, TlsAnswerKind.TimedOut) with
            {
                Suites = ["TLS_ECDHE_RSA_WITH_CAMELLIA_128_CBC_SHA256", Triple, CbcSha],
            },
            In2025 = Expected.Good,
            In2021 = Expected.Open,
        },
        new()
        {
            Name = "STARTTLS offered",
            SubTest = Available,
            In2025 = Expected.Good,
            In2021 = Expected.Good,
        },
        new()
        {
            Name = "no STARTTLS",
            SubTest = Available,
            Host = host => With(host, _ => Seen.Address(session: Seen.WithoutStartTls())),
            In2025 = Expected.Insufficient,
            In2021 = Expected.Insufficient,
        },
        new()
        {
            Name = "no STARTTLS, and nothing else to say",
            SubTest = TlsSubTest.Version,
            Host = host => With(host, _ => Seen.Address(session: Seen.WithoutStartTls())),
            In2025 = Expected.Left,
            In2021 = Expected.Left,
        },
        new()
        {
            Name = "handshake fails after 220",
            SubTest = Available,
            Server = new() { Versions = [TlsProtocolVersion.Tls11] },
            In2025 = Expected.Good,
            In2021 = Expected.Good,
        },
        new()
        {
            Name = "TLS 1.3 alone",
            SubTest = TlsSubTest.Version,
            Server = new() { Versions = Only13 },
            In2025 = Expected.Good,
            In2021 = Expected.Good,
        },
        new()
        {
            Name = "TLS 1.2 and 1.3",
            SubTest = TlsSubTest.Version,
            In2025 = Expected.Sufficient,
            In2021 = Expected.Sufficient,
        },
        new()
        {
            Name = "TLS 1.1 too",
            SubTest = TlsSubTest.Version,
            Server = WithOld(TlsProtocolVersion.Tls11),
            In2025 = Expected.Insufficient,
            In2021 = Expected.PhaseOut,
        },
        new()
        {
            Name = "TLS 1.0 too",
            SubTest = TlsSubTest.Version,
            Server = WithOld(TlsProtocolVersion.Tls10),
            In2025 = Expected.Insufficient,
            In2021 = Expected.PhaseOut,
        },
        new()
        {
            Name = "SSL 3.0 behind TLS 1.1 and 1.0",
            SubTest = TlsSubTest.Version,
            Server = WithOld(
                TlsProtocolVersion.Ssl3,
                TlsProtocolVersion.Tls10,
                TlsProtocolVersion.Tls11
            ) with
            {
                Suites = [Gcm, RsaAes],
            },
            In2025 = Expected.Insufficient,
            In2021 = Expected.Insufficient,
        },
        new()
        {
            Name = "old versions time out",
            SubTest = TlsSubTest.Version,
            Server = Answering(TlsQuestionId.Old, TlsAnswerKind.TimedOut),
            In2025 = Expected.Open,
            In2021 = Expected.Open,
        },
        new()
        {
            Name = "old versions meet a hang-up",
            SubTest = TlsSubTest.Version,
            Server = Answering(TlsQuestionId.Old, TlsAnswerKind.Ended),
            In2025 = Expected.Sufficient,
            In2021 = Expected.Sufficient,
        },
        new()
        {
            Name = "SSL 3.0 times out behind TLS 1.0",
            SubTest = TlsSubTest.Version,
            Server = WithOld(TlsProtocolVersion.Tls10) with
            {
                Instead = new Dictionary<TlsQuestionId, TlsAnswerKind>
                {
                    [TlsQuestionId.OldSsl3] = TlsAnswerKind.TimedOut,
                },
            },
            In2025 = Expected.Insufficient,
            In2021 = Expected.Open,
        },
        new()
        {
            Name = "TLS 1.3 alone, AES-256 chosen: every implementation has AES-128",
            SubTest = Suites,
            Server = new() { Versions = Only13, Suites13 = ["TLS_AES_256_GCM_SHA384"] },
            In2025 = Expected.Sufficient,
            In2021 = Expected.Good,
        },
        new()
        {
            Name = "ECDHE with GCM",
            SubTest = Suites,
            In2025 = Expected.Sufficient,
            In2021 = Expected.Good,
        },
        new()
        {
            Name = "ECDHE with CBC of SHA-256",
            SubTest = Suites,
            Server = WithSuites(Gcm, Cbc),
            In2025 = Expected.PhaseOut,
            In2021 = Expected.Sufficient,
        },
        new()
        {
            Name = "DHE with GCM",
            SubTest = Suites,
            Server = WithSuites(Gcm, DheGcm),
            In2025 = Expected.PhaseOut,
            In2021 = Expected.Sufficient,
        },
        new()
        {
            Name = "ECDHE with CBC of SHA-1",
            SubTest = Suites,
            Server = WithSuites(Gcm, CbcSha),
            In2025 = Expected.Insufficient,
            In2021 = Expected.Sufficient,
        },
        new()
        {
            Name = "CBC of SHA-1 only with DHE, behind GCM",
            SubTest = Suites,
            Server = WithSuites(Gcm, DheGcm, DheCbcSha),
            In2025 = Expected.Insufficient,
            In2021 = Expected.Sufficient,
        },
        new()
        {
            Name = "key exchange by RSA",
            SubTest = Suites,
            Server = WithSuites(Gcm, CbcSha, RsaAes),
            In2025 = Expected.Insufficient,
            In2021 = Expected.PhaseOut,
        },
        new()
        {
            Name = "RC4 behind everything else",
            SubTest = Suites,
            Server = WithSuites(Gcm, CbcSha, RsaAes, Rc4),
            In2025 = Expected.Insufficient,
            In2021 = Expected.Insufficient,
        },
        new()
        {
            Name = "no certificate at all",
            SubTest = Suites,
            Server = WithSuites(Gcm, "TLS_DH_anon_WITH_AES_128_CBC_SHA"),
            In2025 = Expected.Insufficient,
            In2021 = Expected.Insufficient,
        },
        new()
        {
            Name = "CCM-8 in TLS 1.3",
            SubTest = Suites,
            Server = new() { Suites13 = ["TLS_AES_256_GCM_SHA384", "TLS_AES_128_CCM_8_SHA256"] },
            In2025 = Expected.Insufficient,
            In2021 = Expected.Insufficient,
        },
        new()
        {
            Name = "ARIA, which only the newer list names",
            SubTest = Suites,
            Server = WithSuites(Gcm, "TLS_ECDHE_RSA_WITH_ARIA_128_GCM_SHA256"),
            In2025 = Expected.PhaseOut,
            In2021 = Expected.Insufficient,
        },
        new()
        {
            Name = "insufficient ones time out",
            SubTest = Suites,
            Server = Answering(TlsQuestionId.Insufficient, TlsAnswerKind.TimedOut),
            In2025 = Expected.Open,
            In2021 = Expected.Open,
        },
        new()
        {
            Name = "a suite that was not offered",
            SubTest = Suites,
            Server = Answering(TlsQuestionId.PhaseOut, TlsAnswerKind.AnswersUnoffered),
            In2025 = Expected.Open,
            In2021 = Expected.Open,
        },
        new()
        {
            Name = "text for an answer",
            SubTest = Suites,
            Server = Answering(TlsQuestionId.Ccm8, TlsAnswerKind.NotTls),
            In2025 = Expected.Open,
            In2021 = Expected.Open,
        },
        new()
        {
            Name = "a broken answer",
            SubTest = Suites,
            Server = Answering(TlsQuestionId.Dhe, TlsAnswerKind.Malformed),
            In2025 = Expected.Open,
            In2021 = Expected.Open,
        },
        new()
        {
            Name = "a fault of SMTP",
            SubTest = Suites,
            Server = Answering(TlsQuestionId.Dhe, TlsAnswerKind.NoSession),
            In2025 = Expected.Open,
            In2021 = Expected.Open,
        },
        new()
        {
            Name = "in a round, nothing insufficient",
            SubTest = Suites,
            Profile = TlsProfile.Round,
            In2025 = Expected.Open,
            In2021 = Expected.Open,
        },
        new()
        {
            Name = "in a round, CBC of SHA-1",
            SubTest = Suites,
            Profile = TlsProfile.Round,
            Server = WithSuites(Gcm, CbcSha),
            In2025 = Expected.Insufficient,
            In2021 = Expected.Open,
        },
        new()
        {
            Name = "nothing below sufficient",
            SubTest = TlsSubTest.Order,
            In2025 = Expected.Left,
            In2021 = Expected.Left,
        },
        new()
        {
            Name = "TLS 1.3 alone",
            SubTest = TlsSubTest.Order,
            Server = new() { Versions = Only13 },
            In2025 = Expected.Left,
            In2021 = Expected.Left,
        },
        new()
        {
            Name = "phase-out behind sufficient",
            SubTest = TlsSubTest.Order,
            Server = WithSuites(Gcm, Cbc),
            In2025 = Expected.Good,
            In2021 = Expected.Good,
        },
        new()
        {
            Name = "phase-out before sufficient",
            SubTest = TlsSubTest.Order,
            Server = WithSuites(Cbc, Gcm),
            In2025 = Expected.Insufficient,
            In2021 = Expected.Insufficient,
        },
        new()
        {
            Name = "the client's order",
            SubTest = TlsSubTest.Order,
            Server = WithSuites(Gcm, Cbc) with { OwnOrder = false },
            In2025 = Expected.Insufficient,
            In2021 = Expected.Insufficient,
        },
        new()
        {
            Name = "phase-out between two that are sufficient",
            SubTest = TlsSubTest.Order,
            Server = WithSuites(Gcm, Cbc, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
            In2025 = Expected.Insufficient,
            // The best is chosen; what comes behind it is not asked.
            In2021 = Expected.Insufficient,
        },
        new()
        {
            Name = "nothing but phase-out",
            SubTest = TlsSubTest.Order,
            Server = WithSuites(Cbc) with { Versions = Only12 },
            In2025 = Expected.Good,
            In2021 = Expected.Good,
        },
        new()
        {
            Name = "insufficient before sufficient, which is left out",
            SubTest = TlsSubTest.Order,
            Server = WithSuites(CbcSha, Gcm),
            In2025 = Expected.Good,
            In2021 = Expected.Insufficient,
        },
        new()
        {
            Name = "insufficient before sufficient, with phase-out behind",
            SubTest = TlsSubTest.Order,
            Server = WithSuites(RsaAes, Gcm, Cbc),
            In2025 = Expected.Good,
            In2021 = Expected.Insufficient,
        },
        new()
        {
            Name = "in a round, where only the order questions would tell",
            SubTest = TlsSubTest.Order,
            Profile = TlsProfile.Round,
            Server = WithSuites(Gcm, Cbc),
            In2025 = Expected.Open,
            In2021 = Expected.Open,
        },
        new()
        {
            Name = "the question times out",
            SubTest = TlsSubTest.Order,
            Server = WithSuites(Gcm, DheGcm) with
            {
                Instead = new Dictionary<TlsQuestionId, TlsAnswerKind>
                {
                    [TlsQuestionId.Order] = TlsAnswerKind.TimedOut,
                },
            },
            In2025 = Expected.Open,
            In2021 = Expected.Open,
        },
        new()
        {
            Name = "curves of the list, no hybrid",
            SubTest = Groups,
            In2025 = NoHybrid,
            In2021 = Expected.Good,
        },
        new()
        {
            Name = "a hybrid before curves of the list",
            SubTest = Groups,
            Server = new() { Groups = ["X25519MLKEM768", "x25519"] },
            In2025 = Expected.Sufficient,
            In2021 = Expected.Good,
        },
        new()
        {
            Name = "hybrids in TLS 1.3 alone",
            SubTest = Groups,
            Server = new() { Versions = Only13, Groups = ["X25519MLKEM768", "x25519"] },
            In2025 = new(
                GuidelineLevel.Sufficient,
                StandardOutcome.NotCounted,
                StandardOutcome.Passed
            ),
            In2021 = new(GuidelineLevel.Good, StandardOutcome.NotCounted, StandardOutcome.Passed),
        },
        new()
        {
            Name = "P-224 behind P-256",
            SubTest = Groups,
            Server = new() { Groups = ["secp256r1", "secp224r1"] },
            In2025 = new(GuidelineLevel.PhaseOut, StandardOutcome.Passed, StandardOutcome.Warning),
            In2021 = new(GuidelineLevel.PhaseOut, StandardOutcome.Passed, StandardOutcome.Warning),
        },
        new()
        {
            Name = "P-224 alone",
            SubTest = Groups,
            Server = new() { Versions = Only12, Groups = ["secp224r1"] },
            In2025 = Expected.PhaseOut,
            In2021 = Expected.PhaseOut,
        },
        new()
        {
            Name = "P-192 behind P-256",
            SubTest = Groups,
            Server = new() { Groups = ["secp256r1", "secp192r1"] },
            In2025 = new(
                GuidelineLevel.Insufficient,
                StandardOutcome.Passed,
                StandardOutcome.Failed
            ),
            In2021 = new(
                GuidelineLevel.Insufficient,
                StandardOutcome.Passed,
                StandardOutcome.Failed
            ),
        },
        new()
        {
            Name = "ffdhe3072",
            SubTest = Groups,
            Server = WithSuites(Gcm, DheGcm) with { Versions = Only12 },
            In2025 = Expected.PhaseOut,
            In2021 = Expected.Sufficient,
        },
        new()
        {
            Name = "ffdhe2048",
            SubTest = Groups,
            Server = WithSuites(Gcm, DheGcm) with { Versions = Only12, Dh = "ffdhe2048" },
            In2025 = Expected.Insufficient,
            In2021 = Expected.PhaseOut,
        },
        new()
        {
            Name = "2048 bits of another RFC",
            SubTest = Groups,
            Server = WithSuites(Gcm, DheGcm) with { Dh = "modp2048" },
            In2025 = Expected.Insufficient,
            In2021 = Expected.Insufficient,
        },
        new()
        {
            Name = "2048 bits with another generator",
            SubTest = Groups,
            Server = WithSuites(Gcm, DheGcm) with
            {
                Versions = Only12,
                Dh = "modp2048",
                DhGenerator = 5,
            },
            In2025 = Expected.Insufficient,
            In2021 = Expected.Sufficient,
        },
        new()
        {
            Name = "1024 bits",
            SubTest = Groups,
            Server = WithSuites(Gcm, DheGcm) with { Dh = "own1024" },
            In2025 = Expected.Insufficient,
            In2021 = Expected.Insufficient,
        },
        new()
        {
            Name = "ffdhe2048 in TLS 1.3",
            SubTest = Groups,
            Server = new() { Groups = ["x25519", "ffdhe2048"] },
            In2025 = new(
                GuidelineLevel.Insufficient,
                StandardOutcome.Passed,
                StandardOutcome.Failed
            ),
            In2021 = new(GuidelineLevel.PhaseOut, StandardOutcome.Passed, StandardOutcome.Warning),
        },
        new()
        {
            Name = "key exchange by RSA alone has none",
            SubTest = Groups,
            Server = WithSuites(RsaAes) with { Versions = Only12 },
            In2025 = Expected.Left,
            In2021 = Expected.Left,
        },
        new()
        {
            Name = "weak curves time out",
            SubTest = Groups,
            Server = Answering(TlsQuestionId.WeakGroups, TlsAnswerKind.TimedOut),
            In2025 = new(null, StandardOutcome.Passed, StandardOutcome.NotMeasured),
            In2021 = new(null, StandardOutcome.Passed, StandardOutcome.NotMeasured),
        },
        new()
        {
            Name = "SHA-2 alone",
            SubTest = Hash,
            In2025 = Expected.Good,
            In2021 = Expected.Good,
        },
        new()
        {
            Name = "SHA-224 too",
            SubTest = Hash,
            Server = new() { Hashes = ["sha256", "sha224"] },
            In2025 = Expected.PhaseOut,
            In2021 = Expected.Good,
        },
        new()
        {
            Name = "SHA-1 behind SHA-224",
            SubTest = Hash,
            Server = new() { Hashes = ["sha256", "sha224", "sha1"] },
            In2025 = Expected.Insufficient,
            In2021 = Expected.Good,
        },
        new()
        {
            Name = "SHA-1 too",
            SubTest = Hash,
            Server = new() { Hashes = ["sha256", "sha1"] },
            In2025 = Expected.Insufficient,
            In2021 = Expected.Good,
        },
        new()
        {
            Name = "SHA-1 alone",
            SubTest = Hash,
            Server = new() { Hashes = ["sha1"] },
            In2025 = Expected.Insufficient,
            In2021 = Expected.PhaseOut,
        },
        new()
        {
            Name = "SHA-256 whatever the client lists",
            SubTest = Hash,
            Server = new() { IgnoresHashes = true },
            In2025 = Expected.Good,
            In2021 = Expected.Good,
        },
        new()
        {
            Name = "MD5 whatever the client lists",
            SubTest = Hash,
            Server = new() { IgnoresHashes = true, Hashes = ["md5"] },
            In2025 = Expected.Insufficient,
            In2021 = Expected.PhaseOut,
        },
        new()
        {
            Name = "nothing is signed",
            SubTest = Hash,
            Server = WithSuites(RsaAes) with { Versions = Only12 },
            In2025 = Expected.Left,
            In2021 = Expected.Left,
        },
        new()
        {
            Name = "TLS 1.3 alone",
            SubTest = Hash,
            Server = new() { Versions = Only13 },
            In2025 = Expected.Left,
            In2021 = Expected.Left,
        },
        new()
        {
            Name = "SHA-1 alone times out behind SHA-224",
            SubTest = Hash,
            Server = new()
            {
                Hashes = ["sha256", "sha224"],
                Instead = new Dictionary<TlsQuestionId, TlsAnswerKind>
                {
                    [TlsQuestionId.Sha1Alone] = TlsAnswerKind.TimedOut,
                },
            },
            In2025 = Expected.Open,
            In2021 = Expected.Good,
        },
        new()
        {
            Name = "none",
            SubTest = TlsSubTest.Compression,
            In2025 = Expected.Good,
            In2021 = Expected.Good,
        },
        new()
        {
            Name = "DEFLATE",
            SubTest = TlsSubTest.Compression,
            Server = new() { Compression = true },
            In2025 = Expected.Insufficient,
            In2021 = Expected.Insufficient,
        },
        new()
        {
            Name = "TLS 1.3 alone has none",
            SubTest = TlsSubTest.Compression,
            Server = new() { Versions = Only13 },
            In2025 = Expected.Left,
            In2021 = Expected.Left,
        },
        new()
        {
            Name = "question 3 times out",
            SubTest = TlsSubTest.Compression,
            Server = Answering(TlsQuestionId.Tls12, TlsAnswerKind.TimedOut),
            In2025 = Expected.Open,
            In2021 = Expected.Open,
        },
        new()
        {
            Name = "renegotiation_info",
            SubTest = TlsSubTest.SecureRenegotiation,
            In2025 = Expected.Good,
            In2021 = Expected.Good,
        },
        new()
        {
            Name = "no renegotiation_info",
            SubTest = TlsSubTest.SecureRenegotiation,
            Server = new() { SecureRenegotiation = false },
            In2025 = Expected.Insufficient,
            In2021 = Expected.Insufficient,
        },
        new()
        {
            Name = "TLS 1.3 alone has none",
            SubTest = TlsSubTest.SecureRenegotiation,
            Server = new() { Versions = Only13 },
            In2025 = Expected.Left,
            In2021 = Expected.Left,
        },
        new()
        {
            Name = "refused",
            SubTest = TlsSubTest.ClientRenegotiation,
            In2025 = Expected.Good,
            In2021 = Expected.Good,
        },
        new()
        {
            Name = "started",
            SubTest = TlsSubTest.ClientRenegotiation,
            Server = new() { ClientRenegotiation = true },
            In2025 = new(
                GuidelineLevel.Insufficient,
                StandardOutcome.Info,
                StandardOutcome.Warning
            ),
            In2021 = new(
                GuidelineLevel.Insufficient,
                StandardOutcome.Info,
                StandardOutcome.Warning
            ),
        },
        new()
        {
            Name = "in a round",
            SubTest = TlsSubTest.ClientRenegotiation,
            Profile = TlsProfile.Round,
            In2025 = Expected.Open,
            In2021 = Expected.Open,
        },
        new()
        {
            Name = "extended master secret",
            SubTest = TlsSubTest.ExtendedMasterSecret,
            In2025 = Expected.Good,
            In2021 = Expected.Left,
        },
        new()
        {
            Name = "no extended master secret",
            SubTest = TlsSubTest.ExtendedMasterSecret,
            Server = new() { ExtendedMasterSecret = false },
            In2025 = Expected.Insufficient,
            In2021 = Expected.Left,
        },
        new()
        {
            Name = "TLS 1.3 alone has none",
            SubTest = TlsSubTest.ExtendedMasterSecret,
            Server = new() { Versions = Only13 },
            In2025 = Expected.Left,
            In2021 = Expected.Left,
        },
        new()
        {
            Name = "no early data",
            SubTest = TlsSubTest.EarlyData,
            In2025 = new(GuidelineLevel.Good, StandardOutcome.NotCounted, StandardOutcome.Passed),
            In2021 = new(GuidelineLevel.Good, StandardOutcome.NotCounted, StandardOutcome.Passed),
        },
        new()
        {
            Name = "early data",
            SubTest = TlsSubTest.EarlyData,
            Server = new() { MaxEarlyData = 16_384 },
            In2025 = new(
                GuidelineLevel.Insufficient,
                StandardOutcome.NotCounted,
                StandardOutcome.Failed
            ),
            In2021 = new(
                GuidelineLevel.Insufficient,
                StandardOutcome.NotCounted,
                StandardOutcome.Failed
            ),
        },
        new()
        {
            Name = "TLS 1.2 alone has none",
            SubTest = TlsSubTest.EarlyData,
            Server = new() { Versions = Only12 },
            In2025 = Expected.Left,
            In2021 = Expected.Left,
        },
        new()
        {
            Name = "issue",
            SubTest = Caa,
            Host = host => With(host, Records(new CaaRecord(0, "issue", "ca.example"))),
            In2025 = Expected.Good,
            In2021 = Expected.Good,
        },
        new()
        {
            Name = "none",
            SubTest = Caa,
            Host = host => With(host, Records()),
            In2025 = Expected.PhaseOut,
            In2021 = Expected.PhaseOut,
        },
        new()
        {
            Name = "syntax error",
            SubTest = Caa,
            Host = host =>
                With(
                    host,
                    Records(
                        new CaaRecord(0, "issue", "ca.example"),
                        new CaaRecord(0, "issuewild", "ca example")
                    )
                ),
            In2025 = Expected.PhaseOut,
            In2021 = Expected.PhaseOut,
        },
        new()
        {
            Name = "no issue",
            SubTest = Caa,
            Host = host => With(host, Records(new CaaRecord(0, "issuewild", ";"))),
            In2025 = Expected.PhaseOut,
            In2021 = Expected.PhaseOut,
        },
        new()
        {
            Name = "the lookup fails",
            SubTest = Caa,
            Host = host => host with { Caa = new([Records().Asked[0].Fails()]) },
            In2025 = Expected.Open,
            In2021 = Expected.Open,
        },
        new()
        {
            Name = "P-256",
            SubTest = TlsSubTest.CertificateKey,
            In2025 = Expected.Sufficient,
            In2021 = Expected.Good,
        },
        new()
        {
            Name = "RSA with 2048 bits",
            SubTest = TlsSubTest.CertificateKey,
            Server = new() { Chain = [Pki.RsaLeaf, Pki.Intermediate.Der] },
            In2025 = Expected.PhaseOut,
            In2021 = Expected.Sufficient,
        },
        new()
        {
            Name = "RSA with 1024 bits",
            SubTest = TlsSubTest.CertificateKey,
            Server = new() { Chain = [WeakCertificates.RsaOf1024] },
            In2025 = Expected.Insufficient,
            In2021 = Expected.Insufficient,
        },
        new()
        {
            Name = "RSA with 1024 bits above a good leaf",
            SubTest = TlsSubTest.CertificateKey,
            Server = new() { Chain = [Pki.Leaf, WeakCertificates.RsaOf1024] },
            In2025 = Expected.Insufficient,
            In2021 = Expected.Insufficient,
        },
        new()
        {
            Name = "RSA with 1024 bits in a root of the WebPKI",
            SubTest = TlsSubTest.CertificateKey,
            Server = new() { Chain = [Pki.Leaf, WeakCertificates.RsaOf1024] },
            Host = host =>
                With(
                    host,
                    address =>
                        address with
                        {
                            WebPki = address.WebPki! with
                            {
                                RootsSent =
                                [
                                    CertificateReader.Read(WeakCertificates.RsaOf1024).Sha256,
                                ],
                            },
                        }
                ),
            In2025 = Expected.Sufficient,
            In2021 = Expected.Good,
        },
        new()
        {
            Name = "a worse certificate of the other kind",
            SubTest = TlsSubTest.CertificateKey,
            Host = host =>
                With(
                    host,
                    address =>
                        address with
                        {
                            OtherCertificate = Seen.Session(WeakCertificates.RsaOf1024),
                        }
                ),
            In2025 = Expected.Insufficient,
            In2021 = Expected.Insufficient,
        },
        new()
        {
            Name = "the other kind is not known",
            SubTest = TlsSubTest.CertificateKey,
            Host = host =>
                With(
                    host,
                    address =>
                        address with
                        {
                            OtherCertificate = Seen.Ended(
                                Core.Smtp.SmtpStage.Handshake,
                                Core.Smtp.SessionFaultKind.Timeout
                            ),
                        }
                ),
            In2025 = Expected.Open,
            In2021 = Expected.Open,
        },
        new()
        {
            Name = "no certificate that can be read",
            SubTest = TlsSubTest.CertificateKey,
            Server = new()
            {
                Chain =
                [
                    [1, 2, 3],
                ],
            },
            In2025 = Expected.Open,
            In2021 = Expected.Open,
        },
        new()
        {
            Name = "the WebPKI was not looked at",
            SubTest = TlsSubTest.CertificateKey,
            Host = host => With(host, address => address with { WebPki = null }),
            In2025 = Expected.Open,
            In2021 = Expected.Open,
        },
        new()
        {
            Name = "ECDSA with SHA-256",
            SubTest = TlsSubTest.CertificateSignature,
            In2025 = Expected.Sufficient,
            In2021 = Expected.Good,
        },
        new()
        {
            Name = "RSA with SHA-1",
            SubTest = TlsSubTest.CertificateSignature,
            Server = new() { Chain = [WeakCertificates.RsaWithSha1] },
            In2025 = Expected.Insufficient,
            In2021 = Expected.Insufficient,
        },
        new()
        {
            Name = "RSASSA-PSS with SHA-256, which internet.nl does not name",
            SubTest = TlsSubTest.CertificateSignature,
            Server = new() { Chain = [WeakCertificates.RsaWithPss] },
            In2025 = new(GuidelineLevel.Sufficient, StandardOutcome.Failed, StandardOutcome.Passed),
            In2021 = new(GuidelineLevel.Good, StandardOutcome.Failed, StandardOutcome.Passed),
        },
        new()
        {
            Name = "a path to the WebPKI",
            SubTest = TlsSubTest.CertificateChain,
            In2025 = Passed,
            In2021 = Passed,
        },
        new()
        {
            Name = "no path to the WebPKI",
            SubTest = TlsSubTest.CertificateChain,
            Host = host =>
                With(
                    host,
                    address =>
                        address with
                        {
                            WebPki = address.WebPki! with
                            {
                                Paths = [new(address.WebPki.Paths[0].Leaf, "untrusted-root")],
                            },
                        }
                ),
            In2025 = Info,
            In2021 = Info,
        },
        new()
        {
            Name = "the host in the certificate",
            SubTest = TlsSubTest.CertificateName,
            In2025 = Passed,
            In2021 = Passed,
        },
        new()
        {
            Name = "another name, with usage 3",
            SubTest = TlsSubTest.CertificateName,
            Server = new() { Chain = [Pki.WrongNameLeaf] },
            In2025 = Info,
            In2021 = Info,
        },
        new()
        {
            Name = "another name, with usage 2",
            SubTest = TlsSubTest.CertificateName,
            Server = new() { Chain = [Pki.WrongNameLeaf, Pki.Intermediate.Der] },
            Host = host =>
                host with
                {
                    Tlsa = [Seen.Tlsa(Seen.Mx1, Seen.Anchor(Pki.Intermediate.Der))],
                },
            In2025 = Expected.Insufficient,
            In2021 = Expected.Insufficient,
        },
    ];

    public static CaaObservation Records(params CaaRecord[] records) =>
        new([Look.Up(Seen.Mx1, DnsRecordType.Caa, DnssecStatus.Secure, records)]);

    private static HostObservation With(HostObservation host, CaaObservation caa) =>
        host with
        {
            Caa = caa,
        };

    private static HostObservation With(
        HostObservation host,
        Func<AddressObservation, AddressObservation> change
    ) => host with { Addresses = [.. host.Addresses.Select(change)] };
}
