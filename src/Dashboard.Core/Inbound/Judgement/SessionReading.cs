using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.Judgement;

/// <summary>One session, read step by step; never guessed from the last fault alone (rows 28, 28b, 33 and 34).</summary>
internal sealed record SessionReading(SessionKind Kind, IReadOnlyList<VerdictReason> Reasons)
{
    public static SessionReading Of(StartTlsObservation session, TlsHandshake? legacy = null)
    {
        var reading = Steps(session, legacy);
        return session.DiscardedOctets > 0
            ? reading with
            {
                Reasons =
                [
                    .. reading.Reasons,
                    Because.Of(
                        ReasonSlug.CleartextInjected,
                        ("octets", Because.Text(session.DiscardedOctets))
                    ),
                ],
            }
            : reading;
    }

    private static SessionReading Steps(StartTlsObservation session, TlsHandshake? legacy)
    {
        var fault = session.Fault;
        if (session.Handshake is not null)
        {
            return AfterHandshake(session, session.Handshake);
        }
        if (fault is { Kind: SessionFaultKind.OwnLimit })
        {
            return Unreachable(ReasonSlug.AddressNotProbed, ("disposition", "own-limit"));
        }
        var greeting = session.Greeting;
        if (greeting is null)
        {
            return BeforeGreeting(fault);
        }
        if (!IsPositive(greeting))
        {
            return Unreachable(ReasonSlug.GreetingRefused, Code(greeting), Text(greeting));
        }
        var ehlo = session.Ehlo;
        if (ehlo is null)
        {
            return Unreachable(
                ReasonSlug.SessionEnded,
                Stage(fault, SmtpStage.Ehlo),
                KindOf(fault)
            );
        }
        if (!IsPositive(ehlo))
        {
            // Without EHLO there are no extensions (RFC 5321 section 3.2): mail goes on by HELO, TLS does not.
            return session.Helo is not null && IsPositive(session.Helo)
                ? new(
                    SessionKind.NoStartTls,
                    [Because.Of(ReasonSlug.EhloRefused, Code(ehlo), Text(ehlo))]
                )
                : Unreachable(
                    ReasonSlug.SessionEnded,
                    Code(session.Helo ?? ehlo),
                    Text(session.Helo ?? ehlo)
                );
        }
        if (!session.StartTlsOffered)
        {
            return NotOffered(ehlo);
        }
        var reply = session.StartTls;
        return reply is not null && !IsPositive(reply)
            ? new(
                SessionKind.NoStartTls,
                [Because.Of(ReasonSlug.StartTlsRefused, Code(reply), Text(reply))]
            )
            : new(SessionKind.HandshakeFailed, [HandshakeReason(fault, legacy)]);
    }

    private static SessionReading BeforeGreeting(SessionFault? fault) =>
        fault switch
        {
            { Stage: SmtpStage.Connect, Kind: SessionFaultKind.Timeout } => Unreachable(
                ReasonSlug.ConnectTimeout
            ),
            { Stage: SmtpStage.Connect } => Unreachable(ReasonSlug.ConnectFailed, KindOf(fault)),
            _ => Unreachable(ReasonSlug.GreetingMissing, KindOf(fault)),
        };

    /// <summary>Middleboxes overwrite the keyword with X's of the same length instead of taking it out.</summary>
    private static SessionReading NotOffered(SmtpReply ehlo)
    {
        var stripped = ehlo.Lines.FirstOrDefault(line => IsOverwritten(line.Trim()));
        return new(
            SessionKind.NoStartTls,
            [
                stripped is null
                    ? Because.Of(ReasonSlug.StartTlsNotOffered)
                    : Because.Of(ReasonSlug.StartTlsStripped, ("text", stripped.Trim())),
            ]
        );
    }

    private static bool IsOverwritten(string word) =>
        word.Length >= 4
        && word.StartsWith("XXX", StringComparison.OrdinalIgnoreCase)
        && word.All(c => c is 'X' or 'x' or 'A' or '*');

    private static VerdictReason HandshakeReason(SessionFault? fault, TlsHandshake? legacy) =>
        legacy is not null
            ? Because.Of(ReasonSlug.TlsTooOld, ("version", VersionWord(legacy.Version)))
        : fault is { Kind: SessionFaultKind.Timeout }
            ? Because.Of(ReasonSlug.HandshakeTimeout, Stage(fault, SmtpStage.Handshake))
        : Because.Of(
            ReasonSlug.HandshakeFailed,
            Stage(fault, SmtpStage.Handshake),
            KindOf(fault),
            ("detail", fault?.Detail)
        );

    private static SessionReading AfterHandshake(
        StartTlsObservation session,
        TlsHandshake handshake
    )
    {
        List<VerdictReason> reasons =
            handshake.Version < TlsProtocolVersion.Tls12
                ?
                [
                    Because.Of(
                        ReasonSlug.TlsTooOld,
                        ("version", VersionWord(handshake.Version))
                    ) with
                    {
                        Severity = ReasonSeverity.Warning,
                        ResultType = null,
                    },
                ]
                : [];
        var again = session.EhloAfterTls;
        if (again is not null && !IsPositive(again))
        {
            return new(
                SessionKind.BrokenAfterTls,
                [.. reasons, Because.Of(ReasonSlug.SessionEnded, Code(again), Text(again))]
            );
        }
        var fault = session.Fault;
        return fault is null or { Stage: SmtpStage.Quit } or { Kind: SessionFaultKind.OwnLimit }
            ? new(SessionKind.Encrypted, reasons)
            : new(
                SessionKind.BrokenAfterTls,
                [
                    .. reasons,
                    Because.Of(ReasonSlug.SessionEnded, Stage(fault, fault.Stage), KindOf(fault)),
                ]
            );
    }

    private static SessionReading Unreachable(
        string slug,
        params ReadOnlySpan<(string, string?)> facts
    ) => new(SessionKind.Unreachable, [Because.Of(slug, facts)]);

    /// <summary>2yz is positive completion (RFC 5321 section 4.2.1).</summary>
    private static bool IsPositive(SmtpReply reply) => reply.Code / 100 == 2;

    private static (string, string?) Code(SmtpReply reply) => ("code", Because.Text(reply.Code));

    private static (string, string?) Text(SmtpReply reply) =>
        ("text", reply.Lines.Count == 0 ? null : reply.Lines[0]);

    private static (string, string?) Stage(SessionFault? fault, SmtpStage unknown) =>
        ("stage", Because.Word(fault?.Stage ?? unknown));

    private static (string, string?) KindOf(SessionFault? fault) =>
        ("kind", Because.Word(fault?.Kind));

    private static string VersionWord(TlsProtocolVersion version) =>
        version switch
        {
            TlsProtocolVersion.Ssl3 => "SSLv3",
            TlsProtocolVersion.Tls10 => "TLSv1.0",
            TlsProtocolVersion.Tls11 => "TLSv1.1",
            TlsProtocolVersion.Tls12 => "TLSv1.2",
            _ => "TLSv1.3",
        };
}
