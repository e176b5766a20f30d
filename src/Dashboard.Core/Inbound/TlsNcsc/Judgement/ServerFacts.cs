using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.TlsNcsc;

/// <summary>Whether a server has something.</summary>
internal enum Support
{
    No,
    Yes,

    /// <summary>Not asked, or the answer says neither.</summary>
    Unknown,
}

/// <summary>
/// What the sessions of the receiving test and the answers to the questions say of one address together: pure. Facts alone; no
/// method, no level.
/// </summary>
internal sealed class ServerFacts
{
    private readonly IReadOnlyList<TlsHandshake> handshakes;
    private readonly TlsHandshake? standard;
    private readonly bool speaksTls;

    public ServerFacts(AddressObservation address, TlsExamination? examination)
    {
        Address = address;
        Answers = examination?.Answers ?? [];
        List<TlsHandshake> standards =
        [
            .. address
                .Attempts.Select(attempt => attempt.Handshake)
                .OfType<TlsHandshake>()
                .TakeLast(1),
        ];
        if (DistinctSessions.Of(address).Any(session => session.Handshake is not null))
        {
            standards =
            [
                .. DistinctSessions
                    .Of(address)
                    .Select(session => session.Handshake)
                    .OfType<TlsHandshake>(),
            ];
        }
        standard = standards.Count > 0 ? standards[0] : null;
        handshakes =
        [
            .. standards,
            .. new[]
            {
                address.OtherCertificate?.Handshake,
                address.LegacyHandshake,
            }.OfType<TlsHandshake>(),
        ];
        speaksTls =
            handshakes.Count > 0
            || Answers.Any(answer =>
                answer is { Question: TlsQuestionId.Tls12, Kind: TlsAnswerKind.Accepted }
            );
        AcceptedSuites =
        [
            .. handshakes
                .Select(handshake => (Suite: Parse(handshake.CipherSuite), handshake.Version))
                .Where(each => each.Suite is not null)
                .Select(each => new AcceptedSuite(each.Suite!.Value, each.Version)),
            .. Answers
                .Where(answer => answer.Kind == TlsAnswerKind.Accepted)
                .Select(answer => new AcceptedSuite(answer.Suite!.Value, answer.Version!.Value)),
        ];
        Versions = Enum.GetValues<TlsProtocolVersion>().ToDictionary(v => v, VersionOf);
        Certificates = CertificatesOf(examination);
    }

    public AddressObservation Address { get; }

    public IReadOnlyList<TlsAnswer> Answers { get; }

    public IReadOnlyList<AcceptedSuite> AcceptedSuites { get; }

    public IReadOnlyDictionary<TlsProtocolVersion, Support> Versions { get; }

    /// <summary>All that were sent in any session, each once.</summary>
    public IReadOnlyList<PresentedCertificate> Certificates { get; }

    /// <summary>The chains of whole handshakes, the default one first.</summary>
    public IEnumerable<CertificateChain> Chains => handshakes.Select(handshake => handshake.Chain);

    /// <summary>Some certificates were left out, or it is not known whether there are any of another kind.</summary>
    public bool MayHaveOtherCertificates =>
        Chains.Any(chain => chain.Omitted > 0)
        || Address.OtherCertificate
            is {
                Handshake: null,
                Fault: not {
                    Stage: SmtpStage.Handshake,
                    Kind: not (SessionFaultKind.Timeout or SessionFaultKind.OwnLimit)
                }
            };

    public Support Tls12 => Versions[TlsProtocolVersion.Tls12];

    public Support Tls13 => Versions[TlsProtocolVersion.Tls13];

    /// <summary>The last answer to a question; null where it was not asked.</summary>
    public TlsAnswer? Of(TlsQuestionId question) =>
        Answers.LastOrDefault(answer => answer.Question == question);

    /// <summary>Of a question that was not asked, what the other answers show of it.</summary>
    public Support Settled(TlsQuestionId question) =>
        Of(question) is { } answer ? Settled(answer)
        : IsShown(question) ? Support.Yes
        : Support.Unknown;

    private bool IsShown(TlsQuestionId question) =>
        question switch
        {
            TlsQuestionId.Insufficient => Shown.Any(suite =>
                QuestionSuites.LevelOf(NcscMethod.Ncsc2025, suite) == GuidelineLevel.Insufficient
            ),
            TlsQuestionId.PhaseOut => Shown.Any(QuestionSuites.PhaseOut.Contains),
            _ => false,
        };

    /// <summary>
    /// The groups that the insufficient suites would show are known: the question for those suites was answered, or of each kind of
    /// group among them one was seen in an answer that counts, or all its suites were refused in others. That a server has one such
    /// suite says nothing of the groups that go with another.
    /// </summary>
    public bool KnowsGroupsOfInsufficient =>
        (Of(TlsQuestionId.Insufficient) is { } asked && Settled(asked) != Support.Unknown)
        || (KnowsGroup(IsAnonymous) && KnowsGroup(HasCurve));

    private bool KnowsGroup(Func<CipherSuite, bool> kind) =>
        Shown.Any(kind) || QuestionSuites.Insufficient.Where(kind).All(RefusedIn12.Contains);

    private static bool IsAnonymous(CipherSuite suite) =>
        suite.KeyExchange == SuiteKeyExchange.DhAnonymous;

    private static bool HasCurve(CipherSuite suite) =>
        suite.KeyExchange is SuiteKeyExchange.Ecdhe or SuiteKeyExchange.EcdhAnonymous;

    /// <summary>Suites of TLS 1.2 that were taken where nothing else was weak, in answers whose groups count too.</summary>
    private IEnumerable<CipherSuite> Shown =>
        Answers
            .Where(answer =>
                answer is { Kind: TlsAnswerKind.Accepted, Version: TlsProtocolVersion.Tls12 }
                && answer.Question
                    is TlsQuestionId.Tls12
                        or TlsQuestionId.Insufficient
                        or TlsQuestionId.PhaseOut
                        or TlsQuestionId.Renegotiate
            )
            .Select(answer => answer.Suite!.Value);

    public Support Settled(TlsAnswer? answer) =>
        answer?.Kind switch
        {
            TlsAnswerKind.Accepted => Support.Yes,
            TlsAnswerKind.Refused or TlsAnswerKind.OlderVersion => Support.No,
            // Known to speak TLS, so that the hang-up is about what was offered.
            TlsAnswerKind.Ended when speaksTls => Support.No,
            _ => Support.Unknown,
        };

    public IEnumerable<TlsAnswer> Accepted(params TlsQuestionId[] questions) =>
        Answers.Where(answer =>
            answer.Kind == TlsAnswerKind.Accepted && questions.Contains(answer.Question)
        );

    /// <summary>Suites of TLS 1.2 that the server took in some session.</summary>
    public IReadOnlySet<CipherSuite> SuitesIn12 =>
        AcceptedSuites
            .Where(accepted => accepted.Version == TlsProtocolVersion.Tls12)
            .Select(accepted => accepted.Suite)
            .ToHashSet();

    /// <summary>Suites of TLS 1.2 that the server was offered, with strong groups and all hashes, and did not take.</summary>
    public IReadOnlySet<CipherSuite> RefusedIn12 =>
        Answers
            .Where(answer => AsksForSuites(answer.Question) && Settled(answer) == Support.No)
            .SelectMany(answer => answer.Offer.Suites)
            .ToHashSet();

    /// <summary>Questions of TLS 1.2 whose answer depends on the suites alone.</summary>
    public static bool AsksForSuites(TlsQuestionId question) =>
        question
            is TlsQuestionId.Tls12
                or TlsQuestionId.Insufficient
                or TlsQuestionId.Worse
                or TlsQuestionId.PhaseOut
                or TlsQuestionId.Dhe
                or TlsQuestionId.DheInsufficient
                or TlsQuestionId.Order
                or TlsQuestionId.Order2021;

    private Support VersionOf(TlsProtocolVersion version)
    {
        if (
            handshakes.Any(handshake => handshake.Version == version)
            || Answers.Any(answer =>
                answer.Kind is TlsAnswerKind.Accepted or TlsAnswerKind.OlderVersion
                && answer.Version == version
            )
        )
        {
            return Support.Yes;
        }
        return version switch
        {
            // Both were offered, and a server takes the newest that it has (RFC 8446 section 4.2.1).
            TlsProtocolVersion.Tls13 => standard is null ? Support.Unknown : Support.No,
            TlsProtocolVersion.Tls12 => Settled(TlsQuestionId.Tls12) == Support.No
                ? Support.No
                : Support.Unknown,
            _ => RefusesOld(version) ? Support.No : Support.Unknown,
        };
    }

    /// <summary>Refused with all older ones, or passed over for an older one.</summary>
    private bool RefusesOld(TlsProtocolVersion version) =>
        Answers
            .Where(answer =>
                answer.Question is TlsQuestionId.Old or TlsQuestionId.Old10 or TlsQuestionId.OldSsl3
            )
            .Any(answer =>
                answer.Offer.Version >= version
                && (
                    Settled(answer) == Support.No
                    || (answer.Kind == TlsAnswerKind.Accepted && answer.Version < version)
                )
            );

    private List<PresentedCertificate> CertificatesOf(TlsExamination? examination) =>
        [
            .. Chains
                .SelectMany(chain => chain.Certificates)
                .Concat(examination?.Certificates ?? [])
                .DistinctBy(certificate => certificate.Sha256),
        ];

    private static CipherSuite? Parse(string name)
    {
        try
        {
            return CipherSuite.Parse(name);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

/// <summary>A suite that the server took, and the version it took it in.</summary>
internal readonly record struct AcceptedSuite(CipherSuite Suite, TlsProtocolVersion Version);
