using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.TlsReports;

/// <summary>For whom a report that came by mail counts.</summary>
public static class TlsReportSender
{
    /// <summary>
    /// The organisational domain that signed the message (RFC 6376) and that it says it is from; null where there is none. A
    /// signature of a name below it does not do: such names are given to customers. Nor does one of a domain that only passed the
    /// message on for its writer, so a report that a mail platform writes counts for the platform, and never for its customers.
    /// </summary>
    /// <param name="signatures">Those that passed have no <c>l=</c>, and no key that is being tested (RFC 8460 section 3).</param>
    /// <param name="from">The domain of the only mailbox of the only From field; null where there is not one.</param>
    /// <param name="suffixes">Tells organisational domains.</param>
    public static DomainName? Of(
        IReadOnlyList<DkimIdentity> signatures,
        DomainName? from,
        PublicSuffixList suffixes
    )
    {
        ArgumentNullException.ThrowIfNull(signatures);
        ArgumentNullException.ThrowIfNull(suffixes);
        var organisation = from is null ? null : suffixes.RegistrableDomain(from);
        return
            organisation is not null
            && signatures.Any(signature =>
                signature.Outcome == AuthenticationOutcome.Pass && signature.Domain == organisation
            )
            ? organisation
            : null;
    }
}
