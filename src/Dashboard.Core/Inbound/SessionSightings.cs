using Dashboard.Core.Smtp;

namespace Dashboard.Core.Inbound;

/// <summary>A session in short.</summary>
public static class SessionSightings
{
    /// <param name="keepHandshake">The whole handshake too, where it shows what the attempt that counts does not.</param>
    public static SessionSighting Of(
        StartTlsObservation session,
        SessionQuestion question,
        bool keepHandshake = false
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
            Handshake = keepHandshake ? session.Handshake : null,
        };
    }
}
