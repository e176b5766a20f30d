using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;
using Dashboard.Probes.Smtp;

namespace Dashboard.Probes.Inbound.TlsNcsc;

/// <summary>One question put in one session, with what the session showed besides.</summary>
internal sealed record AskedTlsQuestion(
    TlsAnswer Answer,
    StartTlsObservation Session,
    CertificateChain? Chain
)
{
    /// <summary>
    /// The server asks for fewer connections: 421 or another 4xx in its greeting, 421 later on, or no greeting but a refusal or reset.
    /// </summary>
    public bool IsPutOff =>
        Answer.Kind == TlsAnswerKind.NoSession
        && (
            Session.Greeting is { Code: >= 400 and < 500 }
            || AddressSessions.LastReply(Session) is { Code: 421 }
            || Session
                is {
                    Greeting: null,
                    Fault.Kind: SessionFaultKind.ConnectionRefused
                        or SessionFaultKind.Reset
                        or SessionFaultKind.Closed
                }
        );

    /// <summary>EHLO is answered, and STARTTLS is not there or not to be had.</summary>
    public bool HasNoStartTls =>
        Answer.Kind == TlsAnswerKind.NoSession
        && Session.Ehlo is { Code: >= 200 and < 300 }
        && (!Session.StartTlsOffered || Session.StartTls is { Code: >= 500 });
}

/// <summary>Puts a question in a session of its own, without any manners.</summary>
internal sealed class TlsSession(StartTlsProbe probe, TlsNcscOptions options, TimeProvider time)
{
    public async Task<AskedTlsQuestion> AskAsync(
        IPAddress address,
        DomainName serverName,
        TlsQuestion question,
        IReadOnlyList<CipherSuite>? offered,
        ProbePace pace,
        CancellationToken cancellation
    )
    {
        var upgrade = Upgrade(question);
        var session = await probe.ObserveAsync(
            address,
            serverName,
            upgrade,
            SmtpTimeouts.First(probe.Options, pace),
            cancellation
        );
        var (heard, renegotiated, earlyData) = upgrade switch
        {
            FirstAnswer first => (first.Answer, (bool?)null, (long?)null),
            RenegotiationQuestion again => (again.Answer, again.Started, null),
            TicketQuestion tickets => (tickets.Answer, null, tickets.MaxEarlyData),
            _ => (null, null, null),
        };
        // The server may have had an answer: we did not wait for it.
        if (heard?.Kind == ServerAnswerKind.TimedOut && cancellation.IsCancellationRequested)
        {
            heard = null;
            session = session with
            {
                Fault = new SessionFault(SmtpStage.Handshake, SessionFaultKind.OwnLimit),
            };
        }
        var answer = heard is null
            ? new TlsAnswer
            {
                Question = question.Id,
                AskedAt = session.StartedAt,
                Stage = session.Fault?.Stage ?? SmtpStage.StartTls,
                Kind = TlsAnswerKind.NoSession,
                Fault = session.Fault?.Kind,
                ReplyCode = AddressSessions.LastReply(session)?.Code,
                Offered = offered,
            }
            : AnswerReading.Of(question, heard, session.StartedAt, offered);
        return new AskedTlsQuestion(
            answer with
            {
                Duration = session.Duration,
                RenegotiationStarted = renegotiated,
                MaxEarlyData = earlyData,
            },
            session,
            heard?.Hello?.Chain
        );
    }

    private ITlsUpgrade Upgrade(TlsQuestion question) =>
        question.Id switch
        {
            TlsQuestionId.Renegotiate => new RenegotiationQuestion(
                question.Offer,
                options.AnswerTimeout,
                time
            ),
            TlsQuestionId.Tickets => new TicketQuestion(
                question.Offer,
                options.AnswerTimeout,
                options.TicketWait,
                time
            ),
            _ => new FirstAnswer(question.Offer, options.AnswerTimeout, time),
        };
}
