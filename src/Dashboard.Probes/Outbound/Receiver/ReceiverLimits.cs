namespace Dashboard.Probes.Outbound.Receiver;

/// <summary>What one client, and all together, may take of the receiver: section <c>Receiver:Limits</c>.</summary>
public sealed record ReceiverLimits
{
    /// <summary>At the same time. Beyond it a client gets 421. A quarter is for those that a question for a live test preceded.</summary>
    public int Sessions { get; init; } = 400;

    /// <summary>
    /// At the same time from one IPv4 address or one IPv6 /64. A full test is 21 messages to as many domains, which a sender may
    /// deliver all at once.
    /// </summary>
    public int SessionsPerSource { get; init; } = 60;

    /// <summary>New sessions of one source in a minute.</summary>
    public int SessionsPerSourcePerMinute { get; init; } = 240;

    public TimeSpan SessionTime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Silence of a client before its session ends (RFC 5321 section 4.5.3.2.7: 5 minutes).</summary>
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>From the connection to EHLO. Under stress it is 5 seconds, and silence between commands 30.</summary>
    public TimeSpan GreetingTime { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan HandshakeTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Octets of a command with its end (RFC 5321 section 4.5.3.1.4: 512, more with extensions).</summary>
    public int LineLength { get; init; } = 2048;

    public int Commands { get; init; } = 500;

    /// <summary>Commands that were not understood or made no sense.</summary>
    public int Mistakes { get; init; } = 20;

    public int Transactions { get; init; } = 50;

    /// <summary>Accepted in one transaction (RFC 5321 section 4.5.3.1.8: at least 100).</summary>
    public int Recipients { get; init; } = 100;

    /// <summary>Addresses of no live test in one session, before it is closed: nobody gets to guess for long.</summary>
    public int UnknownRecipients { get; init; } = 10;

    /// <summary>Octets of a message. Who sent it is looked for, and none is kept.</summary>
    public int MessageSize { get; init; } = 1024 * 1024;

    /// <summary>
    /// Messages that are held in memory at the same time, until who sent them is known; a quarter of them of one source network, which is
    /// more than a full test has that a verdict can rest on.
    /// </summary>
    public int MessagesInMemory { get; init; } = 64;

    /// <summary>The first that would let nobody do anything; null where there is none.</summary>
    internal (string Name, string Problem)? Wrong()
    {
        (string, int Value, int Least)[] numbers =
        [
            (nameof(Sessions), Sessions, 1),
            (nameof(SessionsPerSource), SessionsPerSource, 1),
            (nameof(SessionsPerSourcePerMinute), SessionsPerSourcePerMinute, 1),
            // RFC 5321 section 4.5.3.1.4.
            (nameof(LineLength), LineLength, 512),
            // EHLO, STARTTLS, EHLO, MAIL, RCPT, DATA and QUIT.
            (nameof(Commands), Commands, 7),
            (nameof(Mistakes), Mistakes, 1),
            (nameof(Transactions), Transactions, 1),
            (nameof(Recipients), Recipients, 1),
            (nameof(UnknownRecipients), UnknownRecipients, 1),
            // RFC 5321 section 4.5.3.1.7.
            (nameof(MessageSize), MessageSize, 65536),
            (nameof(MessagesInMemory), MessagesInMemory, 1),
        ];
        (string, TimeSpan Value)[] times =
        [
            (nameof(SessionTime), SessionTime),
            (nameof(IdleTime), IdleTime),
            (nameof(GreetingTime), GreetingTime),
            (nameof(HandshakeTime), HandshakeTime),
        ];
        foreach (var (name, value, least) in numbers)
        {
            if (value < least)
            {
                return (name, $"is {value}, and must be at least {least}");
            }
        }
        foreach (var (name, value) in times)
        {
            if (value < TimeSpan.FromSeconds(1) || value > TimeSpan.FromDays(1))
            {
                return (name, $"is {value}, which does not lie between a second and a day");
            }
        }
        return null;
    }
}
