namespace Dashboard.Core.Outbound.Judgement;

/// <summary>A guess, to be shown as one: no verdict depends on it.</summary>
/// <param name="Basis">What it rests on: "source-name", "quit-after-handshake", "alert-after-handshake".</param>
public sealed record MtaGuess(MtaKind Kind, string Basis);

/// <summary>The kinds of mail server that behave in a way that can be told.</summary>
public enum MtaKind
{
    Postfix,
    Exim,
    ExchangeOnline,
    Gmail,
    CiscoSecureEmail,
}
