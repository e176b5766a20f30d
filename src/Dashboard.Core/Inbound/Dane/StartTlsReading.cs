using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>One session, read step by step; never guessed from the last fault alone (rows 28, 28b, 33 and 34).</summary>
internal sealed record StartTlsReading(SessionKind Kind, IReadOnlyList<VerdictReason> Reasons)
{
    public static StartTlsReading Of(StartTlsObservation session, TlsHandshake? legacy = null)
    {
        var reading = Steps(session, legacy);
        return reading with { Reasons = [.. reading.Reasons, .. Remarks(session)] };
    }

    private static IEnumerable<VerdictReason> Remarks(StartTlsObservation session)
    {
        if (
            session.Ehlo is { } ehlo
            && StartTlsKeyword.Of(ehlo)
                is (StartTlsForm.OtherSeparator or StartTlsForm.OtherCase)
                    and var form
        )
        {
            yield return Reason.Create(ReasonSlug.StartTlsKeywordOdd, ("form", Reason.Word(form)));
        }
        if (session.DiscardedOctets > 0)
        {
            yield return Reason.Create(
                ReasonSlug.CleartextInjected,
                ("octets", Reason.Text(session.DiscardedOctets))
            );
        }
        SmtpReply?[] replies =
        [
            session.Greeting,
            session.Ehlo,
            session.Helo,
            session.StartTls,
            session.EhloAfterTls,
        ];
        if (replies.Max(reply => reply?.LongestLine) is { } longest)
        {
            yield return Reason.Create(
                ReasonSlug.ReplyLineTooLong,
                ("octets", Reason.Text(longest))
            );
        }
    }

    private static StartTlsReading Steps(StartTlsObservation session, TlsHandshake? legacy)
    {
        var fault = session.Fault;
        if (WantsClientCertificate(session))
        {
            return new(
                SessionKind.HandshakeFailed,
                [
                    Reason.Create(
                        ReasonSlug.ClientCertificateRequired,
                        Stage(fault, SmtpStage.Handshake),
                        Alert(fault)
                    ),
                ]
            );
        }
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
                KindOf(fault),
                Waited(fault),
                SendersWait(fault)
            );
        }
        if (!IsPositive(ehlo))
        {
            // Without EHLO there are no extensions (RFC 5321 section 3.2): mail goes on by HELO, TLS does not.
            return session.Helo is not null && IsPositive(session.Helo)
                ? new(
                    SessionKind.NoStartTls,
                    [Reason.Create(ReasonSlug.EhloRefused, Code(ehlo), Text(ehlo))]
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
                [Reason.Create(ReasonSlug.StartTlsRefused, Code(reply), Text(reply))]
            )
            : new(
                // Senders wait longer than we did: what would have come then is not known.
                fault is { IsOursAlone: true }
                && legacy is null
                    ? SessionKind.Unreachable
                    : SessionKind.HandshakeFailed,
                [HandshakeReason(fault, legacy)]
            );
    }

    private static StartTlsReading BeforeGreeting(SessionFault? fault) =>
        fault switch
        {
            { Stage: SmtpStage.Connect, Kind: SessionFaultKind.Timeout } => Unreachable(
                ReasonSlug.ConnectTimeout,
                Waited(fault)
            ),
            { Stage: SmtpStage.Connect } => Unreachable(ReasonSlug.ConnectFailed, KindOf(fault)),
            _ => Unreachable(
                ReasonSlug.GreetingMissing,
                KindOf(fault),
                Waited(fault),
                SendersWait(fault)
            ),
        };

    /// <summary>Middleboxes overwrite the keyword with X's of the same length instead of taking it out.</summary>
    private static StartTlsReading NotOffered(SmtpReply ehlo)
    {
        var stripped = ehlo.Lines.FirstOrDefault(line => IsOverwritten(line.Trim()));
        return new(
            SessionKind.NoStartTls,
            [
                stripped is null
                    ? Reason.Create(ReasonSlug.StartTlsNotOffered)
                    : Reason.Create(ReasonSlug.StartTlsStripped, ("text", stripped.Trim())),
            ]
        );
    }

    private static bool IsOverwritten(string word) =>
        word.Length >= 4
        && word.StartsWith("XXX", StringComparison.OrdinalIgnoreCase)
        && word.All(c => c is 'X' or 'x' or 'A' or '*');

    private static VerdictReason HandshakeReason(SessionFault? fault, TlsHandshake? legacy) =>
        legacy is not null
            ? Reason.Create(ReasonSlug.TlsTooOld, ("version", Slug.Of(legacy.Version)))
        : fault is { ClientRefusal: ClientRefusal.NoSecureRenegotiation }
            ? Reason.Create(ReasonSlug.SecureRenegotiationMissing, RefusedBy(fault))
        : fault is { Kind: SessionFaultKind.Timeout }
            ? Reason.Create(
                ReasonSlug.HandshakeTimeout,
                Stage(fault, SmtpStage.Handshake),
                Waited(fault),
                SendersWait(fault)
            )
        : Reason.Create(
            ReasonSlug.HandshakeFailed,
            Stage(fault, SmtpStage.Handshake),
            KindOf(fault),
            Alert(fault),
            RefusedBy(fault),
            ("detail", fault?.Detail)
        );

    private static (string, string?) Alert(SessionFault? fault) =>
        ("alert", fault?.Alert is { } alert ? AlertName.Of(alert) : null);

    private static (string, string?) RefusedBy(SessionFault? fault) =>
        ("refusedBy", fault?.ClientRefusal is null ? null : "our-side");

    /// <summary>In TLS 1.3 the refusal comes after a handshake that is complete for the client (RFC 8446 section 4.4.2.4).</summary>
    private static bool WantsClientCertificate(StartTlsObservation session) =>
        session
            is {
                ClientCertificateRequested: true,
                Fault: { Stage: SmtpStage.Handshake or SmtpStage.EhloAfterTls } fault
            }
        && (
            fault.Alert is { } alert
                ? AlertName.IsAboutClientCertificate(alert)
                // A server that closes over unread octets takes its alert with it.
                : fault.Kind is SessionFaultKind.Closed or SessionFaultKind.Reset
        );

    private static StartTlsReading AfterHandshake(
        StartTlsObservation session,
        TlsHandshake handshake
    )
    {
        List<VerdictReason> reasons =
            handshake.Version < TlsProtocolVersion.Tls12
                ?
                [
                    Reason.Create(
                        ReasonSlug.TlsTooOld,
                        ("version", Slug.Of(handshake.Version))
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
                [.. reasons, Reason.Create(ReasonSlug.SessionEnded, Code(again), Text(again))]
            );
        }
        var fault = session.Fault;
        return fault is null or { Stage: SmtpStage.Quit } or { Kind: SessionFaultKind.OwnLimit }
            ? new(SessionKind.Encrypted, reasons)
            : new(
                SessionKind.BrokenAfterTls,
                [
                    .. reasons,
                    Reason.Create(
                        ReasonSlug.SessionEnded,
                        Stage(fault, fault.Stage),
                        KindOf(fault),
                        Alert(fault),
                        Waited(fault),
                        SendersWait(fault)
                    ),
                ]
            );
    }

    private static StartTlsReading Unreachable(
        string slug,
        params ReadOnlySpan<(string, string?)> facts
    ) => new(SessionKind.Unreachable, [Reason.Create(slug, facts)]);

    /// <summary>2yz is positive completion (RFC 5321 section 4.2.1).</summary>
    private static bool IsPositive(SmtpReply reply) => reply.Code / 100 == 2;

    private static (string, string?) Code(SmtpReply reply) => ("code", Reason.Text(reply.Code));

    private static (string, string?) Text(SmtpReply reply) =>
        ("text", reply.Lines.Count == 0 ? null : reply.Lines[0]);

    private static (string, string?) Stage(SessionFault? fault, SmtpStage unknown) =>
        ("stage", Reason.Word(fault?.Stage ?? unknown));

    private static (string, string?) KindOf(SessionFault? fault) =>
        ("kind", Reason.Word(fault?.Kind));

    private static (string, string?) Waited(SessionFault? fault) =>
        ("waited", Reason.Seconds(fault?.Waited));

    private static (string, string?) SendersWait(SessionFault? fault) =>
        ("senders", fault is { Waited: not null, IsOursAlone: true } ? "wait-longer" : null);
}
