using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.TlsNcsc;

/// <summary>What came of one question.</summary>
public enum TlsAnswerKind
{
    /// <summary>The server chose something that was offered.</summary>
    Accepted,

    /// <summary>A fatal alert.</summary>
    Refused,

    /// <summary>Closed in order, or reset, right behind the first message: a refusal where the server is known to speak TLS.</summary>
    Ended,

    /// <summary>The server answered with an older version than the one asked for, which says that it has nothing newer.</summary>
    OlderVersion,

    /// <summary>A version, suite, group or compression that was not offered.</summary>
    AnswersUnoffered,

    TimedOut,
    NotTls,
    Malformed,

    /// <summary>It never came to the question: what happened is a fault of SMTP, which says nothing of TLS.</summary>
    NoSession,
}

/// <summary>One question of an examination and its answer, as evidence: no judgement.</summary>
public sealed record TlsAnswer
{
    public required TlsQuestionId Question { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>Of the session; null where it was not measured.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How far the session came.</summary>
    public required SmtpStage Stage { get; init; }

    public required TlsAnswerKind Kind { get; init; }

    /// <summary>How the session ended, where it did not come to an answer.</summary>
    public SessionFaultKind? Fault { get; init; }

    /// <summary>The last reply of SMTP, where the session did not come to an answer.</summary>
    public int? ReplyCode { get; init; }

    /// <summary>
    /// The suites offered, where the catalogue does not say (<see cref="TlsQuestionId.Worse"/>, <see cref="TlsQuestionId.Order"/>,
    /// <see cref="TlsQuestionId.Order2021"/>, and <see cref="TlsQuestionId.Renegotiate"/> where it shows the order too).
    /// </summary>
    public IReadOnlyList<CipherSuite>? Offered { get; init; }

    public TlsProtocolVersion? Version { get; init; }

    public CipherSuite? Suite { get; init; }

    /// <summary>The compression method, where one was chosen (RFC 3749); null for none.</summary>
    public int? Compression { get; init; }

    /// <summary>Types, in the order sent; null where there was no answer.</summary>
    public IReadOnlyList<int>? Extensions { get; init; }

    public NamedGroup? Group { get; init; }

    public bool ExplicitCurve { get; init; }

    public DhParameters? Dh { get; init; }

    public SignatureScheme? Signature { get; init; }

    /// <summary>SHA-256 of the certificates sent in the clear, leaf first; null where none were.</summary>
    public IReadOnlyList<OctetString>? Chain { get; init; }

    /// <summary>SHA-256 of the SubjectPublicKeyInfo of the leaf; null where none was sent, or it could not be read.</summary>
    public OctetString? LeafKey { get; init; }

    /// <summary>The description of the fatal alert (RFC 8446 section 6).</summary>
    public int? Alert { get; init; }

    /// <summary>Octets received after STARTTLS.</summary>
    public int Octets { get; init; }

    /// <summary>What is wrong with the answer, in our own words.</summary>
    public string? Problem { get; init; }

    /// <summary>
    /// Of <see cref="TlsQuestionId.Renegotiate"/>: the server began a new handshake when the client asked for one; null where the
    /// question was not settled.
    /// </summary>
    public bool? RenegotiationStarted { get; init; }

    /// <summary>
    /// Of <see cref="TlsQuestionId.Tickets"/>: the greatest max_early_data_size of the tickets (RFC 8446 section 4.2.10), 0 where
    /// none has one or no ticket came; null where the question was not settled.
    /// </summary>
    public long? MaxEarlyData { get; init; }

    /// <summary>The group by the word of the lists; null where the answer names none.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string? GroupWord =>
        ExplicitCurve ? GuidelineWords.ExplicitCurve
        : Dh is { } dh ? GuidelineWords.GroupOf(dh)
        : Group?.Name;

    /// <summary>The offer of the question.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public ClientOffer Offer => TlsQuestions.Of(Question, Offered).Offer;
}
