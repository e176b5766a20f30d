namespace Dashboard.Core.Inbound.TlsNcsc;

/// <summary>How much is asked of a server.</summary>
public enum TlsProfile
{
    /// <summary>Versions, and what fails most: at most seven sessions with an address.</summary>
    Round,

    /// <summary>Everything, in at most fifteen sessions.</summary>
    Full,
}

/// <summary>
/// The questions, in the order asked. The default session and the one for the other certificate are the receiving test's own and
/// come before all of these. Append only: the words are stored.
/// </summary>
public enum TlsQuestionId
{
    /// <summary>The highest version below TLS 1.2.</summary>
    Old,

    /// <summary>After a yes to <see cref="Old"/>: TLS 1.0 at most.</summary>
    Old10,

    /// <summary>After a yes to <see cref="Old"/>: SSL 3.0.</summary>
    OldSsl3,

    /// <summary>TLS 1.2 alone, all suites, weakest first.</summary>
    Tls12,

    /// <summary>Insufficient suites, without ephemeral Diffie-Hellman.</summary>
    Insufficient,

    /// <summary>What the method of 2021 calls worse than the suite accepted; only where that method is asked for.</summary>
    Worse,

    /// <summary>Suites to phase out with elliptic curves.</summary>
    PhaseOut,

    /// <summary>Ephemeral Diffie-Hellman, strong suites first.</summary>
    Dhe,

    /// <summary>After a yes to <see cref="Dhe"/>: its insufficient suites.</summary>
    DheInsufficient,

    /// <summary>A signature with SHA-1 or SHA-224 alone.</summary>
    Sha1,

    /// <summary>After SHA-224 was chosen: SHA-1 alone.</summary>
    Sha1Alone,

    /// <summary>TLS 1.3 with hybrid groups alone.</summary>
    Hybrid,

    /// <summary>TLS 1.3 with AES-128-CCM-8 alone.</summary>
    Ccm8,

    /// <summary>A whole handshake of TLS 1.2, and one more ClientHello inside.</summary>
    Renegotiate,

    /// <summary>Suites to phase out and better ones; up to three times.</summary>
    Order,

    /// <summary>Better suites alone; only where the method of 2021 is asked for and <see cref="Tls12"/> got less than its best.</summary>
    Order2021,

    /// <summary>Curves that no list calls sufficient.</summary>
    WeakGroups,

    /// <summary>TLS 1.3 with Diffie-Hellman groups alone.</summary>
    Tls13Ffdhe,

    /// <summary>A whole handshake of TLS 1.3, and the tickets behind it.</summary>
    Tickets,
}
