using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.MailAuthentication;

/// <summary>What is still to be asked before SPF and DMARC of a domain can be judged: the evidence so far decides.</summary>
public static class MailAuthenticationQuestions
{
    /// <summary>To be put together; none where the record is followed to its ends, or to its limits.</summary>
    public static IReadOnlyList<SpfQuestion> OfSpf(DomainName domain, SpfObservation observed)
    {
        ArgumentNullException.ThrowIfNull(observed);
        return new SpfTree(domain, observed).Questions;
    }

    /// <summary>The next name of the walk; null at its end (RFC 9989 section 4.10.1).</summary>
    public static DomainName? NextDmarcStep(DomainName domain, IReadOnlyList<DmarcStep> steps) =>
        new DmarcDiscovery(domain, steps).Next;

    /// <summary>The Forum view needs the record of the registrable domain, and the walk did not come there.</summary>
    public static bool NeedsRegistrableDomain(DomainName domain, DmarcObservation observed) =>
        DmarcForumView.NeedsRegistrableDomain(domain, observed);

    /// <summary>
    /// Where the record that applies is, and the hosts of other organisations that it sends reports to, each once (RFC 9990
    /// section 4): those with another registrable domain.
    /// </summary>
    public static (DomainName? At, IReadOnlyList<DomainName> Hosts) OfReports(
        DomainName domain,
        IReadOnlyList<DmarcStep> steps,
        PublicSuffixList suffixes
    )
    {
        ArgumentNullException.ThrowIfNull(suffixes);
        var found = new DmarcDiscovery(domain, steps);
        if (found is not { Record: { } record, At: { } at })
        {
            return (null, []);
        }
        var own = suffixes.RegistrableDomain(at) ?? at;
        return (
            at,
            [
                .. record
                    .Rua.Concat(record.Ruf)
                    .Select(uri => DomainName.TryParse(uri.Host, out var host) ? host : null)
                    .OfType<DomainName>()
                    .Where(host =>
                        !host.IsRoot
                        && !host.IsAtOrBelow(own)
                        && (suffixes.RegistrableDomain(host) ?? host) != own
                    )
                    .Distinct(),
            ]
        );
    }
}
