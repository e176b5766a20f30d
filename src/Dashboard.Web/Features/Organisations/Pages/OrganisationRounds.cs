using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.RoundStore;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Organisations.Pages;

/// <summary>
/// What rounds hold of one organisation. Which rounds is for the caller to say: those that are published, or the one that the holder
/// of a link may see.
/// </summary>
internal sealed class OrganisationRounds(IDbContextFactory<DashboardDb> database)
{
    /// <summary>
    /// Published rounds that may have had domains of the organisation, oldest first: the newest where it had a place of its own or was a part of
    /// another, and the newest of all. They are of one series: every mail domain, or the list of the newest where that is all that had it.
    /// </summary>
    public async Task<IReadOnlyList<RoundRow>> NewestAsync(
        string key,
        int most,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var own = await db.NumbersAsync(AdoptionDimension.Organisation, key, cancellation);
        var had = db.Published()
            .Where(r =>
                db.Set<RoundOrganisationRow>()
                    .Any(o =>
                        o.RoundId == r.Id
                        && (own.Contains(o.Organisation) || o.Parts.Any(p => own.Contains(p)))
                    )
            );
        var list = await had.WholeFirst().Select(r => r.ListName).FirstOrDefaultAsync(cancellation);
        var places = await had.Where(r => r.ListName == list)
            .OrderByDescending(r => r.StartedAt)
            .Take(most)
            .ToListAsync(cancellation);
        var newest = await db.Published()
            .Where(r => r.ListName == list)
            .OrderByDescending(r => r.StartedAt)
            .Take(most)
            .ToListAsync(cancellation);
        return [.. places.Concat(newest).DistinctBy(r => r.Id).OrderBy(r => r.StartedAt)];
    }

    /// <summary>Of each round that had domains of the organisation, in the order of the rounds.</summary>
    public async Task<IReadOnlyList<OrganisationRound>> TimelineAsync(
        string key,
        IReadOnlyList<RoundRow> rounds,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var own = await db.NumbersAsync(AdoptionDimension.Organisation, key, cancellation);
        if (own.Length == 0)
        {
            return [];
        }
        var ids = rounds.Select(r => r.Id).ToArray();
        var units = await db.Set<RoundOrganisationRow>()
            .AsNoTracking()
            .Where(o => ids.Contains(o.RoundId) && own.Contains(o.Organisation))
            .ToDictionaryAsync(o => o.RoundId, cancellation);
        var receptions = (
            await db.Set<RoundReceptionRow>()
                .AsNoTracking()
                .Where(r => ids.Contains(r.RoundId) && own.Contains(r.Organisation))
                .ToListAsync(cancellation)
        ).ToDictionary(r => (r.RoundId, r.Edition), r => new Share(r.Protected, r.Measured));
        // A part has no place of its own; its domains are few.
        var elsewhere = ids.Except(units.Keys).ToArray();
        var asPart = (
            await db.Set<RoundOrganisationRow>()
                .Where(o => elsewhere.Contains(o.RoundId) && o.Parts.Any(p => own.Contains(p)))
                .Select(o => o.RoundId)
                .ToListAsync(cancellation)
        ).ToHashSet();
        var found = new List<OrganisationRound>();
        foreach (var round in rounds)
        {
            if (units.TryGetValue(round.Id, out var unit))
            {
                found.Add(
                    new(round, receptions.GetValueOrDefault((round.Id, round.Edition)), unit)
                );
            }
            else if (
                asPart.Contains(round.Id)
                && await ResultsAsync(db, own, round, cancellation) is { Count: > 0 } results
            )
            {
                found.Add(
                    new(
                        round,
                        new(results.Count(r => r.IsProtected), results.Count(r => r.IsMeasured)),
                        null
                    )
                );
            }
        }
        return found;
    }

    /// <summary>Of the organisation and of the parts that count at it, by name.</summary>
    public async Task<IReadOnlyList<DomainResult>> ResultsAsync(
        string key,
        RoundRow round,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var own = await db.NumbersAsync(AdoptionDimension.Organisation, key, cancellation);
        var parts = await db.Set<RoundOrganisationRow>()
            .Where(o => o.RoundId == round.Id && own.Contains(o.Organisation))
            .Select(o => o.Parts)
            .ToListAsync(cancellation);
        return await ResultsAsync(
            db,
            [.. own.Concat(parts.SelectMany(p => p)).Distinct()],
            round,
            cancellation
        );
    }

    /// <summary>Null where the organisation has no place of its own in the round, or nothing of it was measured.</summary>
    public async Task<LayerPlace?> PlaceAsync(OrganisationRound at, CancellationToken cancellation)
    {
        if (at.Sending is not { } unit || at.Protected.Measured == 0)
        {
            return null;
        }
        await using var db = await database.CreateDbContextAsync(cancellation);
        var (round, edition) = (at.Round.Id, at.Round.Edition);
        var measured = db.Set<RoundReceptionRow>()
            .Where(r => r.RoundId == round && r.Edition == edition && r.Measured > 0)
            .Where(r =>
                db.Set<RoundOrganisationRow>()
                    .Any(o =>
                        o.RoundId == round
                        && o.Organisation == r.Organisation
                        && o.Layer == unit.Layer
                    )
            );
        return new(
            await db.Set<RoundValueRow>()
                .Where(v => v.Id == unit.Layer)
                .Select(v => v.Key)
                .SingleAsync(cancellation),
            new(
                await measured.CountAsync(r => r.Protected == r.Measured, cancellation),
                await measured.CountAsync(cancellation)
            )
        );
    }

    private static async Task<IReadOnlyList<DomainResult>> ResultsAsync(
        DashboardDb db,
        int[] organisations,
        RoundRow round,
        CancellationToken cancellation
    )
    {
        var edition = round.Edition;
        var rows = await db.Set<RoundResultRow>()
            .AsNoTracking()
            .Where(r =>
                r.RoundId == round.Id
                && r.Edition <= edition
                && (r.SupersededIn == null || r.SupersededIn > edition)
                && (
                    (r.Organisation != null && organisations.Contains(r.Organisation.Value))
                    || (r.More != null && r.More.Any(n => organisations.Contains(n)))
                )
            )
            .Join(
                db.Set<MeasuredDomainRow>(),
                r => r.DomainId,
                d => d.Id,
                (r, d) => new { Row = r, d.Name }
            )
            .ToListAsync(cancellation);
        return await NamedAsync(db, [.. rows.Select(r => (r.Row, r.Name))], cancellation);
    }

    /// <summary>With providers and reasons in words, by name.</summary>
    internal static async Task<IReadOnlyList<DomainResult>> NamedAsync(
        DashboardDb db,
        IReadOnlyList<(RoundResultRow Row, string Domain)> rows,
        CancellationToken cancellation
    )
    {
        var numbers = rows.SelectMany(r =>
                new[] { r.Row.Provider }.OfType<int>().Concat(r.Row.More ?? [])
            )
            .Distinct()
            .ToArray();
        var providers = await db.Set<RoundValueRow>()
            .AsNoTracking()
            .Where(v => v.Dimension == AdoptionDimension.Provider && numbers.Contains(v.Id))
            .ToDictionaryAsync(v => v.Id, v => v.Key, cancellation);
        var reasons = rows.Select(r => r.Row.Reason).OfType<short>().Distinct().ToArray();
        var words = await db.Set<RoundWordRow>()
            .Where(w => reasons.Contains(w.Id))
            .ToDictionaryAsync(w => w.Id, w => w.Word, cancellation);
        return
        [
            .. rows.Select(r => new DomainResult(
                    r.Row.DomainId,
                    DomainName.Parse(r.Domain),
                    r.Row.Wave,
                    r.Row.MeasuredAt,
                    (DomainStatus)r.Row.Status,
                    (ConnectionType?)r.Row.ConnectionType,
                    (DeliveryHindrance?)r.Row.Hindrance,
                    ResultRows.Outcomes(r.Row),
                    r.Row.Reason is { } reason ? words[reason] : null,
                    [
                        .. new[] { r.Row.Provider }
                            .OfType<int>()
                            .Concat(r.Row.More ?? [])
                            .Where(providers.ContainsKey)
                            .Select(n => providers[n])
                            .Distinct(),
                    ],
                    r.Row.Flags.HasFlag(ResultFlags.Corrected)
                ))
                .OrderBy(r => r.Domain.Value, StringComparer.Ordinal),
        ];
    }
}
