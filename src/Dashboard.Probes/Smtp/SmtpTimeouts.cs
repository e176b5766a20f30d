using Dashboard.Probes.Inbound;

namespace Dashboard.Probes.Smtp;

/// <summary>
/// How long each step of a session may take. Senders wait five minutes (RFC 5321 section 4.5.3.2); a visitor who waits for a verdict
/// cannot, so the first attempt of a visitor's test is short, the second longer, and those of a round longer still.
/// </summary>
internal sealed record SmtpTimeouts(
    TimeSpan Connect,
    TimeSpan Greeting,
    TimeSpan Command,
    TimeSpan Handshake
)
{
    public static SmtpTimeouts First(SmtpOptions options, ProbePace pace) =>
        pace == ProbePace.Round
            ? Of(options, options.LongTimeout)
            : new(
                options.ConnectTimeout,
                options.GreetingTimeout,
                options.CommandTimeout,
                options.HandshakeTimeout
            );

    public static SmtpTimeouts Second(SmtpOptions options, ProbePace pace) =>
        Of(options, pace == ProbePace.Round ? options.RoundTimeout : options.LongTimeout);

    private static SmtpTimeouts Of(SmtpOptions options, TimeSpan step) =>
        new(
            Longer(options.LongConnectTimeout, options.ConnectTimeout),
            Longer(step, options.GreetingTimeout),
            Longer(step, options.CommandTimeout),
            Longer(step, options.HandshakeTimeout)
        );

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
