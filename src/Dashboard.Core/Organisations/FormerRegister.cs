using Dashboard.Core.Dns;

namespace Dashboard.Core.Organisations;

/// <summary>What the last snapshot of the same source said of an organisation.</summary>
/// <param name="MissingSnapshots">In how many full snapshots in a row it has been missing.</param>
public sealed record FormerOrganisation(
    string Key,
    string? Tooi,
    string Name,
    string? ParentKey,
    string Layer,
    DateOnly? EndsOn,
    Guid Fingerprint,
    int MissingSnapshots
);

/// <summary>What the last snapshot of the same source said of a domain at one organisation.</summary>
/// <param name="From">The first day, which is later than the register's where the domain came from another organisation.</param>
/// <param name="StatedFrom">The first day as the register writes it.</param>
/// <param name="Fingerprint">Of the record as the register writes it.</param>
public sealed record FormerDomain(
    string OrganisationKey,
    DomainName Name,
    DateOnly? From,
    DateOnly? StatedFrom,
    DateOnly? Until,
    IReadOnlyList<string> RegisterIds,
    Guid Fingerprint,
    int MissingSnapshots
)
{
    public bool IsValidOn(DateOnly day) =>
        (From is null || From <= day) && (Until is null || day < Until);
}

/// <summary>A source as it was after its last snapshot; nothing in it before the first.</summary>
public sealed record FormerRegister(
    IReadOnlyList<FormerOrganisation> Organisations,
    IReadOnlyList<FormerDomain> Domains
)
{
    public static FormerRegister Empty { get; } = new([], []);

    public bool IsEmpty => Organisations.Count == 0 && Domains.Count == 0;
}
