using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.TlsNcsc;

/// <summary>A question with what its first message offers.</summary>
public sealed record TlsQuestion(TlsQuestionId Id, ClientOffer Offer);

/// <summary>The table of questions: what each offers.</summary>
public static class TlsQuestions
{
    /// <summary>Rises whenever an offer or the order changes.</summary>
    public const int CatalogueVersion = 2;

    public static int Limit(TlsProfile profile) => profile == TlsProfile.Full ? 15 : 7;

    /// <summary>Those that take a whole handshake; of the others only the first answer is read.</summary>
    public static bool NeedsHandshake(TlsQuestionId id) =>
        id is TlsQuestionId.Renegotiate or TlsQuestionId.Tickets;

    /// <summary>The catalogue says what it offers; of the others the suites depend on earlier answers.</summary>
    public static bool IsFixed(TlsQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return Fixed.TryGetValue(question.Id, out var known) && ReferenceEquals(known, question);
    }

    /// <param name="suites">
    /// Of the follow-ups whose suites depend on earlier answers (<see cref="TlsQuestionId.Worse"/>, <see cref="TlsQuestionId.Order"/>,
    /// <see cref="TlsQuestionId.Order2021"/>), and of <see cref="TlsQuestionId.Renegotiate"/> where it stands for the first
    /// <see cref="TlsQuestionId.Order"/>; else null.
    /// </param>
    public static TlsQuestion Of(TlsQuestionId id, IReadOnlyList<CipherSuite>? suites = null) =>
        suites is null && Fixed.TryGetValue(id, out var question)
            ? question
            : new TlsQuestion(id, Offer(id, suites));

    private static ClientOffer Offer(TlsQuestionId id, IReadOnlyList<CipherSuite>? suites) =>
        id switch
        {
            TlsQuestionId.Old => Below12(TlsProtocolVersion.Tls11),
            TlsQuestionId.Old10 => Below12(TlsProtocolVersion.Tls10),
            TlsQuestionId.OldSsl3 => new ClientOffer
            {
                Version = TlsProtocolVersion.Ssl3,
                Suites = QuestionSuites.Ssl3,
            },
            TlsQuestionId.Tls12 => In12(QuestionSuites.WeakestFirst) with
            {
                OffersCompression = true,
            },
            TlsQuestionId.Insufficient => In12(QuestionSuites.Insufficient),
            TlsQuestionId.Worse or TlsQuestionId.Order or TlsQuestionId.Order2021 => In12(
                suites ?? throw new ArgumentNullException(nameof(suites))
            ),
            TlsQuestionId.PhaseOut => In12(QuestionSuites.PhaseOut),
            TlsQuestionId.Dhe => WithoutCurves(QuestionSuites.Dhe),
            TlsQuestionId.DheInsufficient => WithoutCurves(QuestionSuites.DheInsufficient),
            TlsQuestionId.Sha1 => In12(QuestionSuites.Signed) with
            {
                Signatures = [.. Sha1, .. Sha224],
                CertificateSignatures = AllSignatures,
            },
            TlsQuestionId.Sha1Alone => In12(QuestionSuites.Signed) with
            {
                Signatures = Sha1,
                CertificateSignatures = AllSignatures,
            },
            TlsQuestionId.Hybrid => In13(QuestionSuites.Tls13, Hybrids),
            TlsQuestionId.Ccm8 => In13(
                QuestionSuites.Ccm8,
                // The suite alone is to decide.
                [.. StrongCurves, .. Brainpool, .. Brainpool13, .. Hybrids, .. FiniteFields]
            ),
            TlsQuestionId.Renegotiate => In12(
                suites
                    ??
                    [
                        .. QuestionSuites.Sufficient,
                        .. QuestionSuites.WeakestFirst.Reverse().Except(QuestionSuites.Sufficient),
                    ]
            ) with
            {
                // This handshake is completed, and a group of RFC 7919 that was not offered ends it.
                Groups = [.. AllCurves, .. FiniteFields],
            },
            TlsQuestionId.WeakGroups => In12(QuestionSuites.Curves) with { Groups = WeakCurves },
            TlsQuestionId.Tls13Ffdhe => In13(QuestionSuites.Tls13, FiniteFields),
            TlsQuestionId.Tickets => In13(QuestionSuites.Tls13, StrongCurves),
            _ => throw new ArgumentOutOfRangeException(nameof(id)),
        };

    private static ClientOffer Below12(TlsProtocolVersion version) =>
        new()
        {
            Version = version,
            Suites = QuestionSuites.Old,
            Groups = AllCurves,
            OffersCompression = true,
        };

    private static ClientOffer In12(IReadOnlyList<CipherSuite> suites) =>
        new()
        {
            Version = TlsProtocolVersion.Tls12,
            Suites = suites,
            Groups = AllCurves,
            Signatures = AllSignatures,
        };

    /// <summary>No group of RFC 7919 is named, so that a server shows the one it has without them (section 4 of it).</summary>
    private static ClientOffer WithoutCurves(IReadOnlyList<CipherSuite> suites) =>
        In12(suites) with
        {
            Groups = [],
        };

    private static ClientOffer In13(
        IReadOnlyList<CipherSuite> suites,
        IReadOnlyList<NamedGroup> groups
    ) =>
        new()
        {
            Version = TlsProtocolVersion.Tls13,
            Suites = suites,
            Groups = groups,
            Signatures = AllSignatures,
        };

    private static readonly IReadOnlyList<NamedGroup> StrongCurves = Groups(
        "x25519",
        "secp256r1",
        "x448",
        "secp384r1",
        "secp521r1"
    );

    private static readonly IReadOnlyList<NamedGroup> Brainpool = Groups(
        "brainpoolP256r1",
        "brainpoolP384r1",
        "brainpoolP512r1"
    );

    /// <summary>Under the numbers that they have in TLS 1.3 (RFC 8734).</summary>
    private static readonly IReadOnlyList<NamedGroup> Brainpool13 = Groups(
        "brainpoolP256r1tls13",
        "brainpoolP384r1tls13",
        "brainpoolP512r1tls13"
    );

    private static readonly IReadOnlyList<NamedGroup> Hybrids = Groups(
        "X25519MLKEM768",
        "SecP256r1MLKEM768",
        "SecP384r1MLKEM1024"
    );

    private static readonly IReadOnlyList<NamedGroup> FiniteFields = Groups(
        "ffdhe2048",
        "ffdhe3072",
        "ffdhe4096",
        "ffdhe6144",
        "ffdhe8192"
    );

    /// <summary>
    /// The curve to be phased out, then all others that no list names, then those that only the list of 2025 calls sufficient.
    /// </summary>
    private static readonly IReadOnlyList<NamedGroup> WeakCurves =
    [
        .. Groups("secp224r1"),
        .. Enumerable
            .Range(1, 22)
            .Where(number => number != 21)
            .Select(number => new NamedGroup((ushort)number)),
        .. Brainpool,
    ];

    /// <summary>Strong ones first.</summary>
    private static readonly IReadOnlyList<NamedGroup> AllCurves =
    [
        .. StrongCurves,
        .. Brainpool,
        .. WeakCurves.Except(Brainpool),
    ];

    /// <summary>RSASSA-PKCS1-v1_5, ECDSA and DSA, as for the others.</summary>
    private static readonly IReadOnlyList<SignatureScheme> Sha1 = Schemes(0x0201, 0x0203, 0x0202);

    private static readonly IReadOnlyList<SignatureScheme> Sha224 = Schemes(0x0301, 0x0303, 0x0302);

    /// <summary>Strong ones first: RSASSA-PSS, ECDSA and RSASSA-PKCS1-v1_5 with SHA-2, EdDSA, then SHA-224 and SHA-1.</summary>
    private static readonly IReadOnlyList<SignatureScheme> AllSignatures =
    [
        .. Schemes(0x0804, 0x0805, 0x0806, 0x0403, 0x0503, 0x0603, 0x0401, 0x0501, 0x0601),
        .. Schemes(0x0809, 0x080A, 0x080B, 0x0807, 0x0808, 0x0402),
        .. Sha224,
        .. Sha1,
    ];

    /// <summary>Last, as it is made of the lists above.</summary>
    private static readonly Dictionary<TlsQuestionId, TlsQuestion> Fixed =
        Enum.GetValues<TlsQuestionId>()
            .Where(id =>
                id is not (TlsQuestionId.Worse or TlsQuestionId.Order or TlsQuestionId.Order2021)
            )
            .ToDictionary(id => id, id => new TlsQuestion(id, Offer(id, null)));

    private static IReadOnlyList<NamedGroup> Groups(params IEnumerable<string> names) =>
        [.. names.Select(NamedGroup.Parse)];

    private static IReadOnlyList<SignatureScheme> Schemes(params IEnumerable<ushort> numbers) =>
        [.. numbers.Select(number => new SignatureScheme(number))];
}
