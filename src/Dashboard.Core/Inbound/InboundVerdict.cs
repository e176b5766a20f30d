using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound;

/// <summary>All that is judged of a mail domain: a pure function of the observation and the method versions.</summary>
public sealed record InboundVerdict
{
    public required DomainName Domain { get; init; }

    /// <summary>STARTTLS and DANE: what a sender that verifies DANE does, with hosts, steps, reasons and advice.</summary>
    public required DomainVerdict MailTransport { get; init; }

    /// <summary>
    /// Every <see cref="MailStandard"/> in its order, STARTTLS and DANE included; of a standard judged by several methods the newest
    /// first.
    /// </summary>
    public required IReadOnlyList<StandardVerdict> Standards { get; init; }
}
