namespace Dashboard.Core.Outbound.Evidence;

/// <summary>A command of a session, without its arguments.</summary>
/// <param name="OverTls">Said inside TLS.</param>
/// <param name="ReplyCode">What the receiver answered; null where the session ended first.</param>
public sealed record SmtpCommandEvidence(
    DateTimeOffset At,
    SmtpVerb Verb,
    bool OverTls,
    int? ReplyCode
);
