using Dashboard.Core.Adoption;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Dashboard.Data.Rounds;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <summary>An organisation in a round, with its parts: how it sends and how much of its mail arrives protected.</summary>
internal sealed record RoundOrganisationItem(
    string Organisation,
    string Name,
    string Layer,
    string LayerName,
    SendingState Sending,
    int SendingTested,
    int SendingDomains,
    DateTimeOffset? SendingTestedAt,
    string? SendingKind,
    int Protected,
    int Measured
);

/// <summary>What one provider is to the domains of one layer; a layer of null is all of them.</summary>
public sealed record LayerProviderItem(string? Layer, string? LayerName, ProviderItem Provider);

/// <summary>An explanation that was valid on the measuring date.</summary>
public sealed record RoundExplanationItem(
    int Id,
    string Organisation,
    string Name,
    FigureStandard Standard,
    string? Domain,
    string Text,
    string Role,
    DateOnly ValidFrom,
    DateOnly ValidUntil
);

/// <summary>Tables of a round that no command prints by itself.</summary>
internal sealed class RoundTables(IDbContextFactory<DashboardDb> database)
{
    public async Task<IReadOnlyList<RoundOrganisationItem>> OrganisationsAsync(
        RoundRow round,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var rows = await (
            from organisation in db.Set<RoundOrganisationRow>().AsNoTracking()
            where organisation.RoundId == round.Id
            join self in db.Set<RoundValueRow>() on organisation.Organisation equals self.Id
            join layer in db.Set<RoundValueRow>() on organisation.Layer equals layer.Id
            join reception in db.Set<RoundReceptionRow>()
                .Where(r => r.RoundId == round.Id && r.Edition == round.Edition)
                on organisation.Organisation equals reception.Organisation
                into receptions
            from reception in receptions.DefaultIfEmpty()
            select new RoundOrganisationItem(
                self.Key,
                self.Name,
                layer.Key,
                layer.Name,
                organisation.Sending,
                organisation.SendingTested,
                organisation.SendingDomains,
                organisation.SendingTestedAt,
                organisation.SendingKind,
                reception == null ? 0 : reception.Protected,
                reception == null ? 0 : reception.Measured
            )
        ).ToListAsync(cancellation);
        return [.. rows.OrderBy(r => r.Organisation, StringComparer.Ordinal)];
    }

    /// <summary>Of all layers together first, then layer by layer.</summary>
    public async Task<IReadOnlyList<LayerProviderItem>> ProvidersAsync(
        RoundRow round,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var rows = await (
            from row in db.Set<RoundProviderRow>().AsNoTracking()
            where row.RoundId == round.Id && row.Edition == round.Edition
            join provider in db.Set<RoundValueRow>() on row.Provider equals provider.Id
            join layer in db.Set<RoundValueRow>() on row.Layer equals layer.Id into layers
            from layer in layers.DefaultIfEmpty()
            select new LayerProviderItem(
                layer == null ? null : layer.Key,
                layer == null ? null : layer.Name,
                new(
                    provider.Key,
                    row.Domains,
                    row.Protected,
                    row.WouldBecomeProtected,
                    row.OwnZoneFirst,
                    row.NeedsTwo
                )
            )
        ).ToListAsync(cancellation);
        return
        [
            .. rows.OrderBy(r => r.Layer, StringComparer.Ordinal)
                .ThenBy(r => r.Provider.Provider, StringComparer.Ordinal),
        ];
    }

    /// <summary>None for the first round.</summary>
    public async Task<IReadOnlyList<FigureDelta>> DeltasAsync(
        RoundRow round,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var rows = await db.Set<RoundDeltaRow>()
            .AsNoTracking()
            .Where(d => d.RoundId == round.Id && d.Edition == round.Edition)
            .ToListAsync(cancellation);
        return
        [
            .. rows.OrderBy(d => d.Standard)
                .ThenBy(d => d.View)
                .Select(d => new FigureDelta(
                    d.Standard,
                    d.View,
                    new(d.PassedBefore, d.MeasuredBefore),
                    new(d.PassedAfter, d.MeasuredAfter),
                    new(d.CohortPassedBefore, d.Cohort),
                    new(d.CohortPassedAfter, d.Cohort),
                    new Dictionary<OutcomeChange, int>
                    {
                        [OutcomeChange.Improved] = d.Improved,
                        [OutcomeChange.Regressed] = d.Regressed,
                        [OutcomeChange.Unchanged] = d.Unchanged,
                        [OutcomeChange.Entered] = d.Entered,
                        [OutcomeChange.Left] = d.Left,
                        [OutcomeChange.BecameExcluded] = d.BecameExcluded,
                        [OutcomeChange.BecameMeasurable] = d.BecameMeasurable,
                        [OutcomeChange.ExcludedInBoth] = d.ExcludedInBoth,
                    }
                )
                {
                    Against = d.AgainstRoundId,
                }),
        ];
    }

    /// <inheritdoc cref="FormerRound.ComparedWithAsync"/>
    public async Task<RoundRow?> ComparedWithAsync(RoundRow round, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await FormerRound.ComparedWithAsync(db, round, cancellation);
    }

    /// <summary>
    /// Of its organisations, valid on the measuring date. One that was written after the round was closed is not among them, nor counted: a
    /// closed round does not change.
    /// </summary>
    public async Task<IReadOnlyList<RoundExplanationItem>> ExplanationsAsync(
        RoundRow round,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var parts = await db.Set<RoundOrganisationRow>()
            .Where(o => o.RoundId == round.Id)
            .SelectMany(o => o.Parts)
            .Distinct()
            .ToArrayAsync(cancellation);
        var names = await db.Set<RoundValueRow>()
            .AsNoTracking()
            .Where(v => parts.Contains(v.Id))
            .ToDictionaryAsync(v => v.Key, v => v.Name, StringComparer.Ordinal, cancellation);
        var keys = names.Keys.ToArray();
        // An explanation is under the key of today, the round under that of its day.
        var keyInRound = (
            await db
                .Organisations.AsNoTracking()
                .Where(o => o.FormerKeys.Any(key => keys.Contains(key)))
                .Select(o => new { o.Key, o.FormerKeys })
                .ToListAsync(cancellation)
        ).ToDictionary(
            o => o.Key,
            o => o.FormerKeys.First(names.ContainsKey),
            StringComparer.Ordinal
        );
        foreach (var key in keys)
        {
            keyInRound[key] = key;
        }
        var known = keyInRound.Keys.ToArray();
        var rows = await Explained
            .Valid(db, round)
            .Where(e => known.Contains(e.OrganisationKey))
            .ToListAsync(cancellation);
        return
        [
            .. rows.Select(e => (Key: keyInRound[e.OrganisationKey], Row: e))
                .OrderBy(of => of.Key, StringComparer.Ordinal)
                .ThenBy(of => of.Row.Standard)
                .ThenBy(of => of.Row.Domain, StringComparer.Ordinal)
                .ThenBy(of => of.Row.Id)
                .Select(of => new RoundExplanationItem(
                    of.Row.Id,
                    of.Key,
                    names[of.Key],
                    of.Row.Standard,
                    of.Row.Domain,
                    of.Row.Text,
                    of.Row.AuthorRole,
                    of.Row.ValidFrom,
                    of.Row.ValidUntil
                )),
        ];
    }
}
