using Dashboard.Core.Dns;
using Dashboard.Core.MailAuthentication;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Probes.Outbound.Receiver.Identity;

/// <summary>Finds the SPF record of a domain (RFC 7208 section 4.4 and 4.5).</summary>
internal static class SpfRecords
{
    /// <returns>Null where the domain has none.</returns>
    /// <exception cref="SpfStop">The lookup failed, there are two, or it has a syntax error.</exception>
    public static async Task<SpfRecord?> FindAsync(
        ISenderDns dns,
        DomainName domain,
        CancellationToken cancellation
    )
    {
        var lookup = await dns.TxtAsync(domain, cancellation);
        if (lookup.Outcome == LookupOutcome.Failed)
        {
            throw new SpfStop(AuthenticationOutcome.TempError);
        }
        var texts = lookup.Records.Where(SpfRecord.IsSpf).ToList();
        return texts.Count switch
        {
            0 => null,
            1 when SpfRecord.TryParse(texts[0], out var record) => record,
            _ => throw new SpfStop(AuthenticationOutcome.PermError),
        };
    }
}
