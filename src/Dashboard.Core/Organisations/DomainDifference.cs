using Dashboard.Core.Dns;

namespace Dashboard.Core.Organisations;

/// <summary>What changes about each domain name, over all organisations that have or had it.</summary>
internal static class DomainDifference
{
    public static IReadOnlyList<DomainChange> Of(
        FormerRegister former,
        RegisterContents staged,
        OrganisationMatch match,
        Vanished vanished,
        DifferenceOptions options,
        bool countsMissing
    )
    {
        var formerOf = former.Domains.ToLookup(domain => domain.Name);
        var stagedOf = staged.Domains.ToLookup(domain => domain.Name);
        var names = stagedOf
            .Select(group => group.Key)
            .Concat(former.Domains.Select(domain => domain.Name))
            .Distinct();
        var changes = new List<DomainChange>();
        foreach (var name in names)
        {
            var before = formerOf[name]
                .ToDictionary(one => one.OrganisationKey, StringComparer.Ordinal);
            var after = Handed(stagedOf[name], before, match, options.Today);
            if (after.Count == 0 && staged.IsCategoryFile)
            {
                continue;
            }
            if (Between(name, before, after, vanished, options.Today, countsMissing) is { } change)
            {
                changes.Add(change);
            }
        }
        return changes;
    }

    /// <summary>
    /// The file's links by stored key. Where one organisation's has been closed and just one other's is open, the other has it
    /// from that day: a register gives the day of the registration, which does not change hands.
    /// </summary>
    private static Dictionary<string, StagedDomain> Handed(
        IEnumerable<RegisterDomain> links,
        Dictionary<string, FormerDomain> before,
        OrganisationMatch match,
        DateOnly today
    )
    {
        var written = new Dictionary<string, RegisterDomain>(StringComparer.Ordinal);
        foreach (var link in links)
        {
            var key = match.StoredKey(link.OrganisationKey);
            written[key] = written.TryGetValue(key, out var other)
                ? DomainMerge.Of(other, link)
                : link;
        }
        var of = written.ToDictionary(
            link => link.Key,
            link => WithKnownStart(link.Value, before.GetValueOrDefault(link.Key)),
            StringComparer.Ordinal
        );
        var closed = of.Values.Where(link => link.Domain.Until <= today).ToList();
        var open = of.Where(link => link.Value.Domain.IsValidOn(today)).ToList();
        if (closed.Count > 0 && open is [var holder])
        {
            var day = closed.Max(link => link.Domain.Until!.Value);
            of[holder.Key] = StartingOn(holder.Value, day);
        }
        return of;
    }

    /// <summary>Keeps the day on which a domain came from another organisation while the register's own day stays the same.</summary>
    private static StagedDomain WithKnownStart(RegisterDomain written, FormerDomain? former) =>
        former is not null && former.StatedFrom == written.From
            ? new(written with { From = former.From }, written)
            : new(written, written);

    private static StagedDomain StartingOn(StagedDomain link, DateOnly day) =>
        link.Domain.From is null || link.Domain.From < day
            ? link with
            {
                Domain = link.Domain with { From = day },
            }
            : link;

    private static DomainChange? Between(
        DomainName name,
        Dictionary<string, FormerDomain> before,
        Dictionary<string, StagedDomain> after,
        Vanished vanished,
        DateOnly today,
        bool countsMissing
    )
    {
        var had = before
            .Where(one => one.Value.IsValidOn(today))
            .Select(one => one.Key)
            .ToHashSet();
        var has = after
            .Where(one => one.Value.Domain.IsValidOn(today))
            .Select(one => one.Key)
            .ToHashSet();
        // What a refused entry names is not lost: nobody knows what it would have said.
        var lost = had.Except(has)
            .Where(key => after.ContainsKey(key) || vanished.Domains.Contains((key, name)))
            .ToList();
        var gained = has.Except(had).ToList();
        var moved = lost.Count > 0 && gained.Count > 0;
        var moveDay = moved ? MoveDay(lost, gained, before, after, today) : (DateOnly?)null;
        var links = new List<DomainLinkChange>();
        foreach (var (key, link) in after)
        {
            var staged = moveDay is { } day && gained.Contains(key) ? StartingOn(link, day) : link;
            links.Add(new(key, before.GetValueOrDefault(key), staged, null));
        }
        foreach (var (key, link) in before.Where(one => !after.ContainsKey(one.Key)))
        {
            if (!vanished.Domains.Contains((key, name)))
            {
                continue;
            }
            DateOnly? endsOn =
                moveDay is { } day ? day
                : OrganisationDifference.EndsNow(link.MissingSnapshots, countsMissing) ? today
                : null;
            links.Add(new(key, link, null, endsOn));
        }
        return links.Count == 0
            ? null
            : new(Kind(before, had, has, lost, moved, links), name, links);
    }

    /// <summary>
    /// The day on which the new holder has it by the register, where that is within the time of the old one; else today.
    /// </summary>
    private static DateOnly MoveDay(
        List<string> lost,
        List<string> gained,
        Dictionary<string, FormerDomain> before,
        Dictionary<string, StagedDomain> after,
        DateOnly today
    )
    {
        var closed = lost.Select(key => after.GetValueOrDefault(key)?.Domain.Until).Max();
        if (closed is { } day)
        {
            return day;
        }
        var from = gained.Select(key => after[key].Domain.From).Min();
        var since = lost.Select(key => before[key].From).Max();
        return from is { } opened && opened <= today && (since is null || opened > since)
            ? opened
            : today;
    }

    private static RegisterChange Kind(
        Dictionary<string, FormerDomain> before,
        HashSet<string> had,
        HashSet<string> has,
        List<string> lost,
        bool moved,
        List<DomainLinkChange> links
    ) =>
        before.Count == 0 ? RegisterChange.Added
        : moved ? RegisterChange.Moved
        : had.Count > 0 && has.Count == 0 && lost.Count == had.Count
            ? links.Exists(link =>
                    had.Contains(link.OrganisationKey) && link is { Staged: null, EndsOn: null }
                )
                    ? RegisterChange.Missing
                : RegisterChange.Ended
        : links.TrueForAll(IsSame) ? RegisterChange.Unchanged
        : RegisterChange.Changed;

    private static bool IsSame(DomainLinkChange link) =>
        link is { Staged: { } staged, Former: { } former }
        && former.Fingerprint == RegisterFingerprint.Of(staged.AsWritten)
        && former.Until == staged.Domain.Until;
}
