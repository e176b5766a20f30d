using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;
using static Dashboard.Core.Inbound.TlsNcsc.NcscMethod;

namespace Dashboard.Core.Tests.Inbound.TlsNcsc;

/// <summary>What each reason says: how heavy it is, where it stands in the guideline, and with which facts.</summary>
public sealed class TlsNcscReasonTests
{
    private const string Gcm = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384";
    private const string Cbc = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256";
    private const string CbcSha = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA";
    private const string RsaAes = "TLS_RSA_WITH_AES_128_CBC_SHA";
    private const string DheGcm = "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256";

    private static readonly TlsProtocolVersion[] Only12 = [TlsProtocolVersion.Tls12];

    private static readonly string Long = new string('x', 99) + "yz";

    private sealed record Row
    {
        public required string Name { get; init; }

        public ModelServer Server { get; init; } = new();

        public TlsProfile Profile { get; init; } = TlsProfile.Full;

        public Func<HostObservation, HostObservation> Host { get; init; } = host => host;

        public NcscMethod Method { get; init; } = Ncsc2025;

        public required string Slug { get; init; }

        public ReasonSeverity Severity { get; init; } = ReasonSeverity.Fault;

        public string? Place { get; init; }

        /// <summary>In the order of their names.</summary>
        public string Facts { get; init; } = "";
    }

    private static readonly Row[] All =
    [
        new()
        {
            Name = "an old version, 2025",
            Server = WithOld,
            Slug = "tls-version-old",
            Place = "NCSC TLS 2025-05, paragraph 3.3.1",
            Facts = "level: insufficient; values: TLSv1.1",
        },
        new()
        {
            Name = "an old version, 2021",
            Server = WithOld,
            Method = Ncsc2021,
            Slug = "tls-version-old",
            Severity = ReasonSeverity.Warning,
            Place = "NCSC TLS 2.1, B1-1",
            Facts = "level: phase-out; values: TLSv1.1",
        },
        new()
        {
            Name = "a suite, 2025",
            Server = new() { Suites = [Gcm, CbcSha] },
            Slug = "tls-suites-weak",
            Place = "NCSC TLS 2025-05, appendix B",
            Facts = $"level: insufficient; values: {CbcSha}",
        },
        new()
        {
            Name = "a suite, 2021",
            Server = new() { Suites = [Gcm, CbcSha, RsaAes] },
            Method = Ncsc2021,
            Slug = "tls-suites-weak",
            Severity = ReasonSeverity.Warning,
            Place = "NCSC TLS 2.1, B2-1",
            Facts = $"level: phase-out; values: {RsaAes}",
        },
        new()
        {
            Name = "the order, 2025",
            Server = new() { Suites = [Cbc, Gcm] },
            Slug = "tls-order-wrong",
            Place = "NCSC TLS 2025-05, paragraph 2",
            Facts = $"better: {Gcm}; chosen: {Cbc}",
        },
        new()
        {
            Name = "the order, 2021",
            Server = new() { Suites = [Cbc, Gcm] },
            Method = Ncsc2021,
            Slug = "tls-order-wrong",
            Place = "NCSC TLS 2.1, B2-5",
            Facts = $"better: {Gcm}; chosen: {Cbc}",
        },
        new()
        {
            Name = "a short group, 2025",
            Server = WithDhe("ffdhe2048"),
            Slug = "tls-groups-weak",
            Place = "NCSC TLS 2025-05, paragraph 3.3.3",
            Facts = "bits: 2048; level: insufficient; values: ffdhe2048",
        },
        new()
        {
            Name = "a short group, 2021: another paragraph than that of curves",
            Server = WithDhe("ffdhe2048"),
            Method = Ncsc2021,
            Slug = "tls-groups-weak",
            Severity = ReasonSeverity.Warning,
            Place = "NCSC TLS 2.1, B6-1",
            Facts = "bits: 2048; level: phase-out; values: ffdhe2048",
        },
        new()
        {
            Name = "a curve, beside a group that is better",
            Server = WithDhe("ffdhe3072") with { Groups = ["secp256r1", "secp192r1"] },
            Slug = "tls-groups-weak",
            Place = "NCSC TLS 2025-05, paragraph 3.3.3",
            Facts = "level: insufficient; values: secp192r1",
        },
        new()
        {
            Name = "hashes, 2025",
            Server = new() { Hashes = ["sha256", "sha224", "sha1"] },
            Slug = "tls-hash-weak",
            Place = "NCSC TLS 2025-05, paragraph 3.3.5",
            Facts = "level: insufficient; values: sha224 sha1",
        },
        new()
        {
            Name = "hashes, 2021",
            Server = new() { Hashes = ["sha1"] },
            Method = Ncsc2021,
            Slug = "tls-hash-weak",
            Severity = ReasonSeverity.Warning,
            Place = "NCSC TLS 2.1, table 5",
            Facts = "level: phase-out; values: sha1",
        },
        new()
        {
            Name = "compression",
            Server = new() { Compression = true },
            Slug = "tls-compression-on",
            Place = "NCSC TLS 2025-05, paragraph 3.4.1",
            Facts = "version: TLSv1.2",
        },
        new()
        {
            Name = "early data",
            Server = new() { MaxEarlyData = 16_384 },
            Slug = "tls-early-data-on",
            Place = "NCSC TLS 2025-05, paragraph 3.4.4",
            Facts = "octets: 16384",
        },
        new()
        {
            Name = "no STARTTLS, 2025",
            Host = host => With(host, _ => Seen.Address(session: Seen.WithoutStartTls())),
            Slug = "tls-starttls-missing",
            Place = "NCSC TLS 2025-05, paragraph 2",
        },
        new()
        {
            Name = "no STARTTLS, 2021",
            Host = host => With(host, _ => Seen.Address(session: Seen.WithoutStartTls())),
            Method = Ncsc2021,
            Slug = "tls-starttls-missing",
            Place = "NCSC TLS 2.1, B1-1",
        },
        new()
        {
            Name = "a question without an answer",
            Server = Answering((TlsQuestionId.WeakGroups, TlsAnswerKind.TimedOut)),
            Slug = "tls-not-measured",
            Severity = ReasonSeverity.Warning,
            Facts =
                "answer: timed-out; end: completed; profile: full; question: weak-groups; "
                + "subTest: tls-groups",
        },
        new()
        {
            Name = "the first of two questions without an answer",
            Server = Answering(
                (TlsQuestionId.PhaseOut, TlsAnswerKind.TimedOut),
                (TlsQuestionId.Ccm8, TlsAnswerKind.NotTls)
            ),
            Slug = "tls-not-measured",
            Severity = ReasonSeverity.Warning,
            Facts =
                "answer: timed-out; end: completed; profile: full; question: phase-out; "
                + "subTest: tls-suites",
        },
        new()
        {
            Name = "a question that a round does not ask",
            Profile = TlsProfile.Round,
            Slug = "tls-not-measured",
            Severity = ReasonSeverity.Warning,
            Facts =
                "answer: not-asked; end: completed; profile: round; question: renegotiate; "
                + "subTest: tls-reneg-client",
        },
        new()
        {
            Name = "no examination",
            Host = host => With(host, address => address with { Examination = null }),
            Slug = "tls-not-measured",
            Severity = ReasonSeverity.Warning,
            Facts =
                "answer: not-asked; profile: none; question: renegotiate; "
                + "subTest: tls-reneg-client",
        },
        new()
        {
            Name = "the WebPKI was not looked at, which is no question",
            Host = host => With(host, address => address with { WebPki = null }),
            Slug = "tls-not-measured",
            Severity = ReasonSeverity.Warning,
            Facts = "end: completed; profile: full; subTest: cert-chain",
        },
        new()
        {
            Name = "CAA was not asked",
            Host = host => host with { Caa = null },
            Slug = "tls-not-measured",
            Severity = ReasonSeverity.Warning,
            Facts = "answer: not-asked; subTest: tls-caa",
        },
        new()
        {
            Name = "the lookup of CAA fails",
            Host = host => host with { Caa = new([SubTestCases.Records().Asked[0].Fails()]) },
            Slug = "tls-not-measured",
            Severity = ReasonSeverity.Warning,
            Facts = "answer: lookup-failed; name: mx1.example.nl; subTest: tls-caa",
        },
        new()
        {
            Name = "no CAA",
            Host = host => host with { Caa = SubTestCases.Records() },
            Slug = "tls-caa-absent",
            Severity = ReasonSeverity.Warning,
            Place = "NCSC TLS 2025-05, paragraph 4.4",
            Facts = "name: mx1.example.nl",
        },
        new()
        {
            Name = "a CAA record that breaks the grammar, cut",
            Host = host =>
                host with
                {
                    Caa = SubTestCases.Records(
                        new CaaRecord(0, "issue", "ca.example"),
                        new CaaRecord(0, "tbs", Long)
                    ),
                },
            Method = Ncsc2021,
            Slug = "tls-caa-syntax",
            Severity = ReasonSeverity.Warning,
            Place = "NCSC TLS 2.1, B3-4",
            Facts = $"name: mx1.example.nl; tag: tbs; value: {Long[..100]}",
        },
        new()
        {
            Name = "a key",
            Server = new() { Chain = [WeakCertificates.RsaOf1024] },
            Slug = "cert-key-weak",
            Place = "NCSC TLS 2025-05, paragraph 3.3.2",
            Facts = "level: insufficient; subject: CN=mx1.example.nl; values: rsa-small",
        },
        new()
        {
            Name = "a key to be phased out, where another one is not known",
            Server = new() { Chain = [Pki.RsaLeaf] },
            Host = host =>
                With(
                    host,
                    address =>
                        address with
                        {
                            OtherCertificate = Seen.Ended(
                                SmtpStage.Handshake,
                                SessionFaultKind.Timeout
                            ),
                        }
                ),
            Slug = "cert-key-weak",
            Severity = ReasonSeverity.Warning,
            Place = "NCSC TLS 2025-05, paragraph 3.3.2",
            Facts = "level: phase-out; subject: CN=leaf; values: rsa-2048",
        },
        new()
        {
            Name = "a signature",
            Server = new() { Chain = [WeakCertificates.RsaWithSha1] },
            Method = Ncsc2021,
            Slug = "cert-signature-weak",
            Place = "NCSC TLS 2.1, B3-2",
            Facts = "level: insufficient; subject: CN=mx1.example.nl; values: rsa-sha1",
        },
        new()
        {
            Name = "RSASSA-PSS",
            Server = new() { Chain = [WeakCertificates.RsaWithPss] },
            Slug = "cert-signature-pss",
            Severity = ReasonSeverity.Note,
            Place = "NCSC TLS 2025-05, paragraph 3.3.5",
            Facts = "subject: CN=mx1.example.nl; values: rsa-pss-sha256",
        },
        new()
        {
            Name = "another name, with usage 3",
            Server = new() { Chain = [Pki.WrongNameLeaf] },
            Slug = "cert-name-mismatch",
            Severity = ReasonSeverity.Note,
            Place = "NCSC TLS 2025-05, paragraph 4.4",
            Facts = "names: mail.elsewhere.nl",
        },
        new()
        {
            Name = "another name, with usage 2",
            Server = new() { Chain = [Pki.WrongNameLeaf, Pki.Intermediate.Der] },
            Host = host =>
                host with
                {
                    Tlsa = [Seen.Tlsa(Seen.Mx1, Seen.Anchor(Pki.Intermediate.Der))],
                },
            Method = Ncsc2021,
            Slug = "cert-name-mismatch",
            Place = "NCSC TLS 2.1, B3-1",
            Facts = "names: mail.elsewhere.nl",
        },
    ];

    public static TheoryData<string> Names => [.. All.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Reason_says_what_where_and_how_heavy(string name)
    {
        var row = All.Single(each => each.Name == name);
        var host = Seen.Host(addresses: row.Server.Examined(row.Profile)) with
        {
            Caa = SubTestCases.Records(new CaaRecord(0, "issue", ";")),
        };
        TlsNcscJudgement
            .Judge(Seen.Domain(row.Host(host)), row.Method, excluded: null)
            .Reasons.Where(reason => reason.Slug == row.Slug)
            .Select(reason =>
                (
                    reason.Severity,
                    reason.Rfc,
                    string.Join("; ", reason.Facts.Select(fact => $"{fact.Key}: {fact.Value}"))
                )
            )
            .ShouldContain((row.Severity, row.Place, row.Facts));
    }

    private static ModelServer WithOld =>
        new()
        {
            Versions =
            [
                TlsProtocolVersion.Tls11,
                TlsProtocolVersion.Tls12,
                TlsProtocolVersion.Tls13,
            ],
            Suites = [Gcm, CbcSha],
        };

    private static ModelServer WithDhe(string group) =>
        new()
        {
            Versions = Only12,
            Suites = [Gcm, DheGcm],
            Dh = group,
        };

    private static ModelServer Answering(params (TlsQuestionId Id, TlsAnswerKind Kind)[] answers) =>
        new() { Instead = answers.ToDictionary(each => each.Id, each => each.Kind) };

    private static HostObservation With(
        HostObservation host,
        Func<AddressObservation, AddressObservation> change
    ) => host with { Addresses = [.. host.Addresses.Select(change)] };
}
