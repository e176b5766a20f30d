using Dashboard.Core.Dns;
using Dashboard.Core.MailAuthentication;

namespace Dashboard.Core.Inbound.MailAuthentication;

/// <summary>
/// Finds the record that applies to a domain: its own, else that of its organisational domain, else that of its public suffix
/// (RFC 9989 section 4.10.1). An own record that asks less for names below the domain is followed by the walk all the same: only of
/// an organisational domain do they count. What is not in the evidence yet is a question.
/// </summary>
internal sealed class DmarcDiscovery
{
    private readonly DomainName domain;
    private readonly IReadOnlyList<DmarcStep> steps;
    private readonly List<DomainName> multiple = [];
    private DomainName? organisational;

    public DmarcDiscovery(DomainName domain, IReadOnlyList<DmarcStep> steps)
    {
        this.domain = domain;
        this.steps = steps;
        Discover();
    }

    /// <summary>The next name to ask for; null where the walk is at its end.</summary>
    public DomainName? Next { get; private set; }

    /// <summary>
    /// A step whose lookup failed: which record applies is not known, or, where <see cref="Record"/> is the domain's own, whether it
    /// applies to names below the domain.
    /// </summary>
    public DnsLookup<string>? Failed { get; private set; }

    /// <summary>Null where none applies.</summary>
    public DmarcPolicyRecord? Record { get; private set; }

    /// <summary>Where <see cref="Record"/> is.</summary>
    public DomainName? At { get; private set; }

    /// <summary>The text of <see cref="Record"/>.</summary>
    public string? Text =>
        steps.FirstOrDefault(step => step.Name == At) is { } step ? Texts(step)[0] : null;

    public bool IsInherited => At is not null && At != domain;

    /// <summary>
    /// The own record asks less for names below the domain than for the domain, and is what applies to them. False as long as that is
    /// not known.
    /// </summary>
    public bool LeavesSubdomainsOpen =>
        Record is { HasWeakerPolicyBelow: true } && !IsInherited && organisational == domain;

    /// <summary>Names with more than one record, all of which are discarded.</summary>
    public IReadOnlyList<DomainName> Multiple => multiple;

    /// <summary>Records that say they are of DMARC.</summary>
    public static IReadOnlyList<string> Texts(DmarcStep step) =>
        [.. (step.Lookup?.Records ?? []).Where(text => DmarcRecord.TryParse(text, out _))];

    private void Discover()
    {
        var found = new List<(DomainName Name, DmarcPolicyRecord? Record)>();
        foreach (var name in TreeWalk.Steps(domain))
        {
            if (steps.FirstOrDefault(step => step.Name == name) is not { } step)
            {
                Next = name;
                return;
            }
            if (step.Lookup?.Outcome == LookupOutcome.Failed)
            {
                Failed = step.Lookup;
                return;
            }
            var record = Only(step);
            found.Add((name, record));
            if (name == domain && record is not null)
            {
                (Record, At) = (record, name);
                if (!record.HasWeakerPolicyBelow)
                {
                    return;
                }
            }
            if (record?.Alignment.PublicSuffix is not null)
            {
                break;
            }
        }
        organisational = TreeWalk.Organisational(
            domain,
            [.. found.Select(step => (step.Name, step.Record?.Alignment))]
        );
        if (Record is not null)
        {
            return;
        }
        var applies = found.Find(step => step.Name == organisational && step.Record is not null);
        if (applies.Record is null)
        {
            applies = found.Find(step => step.Record?.Alignment.PublicSuffix == true);
        }
        (Record, At) = (applies.Record, applies.Record is null ? null : applies.Name);
    }

    private DmarcPolicyRecord? Only(DmarcStep step)
    {
        var texts = Texts(step);
        // Above a record of the domain's own they decide nothing about the domain.
        if (texts.Count > 1 && Record is null)
        {
            multiple.Add(step.Name);
        }
        return texts is [var only] && DmarcPolicyRecord.TryParse(only, out var record)
            ? record
            : null;
    }
}
