namespace Dashboard.Core.Smtp;

/// <summary>The steps of a session, in order.</summary>
public enum SmtpStage
{
    Connect,
    Greeting,
    Ehlo,
    StartTls,
    Handshake,
    EhloAfterTls,
    Quit,
}
