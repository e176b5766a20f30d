using Dashboard.Core.Adoption;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Organisations.Pages;
using Dashboard.Web.Features.Rounds.Control;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Corrections;

/// <summary>What a link opens: one organisation in one round.</summary>
internal sealed record OpenedLink(RoundRow Round, string OrganisationKey, string Organisation);

/// <summary>An organisation of a round, and whether it has a link.</summary>
/// <param name="Links">Those that are not revoked.</param>
internal sealed record LinkedOrganisation(string Key, string Name, int Links);

/// <summary>The links by which organisations see their own results before publication. A link is shown once; its digest is kept.</summary>
internal sealed class RoundLinks(IDbContextFactory<DashboardDb> database, TimeProvider time)
    : IMemberRounds
{
    /// <returns>The token; null where the round is not in correction, or the organisation is not in it.</returns>
    public async Task<string?> CreateAsync(
        int round,
        string organisation,
        string actor,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        if (
            !await db.Set<RoundRow>()
                .AnyAsync(r => r.Id == round && r.State == RoundState.Correction, cancellation)
            || !await Listed(db, round).AnyAsync(v => v.Key == organisation, cancellation)
        )
        {
            return null;
        }
        var token = SecretTokens.Create();
        db.Add(
            new RoundLinkRow
            {
                Digest = SecretTokens.Hash(token),
                RoundId = round,
                OrganisationKey = organisation,
                CreatedAt = time.GetUtcNow(),
            }
        );
        db.Write(
            time,
            actor,
            "round-link-created",
            RoundControl.Subject(round),
            before: null,
            new { Organisation = organisation }
        );
        await db.SaveChangesAsync(cancellation);
        return token;
    }

    /// <summary>Ends all links of an organisation to a round.</summary>
    public async Task RevokeAsync(
        int round,
        string organisation,
        string actor,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancellation);
        var links = await db.Set<RoundLinkRow>()
            .Where(l =>
                l.RoundId == round && l.OrganisationKey == organisation && l.RevokedAt == null
            )
            .ToListAsync(cancellation);
        if (links.Count == 0)
        {
            return;
        }
        links.ForEach(link => link.RevokedAt = now);
        db.Write(
            time,
            actor,
            "round-links-revoked",
            RoundControl.Subject(round),
            new { Organisation = organisation, Links = links.Count },
            after: null
        );
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>
    /// Null for a token that nobody gave out or that was revoked, and where the round is in no state in which the organisation may
    /// see it: before its correction period, while it is paused, and when it is cancelled. Once it is published its results are public,
    /// and what the organisation said and was answered is still here alone.
    /// </summary>
    public async Task<OpenedLink?> OpenAsync(string token, CancellationToken cancellation)
    {
        var digest = SecretTokens.Hash(token);
        await using var db = await database.CreateDbContextAsync(cancellation);
        var found = await db.Set<RoundLinkRow>()
            .AsNoTracking()
            .Where(l => l.Digest == digest && l.RevokedAt == null)
            .Join(
                db.Set<RoundRow>(),
                l => l.RoundId,
                r => r.Id,
                (l, r) => new { l.OrganisationKey, Round = r }
            )
            .SingleOrDefaultAsync(cancellation);
        if (
            found
            is not {
                Round.State: RoundState.Correction or RoundState.Closed or RoundState.Published
            }
        )
        {
            return null;
        }
        var name = await Listed(db, found.Round.Id)
            .Where(v => v.Key == found.OrganisationKey)
            .Select(v => v.Name)
            .FirstOrDefaultAsync(cancellation);
        return new(found.Round, found.OrganisationKey, name ?? found.OrganisationKey);
    }

    /// <summary>
    /// The same by an account of the organisation, without a link. Null too where the organisation has no domain in the round.
    /// </summary>
    public async Task<OpenedLink?> OpenOwnAsync(
        int round,
        int organisation,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        if (
            await db.Set<RoundRow>()
                .AsNoTracking()
                .SingleOrDefaultAsync(r => r.Id == round, cancellation)
            is not {
                State: RoundState.Correction or RoundState.Closed or RoundState.Published
            } found
        )
        {
            return null;
        }
        return await Own(db, round, organisation).FirstOrDefaultAsync(cancellation) is { } own
            ? new(found, own.Key, own.Name)
            : null;
    }

    public async Task<IReadOnlyList<MemberRound>> OwnRoundsAsync(
        int organisation,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db.Set<RoundRow>()
            .AsNoTracking()
            .Where(r =>
                (r.State == RoundState.Correction || r.State == RoundState.Closed)
                && db.Set<RoundOrganisationRow>()
                    .Any(o =>
                        o.RoundId == r.Id
                        && db.Set<RoundValueRow>()
                            .Any(v =>
                                v.Id == o.Organisation
                                && v.Dimension == AdoptionDimension.Organisation
                                && Owners(db, organisation)
                                    .Any(of => of.Key == v.Key || of.FormerKeys.Contains(v.Key))
                            )
                    )
            )
            .OrderByDescending(r => r.StartedAt)
            .ThenByDescending(r => r.Id)
            .Select(r => new MemberRound(r.Id, r.Name))
            .ToListAsync(cancellation);
    }

    private static IQueryable<RoundValueRow> Own(DashboardDb db, int round, int organisation) =>
        Listed(db, round)
            .Where(v =>
                Owners(db, organisation).Any(o => o.Key == v.Key || o.FormerKeys.Contains(v.Key))
            )
            .OrderByDescending(v =>
                db.Organisations.Any(o =>
                    o.Id == organisation && (o.Key == v.Key || o.FormerKeys.Contains(v.Key))
                )
            )
            .ThenBy(v => v.Key);

    /// <summary>
    /// Under which a round may have it: itself, and organisations that were joined to it after the round had
    /// started. A former organisation of a merger is another one, of which its sources still tell.
    /// </summary>
    private static IQueryable<Organisation> Owners(DashboardDb db, int organisation) =>
        db.Organisations.Where(o =>
            o.Id == organisation
            || (
                o.SuccessorId == organisation
                && !db.OrganisationRecords.Any(record => record.OrganisationId == o.Id)
            )
        );

    /// <summary>The first organisations of a round by name, of those with a layer of their own.</summary>
    /// <param name="words">Of the name; null for all.</param>
    public async Task<IReadOnlyList<LinkedOrganisation>> OrganisationsAsync(
        int round,
        string? words,
        int most,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var links = await db.Set<RoundLinkRow>()
            .Where(l => l.RoundId == round && l.RevokedAt == null)
            .GroupBy(l => l.OrganisationKey)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        var like = LikePattern.Containing(words);
        var listed = await Listed(db, round)
            .Where(v => EF.Functions.ILike(v.Name, like, LikePattern.Escape))
            .OrderBy(v => v.Name)
            .ThenBy(v => v.Key)
            .Take(most)
            .ToListAsync(cancellation);
        return
        [
            .. listed.Select(v => new LinkedOrganisation(
                v.Key,
                v.Name,
                links.GetValueOrDefault(v.Key)
            )),
        ];
    }

    private static IQueryable<RoundValueRow> Listed(DashboardDb db, int round) =>
        db.Set<RoundOrganisationRow>()
            .Where(o => o.RoundId == round)
            .Join(
                db.Set<RoundValueRow>()
                    .AsNoTracking()
                    .Where(v => v.Dimension == AdoptionDimension.Organisation),
                o => o.Organisation,
                v => v.Id,
                (_, v) => v
            );
}
