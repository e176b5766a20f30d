using System.Net;
using System.Text.Json.Serialization;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Core.Outbound.Evidence;

/// <summary>One connection to the receiver: all that was seen, nothing judged, and nothing of any message.</summary>
public sealed record SmtpSessionEvidence
{
    public required Guid Id { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null while it lasts.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public SessionEnd? End { get; init; }

    public required ListenerBehaviour Listener { get; init; }

    public required ReceiverCertificate Certificate { get; init; }

    public required IPAddress LocalAddress { get; init; }

    public required IPAddress SourceAddress { get; init; }

    /// <summary>What the PTR record of the source says (RFC 1035 section 3.5).</summary>
    public DomainName? SourceName { get; init; }

    /// <summary>The name in the PTR record leads back to the source address.</summary>
    public bool SourceNameConfirmed { get; init; }

    /// <summary>What the client called itself last, printable US-ASCII and cut to 255 octets (RFC 5321 section 4.1.1.1).</summary>
    public string? Ehlo { get; init; }

    /// <summary>Sent in the clear behind STARTTLS, and thrown away unread (RFC 3207 section 4.2).</summary>
    public int OctetsBehindStartTls { get; init; }

    /// <summary>Null where no TLS was begun.</summary>
    public TlsEvidence? Tls { get; init; }

    /// <summary>The first ones; how many more there were stands in <see cref="CommandsOmitted"/>.</summary>
    public IReadOnlyList<SmtpCommandEvidence> Commands { get; init; } = [];

    public int CommandsOmitted { get; init; }

    public IReadOnlyList<MailTransaction> Transactions { get; init; } = [];

    [JsonIgnore]
    public bool MailInClear => Transactions.Any(transaction => !transaction.OverTls);

    [JsonIgnore]
    public bool MailOverTls => Transactions.Any(transaction => transaction.OverTls);

    public bool Said(SmtpVerb verb) => Commands.Any(command => command.Verb == verb);
}
