namespace Dashboard.Probes.Smtp;

/// <summary>The section <c>Smtp</c>: the port, and how long each step of a session may take.</summary>
/// <remarks>Each step has to end within its time, however steadily octets trickle in.</remarks>
public sealed class SmtpOptions
{
    public const string Section = "Smtp";

    /// <summary>The port connected to, 1 to 65535. Default 25. The TLSA owner says 25 whatever this is.</summary>
    public int Port { get; set; } = 25;

    /// <summary>
    /// Until the connection is made in the first attempt of a visitor's test, 00:00:00.100 to 00:05:00. Default 10 seconds.
    /// </summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Until the whole greeting is there in that attempt, 00:00:00.100 to 00:05:00. Default 20 seconds: some servers greet late on
    /// purpose.
    /// </summary>
    public TimeSpan GreetingTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Until a command is answered in that attempt, 00:00:00.100 to 00:05:00. Default 15 seconds.</summary>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Until the TLS handshake is complete in that attempt, 00:00:00.100 to 00:05:00. Default 15 seconds.</summary>
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Until the connection is made in a second attempt and in a round, 00:00:00.100 to 00:05:00. Default 30 seconds.</summary>
    public TimeSpan LongConnectTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// For the greeting, a command and the handshake each, in the second attempt of a visitor's test and the first of a round,
    /// 00:00:00.100 to 00:10:00. Default 1 minute; a longer time of the first attempt counts here too.
    /// </summary>
    public TimeSpan LongTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The same in the second attempt of a round, 00:00:00.100 to 00:10:00. Default 5 minutes and 10 seconds: a little more than
    /// senders wait at the least (RFC 5321 section 4.5.3.2).
    /// </summary>
    public TimeSpan RoundTimeout { get; set; } = new(0, 5, 10);

    /// <summary>Until QUIT is answered, 0 to 00:01:00. Default 2 seconds: the answer changes nothing.</summary>
    public TimeSpan QuitTimeout { get; set; } = TimeSpan.FromSeconds(2);
}
