using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>What one session shows by itself.</summary>
internal static class SessionReading
{
    /// <summary>Null also where the connection was made to another host.</summary>
    public static RefusalKind? RefusalOf(AttributedSession session) =>
        !session.IsAtHost ? null
        : IsTurnedAway(session) ? RefusalKind.BeforeTls
        : RefusalOf(session.Session);

    /// <summary>Over, and all that it said of mail was MAIL in the clear where only TLS is taken.</summary>
    private static bool IsTurnedAway(AttributedSession session) =>
        session is { TurnedAwayInClear: true, Session.EndedAt: not null }
        && session.Session.Transactions.All(transaction => transaction.IsTurnedAwayInClear);

    /// <summary>
    /// Null where the session goes on, where MAIL was sent, or where it shows no decision of the client: a time-out, an end of
    /// our own making, a visitor that never tried TLS where it is offered.
    /// </summary>
    public static RefusalKind? RefusalOf(SmtpSessionEvidence session)
    {
        if (
            session.EndedAt is null
            || session.Transactions.Count > 0
            || session.End is null or SessionEnd.Timeout or SessionEnd.ReceiverLimit
        )
        {
            return null;
        }
        if (session.Tls is { } tls)
        {
            return tls switch
            {
                { CompletedAt: not null } => RefusalKind.AfterHandshake,
                { Failure: TlsFailure.Alert or TlsFailure.Aborted } => RefusalKind.InHandshake,
                { Failure: TlsFailure.ClosedByReceiver } => RefusalKind.HandshakeBroken,
                _ => null,
            };
        }
        if (session.Said(SmtpVerb.StartTls))
        {
            return session.Listener == ListenerBehaviour.StartTlsUnavailable
                ? RefusalKind.StartTlsRefused
                : null;
        }
        return
            session.Listener == ListenerBehaviour.NoStartTls
            && (session.Said(SmtpVerb.Ehlo) || session.Said(SmtpVerb.Helo))
            ? RefusalKind.StartTlsMissing
            : null;
    }

    public static SeenOutcome SeenIn(AttributedSession session)
    {
        if (session.MailInClear)
        {
            return SeenOutcome.MailInClear;
        }
        if (session.MailOverTls)
        {
            return SeenOutcome.MailOverTls;
        }
        // Whether MAIL that was turned away is of this probe, only the judgement tells.
        return RefusalOf(session) is { } refusal and not RefusalKind.BeforeTls
            ? SeenIn(refusal)
            : SeenOutcome.Connection;
    }

    public static SeenOutcome SeenIn(RefusalKind refusal) =>
        refusal switch
        {
            RefusalKind.StartTlsMissing => SeenOutcome.LeftWithoutStartTls,
            RefusalKind.StartTlsRefused => SeenOutcome.LeftAfterRefusedStartTls,
            RefusalKind.HandshakeBroken => SeenOutcome.LeftAfterBrokenHandshake,
            RefusalKind.InHandshake => SeenOutcome.LeftInHandshake,
            RefusalKind.AfterHandshake => SeenOutcome.LeftAfterHandshake,
            _ => SeenOutcome.TlsaQuery,
        };
}
