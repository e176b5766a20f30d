using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Attribution;

/// <summary>A session that belongs to one probe of one test.</summary>
/// <param name="Role">The MX host it came to; null where that cannot be told.</param>
public sealed record AttributedSession(
    SmtpSessionEvidence Session,
    OutboundProbeId Probe,
    HostRole? Role,
    IReadOnlyList<EvidenceTie> Ties
)
{
    /// <summary>It named a recipient of the test, so whoever it is has the message.</summary>
    public bool NamedRecipient =>
        Session.Transactions.Any(transaction =>
            transaction.Recipients.Any(recipient => recipient.Probe == Probe)
        );

    /// <summary>The transactions that handed over a message of the probe.</summary>
    public IEnumerable<MailTransaction> Deliveries =>
        Session.Transactions.Where(transaction =>
            transaction.Recipients.Any(recipient => recipient.Probe == Probe && recipient.Accepted)
        );
}
