using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;
using static Dashboard.Core.Inbound.TlsNcsc.TlsSubTest;

namespace Dashboard.Core.Tests.Inbound.TlsNcsc;

/// <summary>Rows of the table of sub-tests where evidence is missing, or comes from more than one place.</summary>
internal static class SubTestDetailCases
{
    private static readonly TlsProtocolVersion[] Only12 = [TlsProtocolVersion.Tls12];
    private static readonly TlsProtocolVersion[] Only13 = [TlsProtocolVersion.Tls13];

    private const string Gcm = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384";
    private const string CbcSha = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA";
    private const string Cbc = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256";
    private const string Rc4 = "TLS_RSA_WITH_RC4_128_SHA";
    private const string RsaAes = "TLS_RSA_WITH_AES_128_CBC_SHA";

    private static readonly Expected NotLookedAt = new(
        null,
        StandardOutcome.Passed,
        StandardOutcome.NotMeasured
    );

    private static readonly Expected Known = new(null, StandardOutcome.Info, StandardOutcome.Info);

    public static IReadOnlyList<SubTestCase> All { get; } =
    [
        new()
        {
            Name = "the question for hybrids times out, which only the newer method asks",
            SubTest = Groups,
            Server = Answering((TlsQuestionId.Hybrid, TlsAnswerKind.TimedOut)),
            In2025 = NotLookedAt,
            In2021 = Expected.Good,
        },
        new()
        {
            Name = "TLS 1.2 alone has no hybrids",
            SubTest = Groups,
            Server = new() { Versions = Only12 },
            In2025 = new(GuidelineLevel.Sufficient, StandardOutcome.Passed, StandardOutcome.Info),
            In2021 = Expected.Good,
        },
        new()
        {
            Name = "key exchange by RSA beside a signed one",
            SubTest = Hash,
            Server = new() { Suites = [Gcm, RsaAes] },
            In2025 = Expected.Good,
            In2021 = Expected.Good,
        },
        new()
        {
            Name = "key exchange by RSA preferred, and SHA-1 too",
            SubTest = Hash,
            Server = new()
            {
                Suites = [RsaAes, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"],
                Hashes = ["sha256", "sha1"],
            },
            In2025 = Expected.Insufficient,
            // The first signature that is seen while all hashes are offered.
            In2021 = Expected.Good,
        },
        new()
        {
            Name = "nothing is signed, as far as there are answers",
            SubTest = Hash,
            Server = Answering((TlsQuestionId.PhaseOut, TlsAnswerKind.TimedOut)) with
            {
                Suites = [RsaAes],
                Versions = Only12,
            },
            In2025 = Expected.Open,
            In2021 = Expected.Open,
        },
        new()
        {
            Name = "key exchange by RSA preferred to GCM, and SHA-1 too",
            SubTest = Hash,
            Server = new() { Suites = [RsaAes, Gcm], Hashes = ["sha256", "sha1"] },
            In2025 = Expected.Insufficient,
            In2021 = Expected.Good,
        },
        new()
        {
            Name = "a session has a signed exchange, and no answer shows its hash",
            SubTest = Hash,
            Server = Answering((TlsQuestionId.Renegotiate, TlsAnswerKind.TimedOut)) with
            {
                Suites = [RsaAes, Gcm],
                OwnOrder = false,
                Versions = Only12,
            },
            In2025 = Expected.Good,
            In2021 = Expected.Open,
        },
        new()
        {
            Name = "one answer of two without it",
            SubTest = ExtendedMasterSecret,
            Host = host =>
                With(
                    host,
                    address =>
                        address with
                        {
                            Examination = address.Examination! with
                            {
                                Answers =
                                [
                                    .. address.Examination.Answers.Select(answer =>
                                        answer.Question == TlsQuestionId.Renegotiate
                                            ? answer with
                                            {
                                                Extensions = [0xFF01],
                                            }
                                            : answer
                                    ),
                                ],
                            },
                        }
                ),
            In2025 = Expected.Insufficient,
            In2021 = Expected.Left,
        },
        new()
        {
            Name = "RC4 before all, which has no place in an order",
            SubTest = Order,
            Server = new() { Suites = [Rc4, Gcm, Cbc] },
            In2025 = Expected.Good,
            In2021 = Expected.Good,
        },
        new()
        {
            Name = "RC4 before the rest, and the best refused",
            SubTest = Order,
            Server = new() { Suites = [Rc4, Cbc] },
            In2025 = Expected.Good,
            In2021 = Expected.Open,
        },
        new()
        {
            Name = "CBC of SHA-1 alone, and the best refused",
            SubTest = Order,
            Server = new() { Suites = [CbcSha], Versions = Only12 },
            In2025 = Expected.Good,
            In2021 = Expected.Good,
        },
        new()
        {
            Name = "CBC of SHA-1 alone, and the question for the best times out",
            SubTest = Order,
            Server = Answering((TlsQuestionId.Order2021, TlsAnswerKind.TimedOut)) with
            {
                Suites = [CbcSha],
                Versions = Only12,
            },
            In2025 = Expected.Good,
            In2021 = Expected.Open,
        },
        new()
        {
            Name = "the question for what 2021 calls worse times out",
            SubTest = Order,
            Server = Answering((TlsQuestionId.Worse, TlsAnswerKind.TimedOut)) with
            {
                Suites = [Gcm, Cbc, CbcSha],
            },
            In2025 = Expected.Good,
            In2021 = Expected.Open,
        },
        new()
        {
            Name = "TLS 1.3 alone has none",
            SubTest = ClientRenegotiation,
            Server = new() { Versions = Only13 },
            In2025 = Expected.Left,
            In2021 = Expected.Left,
        },
        new()
        {
            Name = "SSL 3.0 has no extensions to say it in",
            SubTest = SecureRenegotiation,
            Server = new()
            {
                Versions =
                [
                    TlsProtocolVersion.Ssl3,
                    TlsProtocolVersion.Tls12,
                    TlsProtocolVersion.Tls13,
                ],
                Suites = [Gcm, RsaAes],
            },
            In2025 = Expected.Good,
            In2021 = Expected.Good,
        },
        new()
        {
            Name = "TLS 1.3 alone, which hangs up on all others",
            SubTest = TlsSubTest.Version,
            Server = HangingUp with { Versions = Only13 },
            In2025 = Expected.Good,
            In2021 = Expected.Good,
        },
        new()
        {
            Name = "hangs up on everything: not known to speak TLS at all",
            SubTest = TlsSubTest.Compression,
            Server = HangingUp,
            Host = WithoutHandshake,
            In2025 = Expected.Open,
            In2021 = Expected.Open,
        },
        new()
        {
            Name = "no session came to TLS, but a question did, and old ones meet a hang-up",
            SubTest = TlsSubTest.Version,
            Server = Answering((TlsQuestionId.Old, TlsAnswerKind.Ended)),
            Host = WithoutHandshake,
            In2025 = Expected.Sufficient,
            In2021 = Expected.Sufficient,
        },
        new()
        {
            Name = "no session came to TLS: whether there is TLS 1.3 is not known",
            SubTest = EarlyData,
            Server = new() { Versions = Only12 },
            Host = WithoutHandshake,
            In2025 = new(null, StandardOutcome.NotCounted, StandardOutcome.NotMeasured),
            In2021 = new(null, StandardOutcome.NotCounted, StandardOutcome.NotMeasured),
        },
        new()
        {
            Name = "a suite of the session that no registry knows",
            SubTest = Suites,
            Host = host => With(host, handshake => handshake with { CipherSuite = "unknown" }),
            In2025 = Expected.Sufficient,
            In2021 = Expected.Good,
        },
        new()
        {
            Name = "a session alone, with an insufficient suite",
            SubTest = Suites,
            Server = new() { Suites = [CbcSha], Versions = Only12 },
            Host = host => With(host, address => address with { Examination = null }),
            In2025 = Expected.Insufficient,
            In2021 = Expected.Open,
        },
        new()
        {
            Name = "TLS 1.0 too: TLS 1.1 was passed over, and so is not there",
            SubTest = Suites,
            Server = new()
            {
                Versions =
                [
                    TlsProtocolVersion.Tls10,
                    TlsProtocolVersion.Tls12,
                    TlsProtocolVersion.Tls13,
                ],
                Suites = [Gcm, CbcSha],
            },
            In2025 = Expected.Insufficient,
            In2021 = Expected.Sufficient,
        },
        new()
        {
            Name = "old versions time out, which may have worse",
            SubTest = Suites,
            Server = Answering((TlsQuestionId.Old, TlsAnswerKind.TimedOut)) with
            {
                Suites = [Gcm, CbcSha],
            },
            In2025 = Expected.Insufficient,
            In2021 = Expected.Open,
        },
        new()
        {
            Name = "certificates left out",
            SubTest = CertificateKey,
            Host = host => With(host, Omitting(3)),
            In2025 = Expected.Open,
            In2021 = Expected.Open,
        },
        new()
        {
            Name = "no certificates left out",
            SubTest = CertificateKey,
            Host = host => With(host, Omitting(0)),
            In2025 = Expected.Sufficient,
            In2021 = Expected.Good,
        },
        new()
        {
            Name = "certificates left out of one of two chains",
            SubTest = CertificateKey,
            Host = host =>
                With(
                    With(host, Omitting(3)),
                    address => address with { OtherCertificate = Seen.Session(Pki.RsaLeaf) }
                ),
            In2025 = Expected.Open,
            In2021 = Expected.Open,
        },
        new()
        {
            Name = "a worse certificate in the answer to a question",
            SubTest = CertificateKey,
            Host = host =>
                With(
                    host,
                    address =>
                        address with
                        {
                            Examination = address.Examination! with
                            {
                                Certificates = [CertificateReader.Read(WeakCertificates.RsaOf1024)],
                            },
                        }
                ),
            In2025 = Expected.Insufficient,
            In2021 = Expected.Insufficient,
        },
        new()
        {
            Name = "a leaf that cannot be read",
            SubTest = CertificateName,
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
            Name = "no session came to a certificate",
            SubTest = CertificateName,
            Host = WithoutHandshake,
            In2025 = Expected.Open,
            In2021 = Expected.Open,
        },
        new()
        {
            Name = "a session without certificates",
            SubTest = CertificateName,
            Host = host =>
                With(host, handshake => handshake with { Chain = Core.Tls.CertificateChain.Empty }),
            In2025 = Expected.Open,
            In2021 = Expected.Open,
        },
        new()
        {
            Name = "a session without certificates",
            SubTest = TlsSubTest.CertificateChain,
            Host = host =>
                With(host, handshake => handshake with { Chain = Core.Tls.CertificateChain.Empty }),
            In2025 = Expected.Open,
            In2021 = Expected.Open,
        },
        new()
        {
            Name = "another name, and no TLSA record",
            SubTest = CertificateName,
            Server = new() { Chain = [Pki.WrongNameLeaf] },
            Host = host => host with { Tlsa = [] },
            In2025 = Known,
            In2021 = Known,
        },
        new()
        {
            Name = "another name, with usage 3 and usage 2",
            SubTest = CertificateName,
            Server = new() { Chain = [Pki.WrongNameLeaf, Pki.Intermediate.Der] },
            Host = host =>
                host with
                {
                    Tlsa =
                    [
                        Seen.Tlsa(Seen.Mx1, Seen.Mismatch()).For(TlsaQueryPurpose.SlipMailDomain),
                        Seen.Tlsa(
                            Seen.Mx1,
                            Seen.Pinned(Pki.WrongNameLeaf),
                            Seen.Anchor(Pki.Intermediate.Der)
                        ),
                    ],
                },
            In2025 = Expected.Insufficient,
            In2021 = Expected.Insufficient,
        },
    ];

    private static ModelServer HangingUp =>
        Answering(
            (TlsQuestionId.Old, TlsAnswerKind.Ended),
            (TlsQuestionId.Tls12, TlsAnswerKind.Ended)
        );

    private static ModelServer Answering(params (TlsQuestionId Id, TlsAnswerKind Kind)[] answers) =>
        new() { Instead = answers.ToDictionary(each => each.Id, each => each.Kind) };

    private static HostObservation WithoutHandshake(HostObservation host) =>
        With(
            host,
            address =>
                address with
                {
                    Attempts = [Seen.Ended(SmtpStage.Handshake, SessionFaultKind.TlsAlert)],
                }
        );

    private static Func<TlsHandshake, TlsHandshake> Omitting(int certificates) =>
        handshake => handshake with { Chain = handshake.Chain with { Omitted = certificates } };

    private static HostObservation With(
        HostObservation host,
        Func<TlsHandshake, TlsHandshake> change
    ) =>
        With(
            host,
            address =>
                address with
                {
                    Attempts =
                    [
                        .. address.Attempts.Select(attempt =>
                            attempt with
                            {
                                Handshake = change(attempt.Handshake!),
                            }
                        ),
                    ],
                }
        );

    private static HostObservation With(
        HostObservation host,
        Func<AddressObservation, AddressObservation> change
    ) => host with { Addresses = [.. host.Addresses.Select(change)] };
}
