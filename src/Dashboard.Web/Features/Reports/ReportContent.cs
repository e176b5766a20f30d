using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Core.Organisations;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Figures;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Reports;

/// <summary>The import of a register or list that a round was made of.</summary>
/// <param name="MadeAt">When the register made the file, where it says so.</param>
public sealed record ReportSource(
    RegisterSource Source,
    string? List,
    DateOnly AppliedOn,
    DateTimeOffset? MadeAt,
    string FileHash
);

/// <summary>The figures of one layer or ministry.</summary>
public sealed record ReportPart(
    string Key,
    string Name,
    IReadOnlyList<FigureItem> Figures,
    IReadOnlyList<FigureDelta> Deltas,
    IReadOnlyList<AgreementItem> Agreements
);

/// <summary>Everything that the report of a round says, from the queries that pages, API, exports and commands read from.</summary>
public sealed record ReportContent
{
    public required RoundRow Round { get; init; }

    /// <summary>The published round that it was compared with; null for the first.</summary>
    public required RoundRow? Former { get; init; }

    /// <summary>Of the whole list, both views; sending is among them.</summary>
    public required IReadOnlyList<FigureItem> Figures { get; init; }

    /// <summary>Of the whole list; sending is among them.</summary>
    public required IReadOnlyList<FigureDelta> Deltas { get; init; }

    public required IReadOnlyList<StatusItem> Statuses { get; init; }

    public required IReadOnlyList<AgreementItem> Agreements { get; init; }

    public required Share OrganisationsProtected { get; init; }

    public required IReadOnlyList<ReportPart> Layers { get; init; }

    public required IReadOnlyList<ReportPart> Ministries { get; init; }

    public required IReadOnlyList<StateItem> LayerStates { get; init; }

    public required IReadOnlyList<TimelineItem> Timeline { get; init; }

    /// <summary>Of both lists, for DANE and STARTTLS in the strict view.</summary>
    public required IReadOnlyDictionary<
        FigureStandard,
        IReadOnlyList<MoverItem>
    > Movers { get; init; }

    public required IReadOnlyList<FailureItem> Failures { get; init; }

    public required MailFlowReport MailFlow { get; init; }

    public required IReadOnlyList<LayerProviderItem> Providers { get; init; }

    public required IReadOnlyList<RoundExplanationItem> Explanations { get; init; }

    public required CorrectionsReport Corrections { get; init; }

    public required IReadOnlyList<ReportSource> Sources { get; init; }

    /// <summary>Empty where they were not asked for, or are more than a document can hold: the data files have them.</summary>
    public required IReadOnlyList<DomainListItem> Domains { get; init; }

    public bool IsPublished => Round.State == RoundState.Published;

    /// <summary>Figures of invented organisations, or dated back, are named as such.</summary>
    public bool IsOfLab =>
        Round.UsesLabSending || Round.Notes.Any(note => note.Slug is "dated-back");

    /// <summary>Standards of domains with a percentage in this round.</summary>
    public IReadOnlyList<FigureStandard> Measured =>
        [
            .. Figures
                .Select(f => f.Standard)
                .Where(s => s != FigureStandard.DaneSending)
                .Distinct()
                .Order(),
        ];

    /// <summary>Standards that we know and that this round did not measure.</summary>
    public IReadOnlyList<FigureStandard> NotMeasured =>
        [
            .. Enum.GetValues<FigureStandard>()
                .Except(Measured)
                .Except(Statuses.Select(s => s.Standard))
                .Where(s => s != FigureStandard.DaneSending),
        ];

    public FigureItem? Figure(FigureStandard standard, AdoptionView view = AdoptionView.Strict) =>
        Figures.FirstOrDefault(f => (f.Standard, f.View) == (standard, view));

    public FigureDelta? Delta(FigureStandard standard, AdoptionView view = AdoptionView.Strict) =>
        Deltas.FirstOrDefault(d => (d.Standard, d.View) == (standard, view));
}

/// <summary>Reads what the report says.</summary>
internal sealed class RoundReportReader(
    IDbContextFactory<DashboardDb> database,
    RoundReports reports,
    RoundTables tables,
    RoundSummaries summaries,
    RoundMovers movers,
    RoundPartDeltas partDeltas,
    RoundCorrections corrections,
    RoundDomainList domains
)
{
    /// <summary>More domains than this are in the data files only: nobody reads them on paper.</summary>
    public const int MostDomains = 20_000;

    /// <param name="withDomains">Annex A: it is as long as the list, all else is not.</param>
    public async Task<ReportContent> ReadAsync(
        RoundRow round,
        bool withDomains,
        CancellationToken cancellation
    )
    {
        var former = await tables.ComparedWithAsync(round, cancellation);
        var figures = await reports.FiguresAsync(
            round,
            AdoptionDimension.All,
            view: null,
            cancellation
        );
        var deltas = (await tables.DeltasAsync(round, cancellation)).ToList();
        if (
            former is not null
            && await summaries.SendingDeltaAsync(round, former, layer: null, cancellation)
                is { } sending
        )
        {
            deltas.Add(sending);
        }
        var parts = former is null
            ? Array.Empty<FigureDelta>().ToLookup(_ => (default(AdoptionDimension), string.Empty))
            : await partDeltas.ReadAsync(former, round, cancellation);
        return new()
        {
            Round = round,
            Former = former,
            Figures = figures,
            Deltas = deltas,
            Statuses = await reports.StatusesAsync(round, AdoptionDimension.All, cancellation),
            Agreements = await reports.AgreementsAsync(round, cancellation),
            OrganisationsProtected = await reports.OrganisationsProtectedAsync(round, cancellation),
            Layers = await PartsAsync(round, AdoptionDimension.Layer, parts, cancellation),
            Ministries = await PartsAsync(round, AdoptionDimension.Ministry, parts, cancellation),
            LayerStates = await summaries.StatesAsync(round, AdoptionDimension.Layer, cancellation),
            Timeline = await summaries.TimelineAsync(
                round,
                AdoptionDimension.All,
                key: null,
                [FigureStandard.StartTls, FigureStandard.Dane, FigureStandard.DaneSending],
                cancellation
            ),
            Movers = await MoversAsync(round, former, cancellation),
            Failures = await reports.FailuresAsync(round, cancellation),
            MailFlow = await reports.MailFlowAsync(round, cancellation),
            Providers = await tables.ProvidersAsync(round, cancellation),
            Explanations = await tables.ExplanationsAsync(round, cancellation),
            Corrections = await corrections.FindAsync(round, figures, cancellation),
            Sources = await SourcesAsync(round, cancellation),
            Domains =
                withDomains && round.Domains <= MostDomains
                    ? await domains.ReadAsync(round, cancellation)
                    : [],
        };
    }

    private async Task<IReadOnlyList<ReportPart>> PartsAsync(
        RoundRow round,
        AdoptionDimension dimension,
        ILookup<(AdoptionDimension, string), FigureDelta> deltas,
        CancellationToken cancellation
    )
    {
        var figures = await reports.FiguresAsync(round, dimension, view: null, cancellation);
        var agreements = await reports.AgreementsAsync(round, dimension, cancellation);
        return
        [
            .. figures
                .Where(f => f.Value is not null)
                .GroupBy(f => f.Value!)
                .Select(of => new ReportPart(
                    of.Key,
                    of.Select(f => f.Name).FirstOrDefault(name => name is not null) ?? of.Key,
                    [.. of],
                    [.. deltas[(dimension, of.Key)]],
                    [.. agreements.Where(a => a.Value == of.Key)]
                )),
        ];
    }

    private async Task<IReadOnlyDictionary<FigureStandard, IReadOnlyList<MoverItem>>> MoversAsync(
        RoundRow round,
        RoundRow? former,
        CancellationToken cancellation
    )
    {
        var found = new Dictionary<FigureStandard, IReadOnlyList<MoverItem>>();
        if (former is null)
        {
            return found;
        }
        foreach (var standard in new[] { FigureStandard.Dane, FigureStandard.StartTls })
        {
            found[standard] = await movers.FindAsync(
                former,
                round,
                RoundFilter.None,
                standard,
                AdoptionView.Strict,
                cancellation
            );
        }
        return found;
    }

    /// <summary>The newest snapshot of each source when the round started.</summary>
    private async Task<IReadOnlyList<ReportSource>> SourcesAsync(
        RoundRow round,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var imports = await db.Set<RegisterImport>()
            .AsNoTracking()
            .Where(i =>
                i.State == RegisterImportState.Applied
                && i.AppliedAt <= round.StartedAt
                && i.AppliedOn <= round.MeasuredOn
                && (
                    i.Source != RegisterSource.List
                    || i.ListName == null
                    || i.ListName == round.ListName
                )
            )
            .ToListAsync(cancellation);
        return
        [
            .. imports
                .GroupBy(i => (i.Source, i.ListName))
                .Select(of => of.MaxBy(i => i.Id)!)
                .OrderBy(i => i.Source)
                .ThenBy(i => i.ListName, StringComparer.Ordinal)
                .Select(i => new ReportSource(
                    i.Source,
                    i.ListName,
                    i.AppliedOn!.Value,
                    i.MadeAt,
                    i.FileHash
                )),
        ];
    }
}
