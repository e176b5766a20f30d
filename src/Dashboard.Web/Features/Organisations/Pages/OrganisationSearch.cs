using Dashboard.Core.Adoption;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.RoundStore;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Organisations.Pages;

/// <summary>A line of the list of organisations.</summary>
/// <param name="Protected">In the newest published round that had it; null where none had, or it counts at another.</param>
internal sealed record OrganisationLine(Organisation Organisation, int Domains, Share? Protected);

/// <param name="After">The key to go on after; null on the last page.</param>
internal sealed record OrganisationLines(IReadOnlyList<OrganisationLine> Lines, string? After);

/// <summary>Finds organisations by name, abbreviation or domain, a page at a time, in the order of their names.</summary>
internal sealed class OrganisationSearch(IDbContextFactory<DashboardDb> database)
{
    public const int PageSize = 50;

    /// <param name="words">Of a name, an abbreviation or a domain; null for all that are active.</param>
    /// <param name="after">The key of the last organisation of the page before.</param>
    /// <param name="today">In Europe/Amsterdam.</param>
    public async Task<OrganisationLines> FindAsync(
        string? words,
        string? layer,
        string? after,
        DateOnly today,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var wanted = db.Organisations.AsNoTracking();
        if (!string.IsNullOrEmpty(layer))
        {
            wanted = wanted.Where(o => o.Layer == layer);
        }
        wanted = string.IsNullOrWhiteSpace(words)
            ? wanted.Where(o => o.EndsOn == null || o.EndsOn > today)
            : Matching(db, wanted, words.Trim());
        if (
            !string.IsNullOrEmpty(after)
            && await db
                .Organisations.Where(o => o.Key == after)
                .Select(o => new { o.Name, o.Id })
                .SingleOrDefaultAsync(cancellation)
                is { } last
        )
        {
            wanted = wanted.Where(o =>
                EF.Functions.GreaterThan(
                    ValueTuple.Create(o.Name, o.Id),
                    ValueTuple.Create(last.Name, last.Id)
                )
            );
        }
        var found = await wanted
            .OrderBy(o => o.Name)
            .ThenBy(o => o.Id)
            .Take(PageSize + 1)
            .ToListAsync(cancellation);
        var page = found.Take(PageSize).ToList();
        return new(
            await LinesAsync(db, page, today, cancellation),
            found.Count > PageSize ? page[^1].Key : null
        );
    }

    /// <summary>The layers that have an organisation.</summary>
    public async Task<IReadOnlyList<string>> LayersAsync(CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db.Organisations.Select(o => o.Layer).Distinct().ToListAsync(cancellation);
    }

    private static IQueryable<Organisation> Matching(
        DashboardDb db,
        IQueryable<Organisation> wanted,
        string words
    )
    {
        var like = LikePattern.Containing(words);
        return wanted.Where(o =>
            EF.Functions.ILike(o.Name, like, LikePattern.Escape)
            || o.Abbreviations.Any(a => EF.Functions.ILike(a, like, LikePattern.Escape))
            || db.OrganisationDomains.Any(d =>
                d.OrganisationId == o.Id && EF.Functions.ILike(d.Domain, like, LikePattern.Escape)
            )
        );
    }

    private static async Task<IReadOnlyList<OrganisationLine>> LinesAsync(
        DashboardDb db,
        List<Organisation> organisations,
        DateOnly today,
        CancellationToken cancellation
    )
    {
        var ids = organisations.ConvertAll(o => o.Id);
        var domains = await db
            .OrganisationDomains.Where(d =>
                ids.Contains(d.OrganisationId)
                && (d.From == null || d.From <= today)
                && (d.Until == null || d.Until > today)
            )
            .GroupBy(d => d.OrganisationId)
            .Select(g => new { g.Key, Count = g.Select(d => d.Domain).Distinct().Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        var keys = organisations.ConvertAll(o => o.Key);
        // Nearly all are in the newest round; who is not is looked for in all.
        var newest = await SharesAsync(db, db.Published().WholeFirst().Take(1), keys, cancellation);
        var others = keys.Where(key => !newest.ContainsKey(key)).ToList();
        if (others.Count > 0)
        {
            foreach (
                var (key, share) in await SharesAsync(db, db.Published(), others, cancellation)
            )
            {
                newest[key] = share;
            }
        }
        return
        [
            .. organisations.Select(o => new OrganisationLine(
                o,
                domains.GetValueOrDefault(o.Id),
                newest.TryGetValue(o.Key, out var share) ? share : null
            )),
        ];
    }

    /// <summary>
    /// Of each organisation in the newest of some rounds that had it, of a list only where none is of all; by the key of today.
    /// </summary>
    private static async Task<Dictionary<string, Share>> SharesAsync(
        DashboardDb db,
        IQueryable<RoundRow> rounds,
        IReadOnlyCollection<string> keys,
        CancellationToken cancellation
    )
    {
        var former = await db.FormerKeysAsync(keys, cancellation);
        string[] all = [.. keys, .. former.Keys];
        var receptions = await db.Set<RoundReceptionRow>()
            .Join(
                rounds,
                r => new { r.RoundId, r.Edition },
                round => new { RoundId = round.Id, round.Edition },
                (r, round) =>
                    new
                    {
                        Row = r,
                        IsWhole = round.ListName == null,
                        round.StartedAt,
                    }
            )
            .Join(
                db.Set<RoundValueRow>()
                    .Where(v =>
                        v.Dimension == AdoptionDimension.Organisation && all.Contains(v.Key)
                    ),
                r => r.Row.Organisation,
                v => v.Id,
                (r, v) =>
                    new
                    {
                        v.Key,
                        r.IsWhole,
                        r.StartedAt,
                        r.Row.Protected,
                        r.Row.Measured,
                    }
            )
            .ToListAsync(cancellation);
        return receptions
            .GroupBy(r => former.GetValueOrDefault(r.Key, r.Key))
            .ToDictionary(
                of => of.Key,
                of =>
                    of.MaxBy(r => (r.IsWhole, r.StartedAt)) is { } r
                        ? new Share(r.Protected, r.Measured)
                        : default,
                StringComparer.Ordinal
            );
    }
}
