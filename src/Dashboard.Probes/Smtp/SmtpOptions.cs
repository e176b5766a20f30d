namespace Dashboard.Probes.Smtp;

/// <summary>The section <c>Smtp</c>: the port, and how long each step of a session may take.</summary>
/// <remarks>Each step has to end within its time, however steadily octets trickle in.</remarks>
public sealed class SmtpOptions
{
    public const string Section = "Smtp";

    /// <summary>The port connected to, 1 to 65535. Default 25. The TLSA owner says 25 whatever this is.</summary>
    public int Port { get; set; } = 25;

    /// <summary>Until the connection stands, 00:00:00.100 to 00:05:00. Default 10 seconds.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Until the whole greeting is there, 00:00:00.100 to 00:05:00. Default 20 seconds: some servers greet late on purpose.
    /// </summary>
    public TimeSpan GreetingTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Until a command is answered, 00:00:00.100 to 00:05:00. Default 15 seconds.</summary>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Until the TLS handshake is complete, 00:00:00.100 to 00:05:00. Default 15 seconds.</summary>
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Until QUIT is answered, 0 to 00:01:00. Default 2 seconds: the answer changes nothing.</summary>
    public TimeSpan QuitTimeout { get; set; } = TimeSpan.FromSeconds(2);
}
