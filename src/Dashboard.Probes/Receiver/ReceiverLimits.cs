namespace Dashboard.Probes.Receiver;

/// <summary>What one client, and all together, may take of the receiver: section <c>Receiver:Limits</c>.</summary>
public sealed record ReceiverLimits
{
    /// <summary>At the same time. Beyond it a client gets 421.</summary>
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

    /// <summary>Octets of a message. Only the control is looked at, and none is kept.</summary>
    public int MessageSize { get; init; } = 1024 * 1024;

    /// <summary>Control messages that are held in memory at the same time, until who sent them is known.</summary>
    public int MessagesInMemory { get; init; } = 32;
}
