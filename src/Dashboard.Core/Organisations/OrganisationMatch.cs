namespace Dashboard.Core.Organisations;

/// <summary>
/// Which organisation of the file is which of the former snapshot: by key, else by TOOI (registers.md, cases 11 and 12). A name
/// never decides.
/// </summary>
internal sealed class OrganisationMatch
{
    private readonly Dictionary<string, FormerOrganisation> formerOf = new(StringComparer.Ordinal);

    private OrganisationMatch() { }

    public List<(RegisterOrganisation Staged, FormerOrganisation? Former)> Pairs { get; } = [];

    public HashSet<string> FormerKeysNamed { get; } = new(StringComparer.Ordinal);

    public List<RegisterProblem> Warnings { get; } = [];

    /// <summary>The key that a staged organisation is stored under.</summary>
    public string StoredKey(string stagedKey) =>
        formerOf.TryGetValue(stagedKey, out var former) ? former.Key : stagedKey;

    public static OrganisationMatch Of(
        IReadOnlyList<FormerOrganisation> former,
        IReadOnlyList<RegisterOrganisation> staged
    )
    {
        var byKey = former.ToDictionary(one => one.Key, StringComparer.Ordinal);
        var byTooi = former
            .Where(one => one.Tooi is not null)
            .DistinctBy(one => one.Tooi, StringComparer.Ordinal)
            .ToDictionary(one => one.Tooi!, StringComparer.Ordinal);
        var match = new OrganisationMatch();
        var stagedKeys = staged.Select(one => one.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var organisation in staged)
        {
            var found = byKey.GetValueOrDefault(organisation.Key);
            var sameTooi = organisation.Tooi is { } tooi ? byTooi.GetValueOrDefault(tooi) : null;
            if (found is not null && sameTooi is not null && sameTooi.Key != found.Key)
            {
                match.Warnings.Add(
                    new(
                        organisation.Line,
                        RegisterReason.KeysDiffer,
                        RegisterProblem.Shown(organisation.Name)
                    )
                );
            }
            // One whose own number is still in the file is not taken for another.
            found ??= sameTooi is not null && !stagedKeys.Contains(sameTooi.Key) ? sameTooi : null;
            if (found is not null && match.FormerKeysNamed.Add(found.Key))
            {
                match.formerOf[organisation.Key] = found;
                match.Pairs.Add((organisation, found));
            }
            else
            {
                match.Pairs.Add((organisation, null));
            }
        }
        return match;
    }
}
