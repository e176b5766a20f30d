using Dashboard.Core.Dns;

namespace Dashboard.Core.Organisations;

/// <summary>A <c>domeinnaamregistratie</c> or <c>domein</c> of the Register Internetdomeinen Overheid, as written.</summary>
/// <param name="Name">A registration's name, or an entry's address.</param>
/// <param name="HasEmailScore">Whether an entry has a quality report on e-mail.</param>
public sealed record RioEntry(
    string? Id,
    string? Name,
    string? Purpose,
    string? Holder,
    string? From,
    string? Until,
    bool HasEmailScore,
    int Line
);

/// <summary>What one organisation of the register has.</summary>
public sealed record RioOutcome(
    IReadOnlyList<RegisterDomain> Domains,
    IReadOnlyList<RegisterHost> Hosts,
    IReadOnlyList<RegisterProblem> Problems
);

/// <summary>
/// Makes mail domains of an organisation's entries: each registration, and each further entry that is for e-mail or has a score
/// for it. Other entries are hosts, which are kept and not measured.
/// </summary>
public static class RioMapping
{
    public static RioOutcome Map(
        string organisationKey,
        IReadOnlyList<RioEntry> registrations,
        IReadOnlyList<RioEntry> entries
    )
    {
        ArgumentNullException.ThrowIfNull(registrations);
        ArgumentNullException.ThrowIfNull(entries);
        var problems = new List<RegisterProblem>();
        var hosts = new List<RegisterHost>();
        var domains = new Dictionary<DomainName, RegisterDomain>();
        foreach (var registration in registrations)
        {
            if (Read(registration, problems) is { } read)
            {
                Add(domains, DomainOf(organisationKey, registration, read));
            }
        }
        var registered = domains.Keys.ToHashSet();
        foreach (var entry in entries)
        {
            if (Read(entry, problems) is not { } read)
            {
                continue;
            }
            hosts.Add(
                new()
                {
                    OrganisationKey = organisationKey,
                    Name = read.Host,
                    RegistrableDomain = PublicSuffixList.Own.RegistrableDomain(read.Host),
                    Label = entry.Purpose,
                    Until = read.Until,
                    Line = entry.Line,
                }
            );
            // A registration's own dates hold for its www entry too: closing the one closes the other.
            if (
                (entry.HasEmailScore || IsForEmail(entry.Purpose))
                && !registered.Contains(RegisterName.WithoutWww(read.Host))
            )
            {
                Add(domains, DomainOf(organisationKey, entry, read));
            }
        }
        return new([.. domains.Values], hosts, problems);
    }

    public static bool IsForEmail(string? purpose) =>
        purpose is not null
        && string.Concat(purpose.Where(char.IsLetter))
            .Contains("mail", StringComparison.OrdinalIgnoreCase);

    private static (DomainName Host, DateOnly? From, DateOnly? Until)? Read(
        RioEntry entry,
        List<RegisterProblem> problems
    )
    {
        if (!RegisterName.TryReadHost(entry.Name, out var host, out var reason))
        {
            problems.Add(new(entry.Line, reason, RegisterProblem.Shown(entry.Name), entry.Id));
            return null;
        }
        if (
            !RegisterDate.TryRead(entry.From, out var from)
            || !RegisterDate.TryRead(entry.Until, out var until)
        )
        {
            problems.Add(
                new(
                    entry.Line,
                    RegisterReason.Date,
                    RegisterProblem.Shown($"{entry.Name} {entry.From} {entry.Until}".Trim()),
                    entry.Id
                )
            );
            return null;
        }
        return (host, from, until);
    }

    private static RegisterDomain DomainOf(
        string organisationKey,
        RioEntry entry,
        (DomainName Host, DateOnly? From, DateOnly? Until) read
    ) =>
        new()
        {
            OrganisationKey = organisationKey,
            Name = RegisterName.WithoutWww(read.Host),
            From = read.From,
            Until = read.Until,
            RegisterIds = entry.Id is null ? [] : [entry.Id],
            Purpose = entry.Purpose,
            Holder = entry.Holder,
            Line = entry.Line,
        };

    private static void Add(
        Dictionary<DomainName, RegisterDomain> domains,
        RegisterDomain domain
    ) =>
        domains[domain.Name] = domains.TryGetValue(domain.Name, out var other)
            ? DomainMerge.Of(other, domain)
            : domain;
}
