using Dashboard.Core.Dns;

namespace Dashboard.Core.Organisations;

/// <summary>What a snapshot changes about one organisation or domain. Public as words: never renamed.</summary>
public enum RegisterChange
{
    Added,
    Changed,

    /// <summary>An organisation has another parent; a domain another organisation.</summary>
    Moved,

    /// <summary>It has ended, by the register's own word or after being missing in three full snapshots.</summary>
    Ended,

    /// <summary>The former snapshot had it and this one does not; it goes on until it is ended.</summary>
    Missing,

    Unchanged,
}

/// <summary>One organisation of the difference. <see cref="Staged"/> is null where the file does not name it.</summary>
public sealed record OrganisationChange(
    RegisterChange Change,
    FormerOrganisation? Former,
    RegisterOrganisation? Staged
)
{
    /// <summary>The key that the source's records are stored under: the former one, so that a record keeps its place.</summary>
    public string Key => Former?.Key ?? Staged!.Key;

    public string Name => Staged?.Name ?? Former!.Name;
}

/// <summary>A domain of the file at one organisation.</summary>
/// <param name="Domain">With the day from which it counts at this organisation.</param>
/// <param name="AsWritten">As the file has it.</param>
public sealed record StagedDomain(RegisterDomain Domain, RegisterDomain AsWritten);

/// <summary>One organisation's hold on a domain.</summary>
/// <param name="EndsOn">Where the source no longer names it and it is to be closed: the day; else null.</param>
public sealed record DomainLinkChange(
    string OrganisationKey,
    FormerDomain? Former,
    StagedDomain? Staged,
    DateOnly? EndsOn
);

/// <summary>One domain name of the difference, with every organisation that has or had it.</summary>
public sealed record DomainChange(
    RegisterChange Change,
    DomainName Name,
    IReadOnlyList<DomainLinkChange> Links
);

/// <summary>How many there are of each change.</summary>
public sealed record ChangeCounts(
    int Added,
    int Changed,
    int Moved,
    int Ended,
    int Missing,
    int Unchanged
)
{
    public static ChangeCounts Of(IEnumerable<RegisterChange> changes)
    {
        var counts = changes.CountBy(change => change).ToDictionary();
        int Count(RegisterChange change) => counts.GetValueOrDefault(change);
        return new(
            Count(RegisterChange.Added),
            Count(RegisterChange.Changed),
            Count(RegisterChange.Moved),
            Count(RegisterChange.Ended),
            Count(RegisterChange.Missing),
            Count(RegisterChange.Unchanged)
        );
    }
}

/// <summary>How this file is to be compared.</summary>
/// <param name="Today">The day in Europe/Amsterdam.</param>
/// <param name="EndingConfirmed">An analyst has confirmed that what is missing may count as missing.</param>
public sealed record DifferenceOptions(LayerTable Layers, DateOnly Today, bool EndingConfirmed);

/// <summary>What a file changes, compared with the last snapshot of its source.</summary>
/// <param name="CountsMissing">
/// Whether this is a full snapshot, in which what is not named counts as missing: three in a row end it.
/// </param>
public sealed record RegisterDifference(
    IReadOnlyList<OrganisationChange> Organisations,
    IReadOnlyList<DomainChange> Domains,
    IReadOnlyList<RegisterProblem> Warnings,
    bool CountsMissing
)
{
    /// <summary>After so many full snapshots in a row without it, a record ends.</summary>
    public const int MissingUntilEnded = 3;

    public ChangeCounts OrganisationCounts =>
        ChangeCounts.Of(Organisations.Select(change => change.Change));

    public ChangeCounts DomainCounts => ChangeCounts.Of(Domains.Select(change => change.Change));

    /// <summary>Of a snapshot that is applied already: looked at once more, nothing has been missing any longer.</summary>
    public RegisterDifference WithoutEnds() =>
        this with
        {
            Organisations =
            [
                .. Organisations.Select(change =>
                    change is { Staged: null, Change: RegisterChange.Ended }
                        ? change with
                        {
                            Change = RegisterChange.Missing,
                        }
                        : change
                ),
            ],
            Domains =
            [
                .. Domains.Select(change =>
                    change.Change == RegisterChange.Ended
                    && change.Links.All(link => link.Staged is null)
                        ? change with
                        {
                            Change = RegisterChange.Missing,
                        }
                        : change
                ),
            ],
        };

    public static RegisterDifference Between(
        FormerRegister former,
        RegisterContents staged,
        DifferenceOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(former);
        ArgumentNullException.ThrowIfNull(staged);
        ArgumentNullException.ThrowIfNull(options);
        var match = OrganisationMatch.Of(former.Organisations, staged.Organisations);
        var kept = staged
            .Refused.Select(problem => problem.Key)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        var vanished = Vanished.Of(former, staged, match, kept, options.Today);
        var warnings = new List<RegisterProblem>(match.Warnings);
        var guard = EndingGuard.Judge(former, vanished, options.Today);
        var counts = !staged.IsCategoryFile && (guard.Count == 0 || options.EndingConfirmed);
        if (staged.IsCategoryFile)
        {
            warnings.Add(new(0, RegisterReason.CategoryFile, string.Empty));
        }
        else if (!counts)
        {
            warnings.AddRange(
                guard.Select(text => new RegisterProblem(0, RegisterReason.NothingEnded, text))
            );
        }
        var organisations = OrganisationDifference.Of(
            match,
            vanished,
            options,
            counts,
            former,
            staged.IsCategoryFile
        );
        warnings.AddRange(KeysChanged(organisations));
        var domains = DomainDifference.Of(former, staged, match, vanished, options, counts);
        warnings.AddRange(Shared(domains, options.Today));
        return new(organisations, domains, warnings, counts);
    }

    /// <summary>An organisation that is new by both its keys and has the name of one that is missing.</summary>
    private static IEnumerable<RegisterProblem> KeysChanged(
        IReadOnlyList<OrganisationChange> organisations
    )
    {
        var missing = organisations
            .Where(change => change.Staged is null)
            .Select(change => change.Name)
            .ToHashSet(StringComparer.Ordinal);
        return organisations
            .Where(change => change.Change == RegisterChange.Added && missing.Contains(change.Name))
            .Select(change => new RegisterProblem(
                change.Staged!.Line,
                RegisterReason.KeysChanged,
                RegisterProblem.Shown(change.Name)
            ));
    }

    private static IEnumerable<RegisterProblem> Shared(
        IReadOnlyList<DomainChange> domains,
        DateOnly today
    ) =>
        domains
            .Select(change =>
                (
                    change.Name,
                    Links: change
                        .Links.Where(link => link.Staged?.Domain.IsValidOn(today) == true)
                        .ToList()
                )
            )
            .Where(shared => shared.Links.Count > 1)
            .Select(shared => new RegisterProblem(
                shared.Links.Max(link => link.Staged!.AsWritten.Line),
                RegisterReason.SharedDomain,
                shared.Name.Value
            ));
}
