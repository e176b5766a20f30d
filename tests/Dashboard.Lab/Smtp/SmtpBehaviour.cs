namespace Dashboard.Lab.Smtp;

/// <summary>What a mail server of the lab does in a session; the defaults are those of a good one.</summary>
internal sealed record SmtpBehaviour
{
    public static SmtpBehaviour Good { get; } = new();

    /// <summary>False for an address where nothing listens.</summary>
    public bool Listens { get; init; } = true;

    /// <summary>The settings of a real Postfix, which then is the server here; null for one of the lab's own.</summary>
    public IReadOnlyList<string>? Postfix { get; init; }

    /// <summary>The settings of a postscreen in front of that Postfix; null where there is none.</summary>
    public IReadOnlyList<string>? Postscreen { get; init; }

    /// <summary>The settings of a real nginx as a mail proxy, which then is the server here; null where it is not.</summary>
    public string? Nginx { get; init; }

    /// <summary>A program of its own is the server, and none of the lab's.</summary>
    public bool IsReal => Postfix is not null || Nginx is not null;

    public SessionFault OnConnect { get; init; }

    /// <summary>May be of several lines, parted by CRLF, as every reply here; <c>{host}</c> is the server's name.</summary>
    public string Greeting { get; init; } = "220 {host} ESMTP";

    public TimeSpan GreetingDelay { get; init; }

    /// <summary>Before each line of each reply.</summary>
    public TimeSpan LineDelay { get; init; }

    public SessionFault OnEhlo { get; init; }

    public string Ehlo { get; init; } =
        "250-{host}\r\n250-PIPELINING\r\n250-SIZE 52428800\r\n250-STARTTLS\r\n250-ENHANCEDSTATUSCODES\r\n250 8BITMIME";

    public string Helo { get; init; } = "250 {host}";

    public SessionFault OnStartTls { get; init; }

    public string StartTls { get; init; } = "220 2.0.0 Ready to start TLS";

    /// <summary>Sent in the clear in the same segment as the reply to STARTTLS.</summary>
    public string? Injected { get; init; }

    /// <summary>What follows the reply 220 to STARTTLS.</summary>
    public TlsFault OnHandshake { get; init; }

    /// <summary>Before the first EHLO is answered.</summary>
    public TimeSpan EhloDelay { get; init; }

    /// <summary>Between the reply to STARTTLS and the handshake.</summary>
    public TimeSpan HandshakeDelay { get; init; }

    /// <summary>EHLO with a name is refused with the name in it; one with an address literal is not.</summary>
    public bool RefusesNames { get; init; }

    /// <summary>Another server behind the same address, which sessions meet in turn; null where there is one.</summary>
    public SmtpBehaviour? Alternate { get; init; }

    /// <summary>Which session meets that other server: every other, or each third, fourth and so on.</summary>
    public int AlternateEach { get; init; } = 2;

    /// <summary>The TLS of that other server; null where it is the same.</summary>
    public TlsSetup? AlternateTls { get; init; }

    /// <summary>Sessions after which further ones are turned away; 0 for no limit.</summary>
    public int TurnsAwayAfter { get; init; }

    /// <summary>The greeting with which they are.</summary>
    public string TurnsAwayWith { get; init; } = "421 4.7.0 {host} Too many connections";

    /// <summary>What happens to them before a greeting.</summary>
    public SessionFault TurnsAwayBy { get; init; }

    /// <summary>STARTTLS is not offered any more after a handshake that failed, as some servers do to a client of theirs.</summary>
    public bool HidesStartTlsAfterFailure { get; init; }

    /// <summary>The first session after a while is turned away with this; null where it is not.</summary>
    public string? FirstGreeting { get; init; }
}
