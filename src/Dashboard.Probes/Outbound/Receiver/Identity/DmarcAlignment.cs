using Dashboard.Core.Dns;
using Dashboard.Core.MailAuthentication;

namespace Dashboard.Probes.Outbound.Receiver.Identity;

/// <summary>
/// Whether an authenticated domain stands for the From domain (RFC 9989 section 4.4). By the records alone a public suffix that publishes a
/// policy for all below it, and does not say that it is one, is the organisation of all (section 4.10). Here a verdict is shown of an
/// organisation, so none is above the registrable domain.
/// </summary>
internal sealed class DmarcAlignment(ISenderDns dns)
{
    private readonly Dictionary<DomainName, DmarcRecord?> records = [];

    public Task<bool> IsSpfAlignedAsync(
        DomainName from,
        DomainName authenticated,
        CancellationToken cancellation
    ) => IsAlignedAsync(from, authenticated, record => record.StrictSpf, cancellation);

    public Task<bool> IsDkimAlignedAsync(
        DomainName from,
        DomainName authenticated,
        CancellationToken cancellation
    ) => IsAlignedAsync(from, authenticated, record => record.StrictDkim, cancellation);

    /// <exception cref="DmarcUnknownException">A lookup failed.</exception>
    public async Task<DomainName> OrganisationalAsync(
        DomainName domain,
        CancellationToken cancellation
    ) =>
        NotAboveRegistrable(
            TreeWalk.Organisational(domain, await WalkAsync(domain, cancellation)),
            domain
        );

    private static DomainName NotAboveRegistrable(DomainName organisational, DomainName domain)
    {
        var registrable = PublicSuffixList.Own.RegistrableDomain(domain) ?? domain;
        return organisational.Labels.Count < registrable.Labels.Count
            ? registrable
            : organisational;
    }

    private async Task<bool> IsAlignedAsync(
        DomainName from,
        DomainName authenticated,
        Func<DmarcRecord, bool> strict,
        CancellationToken cancellation
    )
    {
        if (from == authenticated)
        {
            return true;
        }
        var walk = await WalkAsync(from, cancellation);
        var organisational = TreeWalk.Organisational(from, walk);
        // The record of the domain itself, else that of its organisational domain (section 4.10.1).
        var policy =
            walk[0].Record ?? walk.FirstOrDefault(step => step.Name == organisational).Record;
        if (policy is not null && strict(policy))
        {
            return false;
        }
        return NotAboveRegistrable(organisational, from)
            == await OrganisationalAsync(authenticated, cancellation);
    }

    private async Task<IReadOnlyList<(DomainName Name, DmarcRecord? Record)>> WalkAsync(
        DomainName start,
        CancellationToken cancellation
    )
    {
        var found = new List<(DomainName, DmarcRecord?)>();
        foreach (var step in TreeWalk.Steps(start))
        {
            var record = await RecordAsync(step, cancellation);
            found.Add((step, record));
            // These settle the walk (section 4.10.2), so nothing above is asked for.
            if (
                record is { PublicSuffix: false }
                || (record is { PublicSuffix: true } && step != start)
            )
            {
                break;
            }
        }
        return found;
    }

    private async Task<DmarcRecord?> RecordAsync(DomainName name, CancellationToken cancellation)
    {
        if (records.TryGetValue(name, out var known))
        {
            return known;
        }
        DmarcRecord? record = null;
        if (DomainName.TryParse("_dmarc." + name, out var owner))
        {
            var lookup = await dns.TxtAsync(owner, cancellation);
            if (lookup.Outcome == LookupOutcome.Failed)
            {
                throw new DmarcUnknownException();
            }
            List<DmarcRecord> all = [];
            foreach (var text in lookup.Records)
            {
                if (DmarcRecord.TryParse(text, out var parsed))
                {
                    all.Add(parsed);
                }
            }
            // Two records are none (section 4.10.1).
            record = all.Count == 1 ? all[0] : null;
        }
        records[name] = record;
        return record;
    }
}
