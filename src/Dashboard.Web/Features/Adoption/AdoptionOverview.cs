using Dashboard.Core.Adoption;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Figures;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Adoption;

/// <summary>One of the three figures that come first.</summary>
/// <param name="Figure">In the view that is asked for; null where it is not counted under this filter.</param>
/// <param name="Other">In the other view.</param>
/// <param name="Delta">Null where there is no former round.</param>
public sealed record KeyFigure(
    FigureStandard Standard,
    FigureItem? Figure,
    FigureItem? Other,
    FigureDelta? Delta
);

/// <summary>All that the overview shows of a round.</summary>
public sealed record AdoptionOverview
{
    public required AdoptionAddress Address { get; init; }

    public required RoundRow Round { get; init; }

    /// <summary>The published round before it; null for the first.</summary>
    public required RoundRow? Former { get; init; }

    public required IReadOnlyList<ValueItem> Values { get; init; }

    public required IReadOnlyList<KeyFigure> Key { get; init; }

    /// <summary>Of every standard, in both views.</summary>
    public required IReadOnlyList<FigureItem> Figures { get; init; }

    public required IReadOnlyList<AgreementItem> Agreements { get; init; }

    public required IReadOnlyList<StateItem> Layers { get; init; }

    public required IReadOnlyList<StateItem> Ministries { get; init; }

    /// <summary>Empty where the filter combines values: no such series is stored.</summary>
    public required IReadOnlyList<TimelineItem> Timeline { get; init; }

    /// <summary>Of the whole round; a filter does not narrow it.</summary>
    public required MailFlowReport MailFlow { get; init; }

    public required IReadOnlyList<MoverItem> Movers { get; init; }

    public required FigureDelta? Changes { get; init; }

    public required IReadOnlyList<ProviderItem> Providers { get; init; }

    /// <summary>Of the layer that is asked for, or all.</summary>
    public required IReadOnlyList<ReceptionItem> Receptions { get; init; }
}

/// <summary>
/// Reads the overview. Without a filter everything but the movers comes from summaries; with one the round that is shown, and its
/// former one, are counted from their results.
/// </summary>
internal sealed class AdoptionReader(
    IDbContextFactory<DashboardDb> database,
    RoundReports reports,
    RoundTables tables,
    RoundSummaries summaries,
    RoundMovers movers
)
{
    /// <param name="asked">What of it the round has no value of is left out, and named in the address of the answer.</param>
    public async Task<AdoptionOverview> ReadAsync(
        AdoptionAddress asked,
        RoundRow round,
        CancellationToken cancellation
    )
    {
        var values = await summaries.ValuesAsync(round, cancellation);
        var address = asked.Within(values);
        // What its stored differences were taken against, whatever was published since.
        var former = await tables.ComparedWithAsync(round, cancellation);
        var counted = address.Filter.IsNone
            ? await WholeAsync(round, cancellation)
            : await NarrowedAsync(address, round, former, cancellation);
        var changed = former is null
            ? []
            : await movers.FindAsync(
                former,
                round,
                address.Filter,
                address.Standard,
                address.View,
                cancellation
            );
        return new()
        {
            Address = address,
            Round = round,
            Former = former,
            Values = values,
            Key = await KeyAsync(address, round, former, counted, cancellation),
            Figures = [.. counted.Figures.Where(f => f.Standard != FigureStandard.DaneSending)],
            Agreements = address.Filter.IsNone
                ? await reports.AgreementsAsync(round, cancellation)
                : [],
            Layers = counted.Layers,
            Ministries = counted.Ministries,
            Timeline = await TimelineAsync(address, round, cancellation),
            MailFlow = await reports.MailFlowAsync(round, cancellation),
            Movers = changed,
            Changes = counted.Deltas.FirstOrDefault(d =>
                d.Standard == address.Standard && d.View == address.View
            ),
            Providers = counted.Providers,
            Receptions =
            [
                .. (await summaries.ReceptionsAsync(round, cancellation)).Where(r =>
                    address.Filter.Layer is null || r.Layer == address.Filter.Layer
                ),
            ],
        };
    }

    /// <summary>By what each could change.</summary>
    public async Task<IReadOnlyList<ProviderItem>> ProvidersAsync(
        RoundRow round,
        RoundFilter filter,
        CancellationToken cancellation
    )
    {
        if (filter.IsNone)
        {
            return await reports.ProvidersAsync(round, cancellation);
        }
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await FilteredRound.ProvidersAsync(db, round, filter, cancellation);
    }

    public async Task<IReadOnlyList<StateItem>> LayersAsync(
        RoundRow round,
        RoundFilter filter,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return (await FilteredRound.ReadAsync(db, round, filter, cancellation)).States(
            AdoptionDimension.Layer
        );
    }

    private async Task<Counted> WholeAsync(RoundRow round, CancellationToken cancellation) =>
        new(
            await reports.FiguresAsync(round, AdoptionDimension.All, null, cancellation),
            await summaries.StatesAsync(round, AdoptionDimension.Layer, cancellation),
            await summaries.StatesAsync(round, AdoptionDimension.Ministry, cancellation),
            await tables.DeltasAsync(round, cancellation),
            await reports.ProvidersAsync(round, cancellation)
        );

    private async Task<Counted> NarrowedAsync(
        AdoptionAddress address,
        RoundRow round,
        RoundRow? former,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var after = await FilteredRound.ReadAsync(db, round, address.Filter, cancellation);
        var before = former is null
            ? null
            : await FilteredRound.ReadAsync(db, former, address.Filter, cancellation);
        return new(
            after.Figures(AdoptionDimension.All),
            after.States(AdoptionDimension.Layer),
            after.States(AdoptionDimension.Ministry),
            before is null
                ? []
                : await FilteredRound.DeltasAsync(
                    db,
                    before,
                    after,
                    [FigureStandard.StartTls, FigureStandard.Dane, address.Standard],
                    cancellation
                ),
            await FilteredRound.ProvidersAsync(db, round, address.Filter, cancellation)
        );
    }

    private async Task<IReadOnlyList<KeyFigure>> KeyAsync(
        AdoptionAddress address,
        RoundRow round,
        RoundRow? former,
        Counted counted,
        CancellationToken cancellation
    )
    {
        var (sending, sendingDelta) = await SendingAsync(address, round, former, cancellation);
        return
        [
            Of(FigureStandard.StartTls),
            Of(FigureStandard.Dane),
            new(FigureStandard.DaneSending, sending, null, sendingDelta),
        ];

        KeyFigure Of(FigureStandard standard) =>
            new(
                standard,
                counted.Figures.FirstOrDefault(f =>
                    (f.Standard, f.View) == (standard, address.View)
                ),
                counted.Figures.FirstOrDefault(f =>
                    f.Standard == standard && f.View != address.View
                ),
                counted.Deltas.FirstOrDefault(d => (d.Standard, d.View) == (standard, address.View))
            );
    }

    /// <summary>Organisations are counted in all and by layer, and by nothing else.</summary>
    private async Task<(FigureItem?, FigureDelta?)> SendingAsync(
        AdoptionAddress address,
        RoundRow round,
        RoundRow? former,
        CancellationToken cancellation
    )
    {
        var layer = address.Filter.Layer;
        if (address.Filter != new RoundFilter(layer))
        {
            return (null, null);
        }
        var figures = await reports.FiguresAsync(
            round,
            layer is null ? AdoptionDimension.All : AdoptionDimension.Layer,
            AdoptionView.Strict,
            cancellation
        );
        return (
            figures.FirstOrDefault(f =>
                f.Standard == FigureStandard.DaneSending && f.Value == layer
            ),
            former is null
                ? null
                : await summaries.SendingDeltaAsync(round, former, layer, cancellation)
        );
    }

    private async Task<IReadOnlyList<TimelineItem>> TimelineAsync(
        AdoptionAddress address,
        RoundRow round,
        CancellationToken cancellation
    )
    {
        if (address.Filter.Parts.Count > 1)
        {
            return [];
        }
        var (dimension, key) = address.Filter.Parts is [var only]
            ? (only.Dimension, only.Key)
            : (AdoptionDimension.All, (string?)null);
        return await summaries.TimelineAsync(
            round,
            dimension,
            key,
            [
                FigureStandard.StartTls,
                FigureStandard.Dane,
                address.Standard,
                FigureStandard.DaneSending,
            ],
            cancellation
        );
    }

    private sealed record Counted(
        IReadOnlyList<FigureItem> Figures,
        IReadOnlyList<StateItem> Layers,
        IReadOnlyList<StateItem> Ministries,
        IReadOnlyList<FigureDelta> Deltas,
        IReadOnlyList<ProviderItem> Providers
    );
}
