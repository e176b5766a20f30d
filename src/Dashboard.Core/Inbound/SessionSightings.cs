using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Smtp;

namespace Dashboard.Core.Inbound;

/// <summary>A session in short.</summary>
public static class SessionSightings
{
    /// <param name="whole">The whole session too, where it shows what the attempts do not.</param>
    public static SessionSighting Of(
        StartTlsObservation session,
        SessionQuestion question,
        bool whole = false
    )
    {
        ArgumentNullException.ThrowIfNull(session);
        return new()
        {
            StartedAt = session.StartedAt,
            Question = question,
            StartTlsOffered =
                session.Ehlo is { } ehlo && ehlo.Code / 100 == 2 ? session.StartTlsOffered
                : session.Helo is { } helo && helo.Code / 100 == 2 ? false
                : null,
            StartTlsCode = session.StartTls?.Code,
            Certificate = session.Handshake?.Chain.Certificates is [var leaf, ..]
                ? leaf.Sha256
                : null,
            Session = whole ? session : null,
        };
    }

    /// <summary>The session came to another answer than the last attempt: on STARTTLS, or in what it shows to the default handshake.</summary>
    public static bool ShowsOther(SessionSighting session, SessionSighting last)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(last);
        return SessionSample.OffersTls(session) is { } offers
            && SessionSample.OffersTls(last) is { } lastOffers
            && (
                offers != lastOffers
                || (!offers && session.StartTlsCode != last.StartTlsCode)
                || (
                    session is { Question: SessionQuestion.Default, Certificate: { } leaf }
                    && leaf != last.Certificate
                )
            );
    }
}
