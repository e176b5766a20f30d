namespace Dashboard.Core.Organisations;

/// <summary>What changes about each organisation.</summary>
internal static class OrganisationDifference
{
    public static IReadOnlyList<OrganisationChange> Of(
        OrganisationMatch match,
        Vanished vanished,
        DifferenceOptions options,
        bool countsMissing,
        FormerRegister former,
        bool isCategoryFile
    )
    {
        var changes = match
            .Pairs.Select(pair => new OrganisationChange(
                Kind(pair.Staged, pair.Former, match, options.Today),
                pair.Former,
                pair.Staged
            ))
            .ToList();
        if (!isCategoryFile)
        {
            changes.AddRange(
                former
                    .Organisations.Where(one => vanished.Organisations.Contains(one.Key))
                    .Select(one => new OrganisationChange(
                        EndsNow(one.MissingSnapshots, countsMissing)
                            ? RegisterChange.Ended
                            : RegisterChange.Missing,
                        one,
                        null
                    ))
            );
        }
        return changes;
    }

    public static bool EndsNow(int missingSnapshots, bool countsMissing) =>
        countsMissing && missingSnapshots + 1 >= RegisterDifference.MissingUntilEnded;

    private static RegisterChange Kind(
        RegisterOrganisation staged,
        FormerOrganisation? former,
        OrganisationMatch match,
        DateOnly today
    )
    {
        if (former is null)
        {
            return RegisterChange.Added;
        }
        if (staged.EndsOn <= today && !(former.EndsOn <= today))
        {
            return RegisterChange.Ended;
        }
        var parent = staged.ParentKey is { } key ? match.StoredKey(key) : null;
        return parent != former.ParentKey ? RegisterChange.Moved
            : RegisterFingerprint.Of(staged) != former.Fingerprint
            || former.MissingSnapshots >= RegisterDifference.MissingUntilEnded
                ? RegisterChange.Changed
            : RegisterChange.Unchanged;
    }
}
