using System.Globalization;
using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Results;
using Dashboard.Web.Features.RoundStore;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <summary>
/// Writes all figures of an edition of a round in the transaction of its context, from the results: after the measuring, after each
/// correction and at closing. The former ones of the same edition go.
/// </summary>
internal static class FiguresWriter
{
    private static readonly AdoptionDimension[] Dimensions =
    [
        AdoptionDimension.All,
        AdoptionDimension.Layer,
        AdoptionDimension.Ministry,
        AdoptionDimension.Province,
        AdoptionDimension.Provider,
        AdoptionDimension.LayerProvider,
    ];

    public static async Task WriteAsync(
        DashboardDb db,
        RoundRow round,
        short edition,
        CancellationToken cancellation
    )
    {
        await ClearAsync(db, round.Id, edition, cancellation);
        await Explained.MarkAsync(db, round, cancellation);
        var stored = await StoredRound.ReadAsync(db, round.Id, edition, cancellation);
        var domains = stored.CountAll();
        var words = await db.NumberWordsAsync(
            domains.SelectMany(d => d.Statuses.Values),
            cancellation
        );
        foreach (var dimension in Dimensions)
        {
            db.AddRange(
                AdoptionFigures.Count(domains, dimension).Select(f => Row(round.Id, edition, f))
            );
            if (dimension != AdoptionDimension.LayerProvider)
            {
                db.AddRange(
                    AdoptionFigures
                        .CountStatuses(domains, dimension)
                        .Select(s => Row(round.Id, edition, s, words))
                );
                db.AddRange(Connections(stored, round.Id, edition, dimension));
                db.AddRange(Agreements(domains, round.Id, edition, dimension));
            }
        }
        db.AddRange(Providers(domains, round.Id, edition));
        await AddMailFlowAsync(db, stored, round, edition, cancellation);
        await AddDeltaAsync(db, round, edition, domains, cancellation);
        await db.SaveChangesAsync(cancellation);
        db.ChangeTracker.Clear();
    }

    private static async Task ClearAsync(
        DashboardDb db,
        int round,
        short edition,
        CancellationToken cancellation
    )
    {
        await db.Set<RoundFigureRow>()
            .Where(f => f.RoundId == round && f.Edition == edition)
            .ExecuteDeleteAsync(cancellation);
        await db.Set<RoundAgreementRow>()
            .Where(f => f.RoundId == round && f.Edition == edition)
            .ExecuteDeleteAsync(cancellation);
        await db.Set<RoundStatusRow>()
            .Where(f => f.RoundId == round && f.Edition == edition)
            .ExecuteDeleteAsync(cancellation);
        await db.Set<RoundConnectionRow>()
            .Where(f => f.RoundId == round && f.Edition == edition)
            .ExecuteDeleteAsync(cancellation);
        await db.Set<RoundProviderRow>()
            .Where(f => f.RoundId == round && f.Edition == edition)
            .ExecuteDeleteAsync(cancellation);
        await db.Set<RoundReceptionRow>()
            .Where(f => f.RoundId == round && f.Edition == edition)
            .ExecuteDeleteAsync(cancellation);
        await db.Set<RoundMailFlowRow>()
            .Where(f => f.RoundId == round && f.Edition == edition)
            .ExecuteDeleteAsync(cancellation);
        await db.Set<RoundDeltaRow>()
            .Where(f => f.RoundId == round && f.Edition == edition)
            .ExecuteDeleteAsync(cancellation);
    }

    private static RoundFigureRow Row(int round, short edition, AdoptionFigure figure)
    {
        var (value, provider) = Numbers(figure.Value);
        return new()
        {
            RoundId = round,
            Edition = edition,
            Dimension = figure.Dimension,
            Value = value,
            Provider = provider,
            Standard = figure.Standard,
            View = figure.View,
            Passed = figure.Passed,
            Failed = figure.Failed,
            Explained = figure.Explained,
            NoMail = figure.Excluded.GetValueOrDefault(ExclusionReason.NoMail),
            NoDomain = figure.Excluded.GetValueOrDefault(ExclusionReason.NoDomain),
            Unreachable = figure.Excluded.GetValueOrDefault(ExclusionReason.Unreachable),
            Untestable = figure.Excluded.GetValueOrDefault(ExclusionReason.Untestable),
            OwnFault = figure.Excluded.GetValueOrDefault(ExclusionReason.OwnFault),
            NotMeasured = figure.Excluded.GetValueOrDefault(ExclusionReason.NotMeasured),
        };
    }

    private static RoundStatusRow Row(
        int round,
        short edition,
        StatusFigure figure,
        IReadOnlyDictionary<string, short> words
    ) =>
        new()
        {
            RoundId = round,
            Edition = edition,
            Dimension = figure.Dimension,
            Value = Numbers(figure.Value).Value,
            Standard = figure.Standard,
            Status = words[figure.Status],
            Domains = figure.Domains,
        };

    /// <summary>Of a key <c>value</c> or <c>value/provider</c>; 0 for none.</summary>
    private static (int Value, int Provider) Numbers(string? key)
    {
        var parts = key?.Split('/') ?? [];
        return (Number(0), Number(1));

        int Number(int place) =>
            parts.Length > place ? int.Parse(parts[place], CultureInfo.InvariantCulture) : 0;
    }

    private static IEnumerable<RoundConnectionRow> Connections(
        StoredRound stored,
        int round,
        short edition,
        AdoptionDimension dimension
    ) =>
        stored
            .Results.SelectMany(result =>
                (
                    dimension == AdoptionDimension.All ? [0] : stored.Numbers(result.Row, dimension)
                ).Select(value =>
                    (
                        Value: value,
                        result.Row.Status,
                        Type: result.Row.ConnectionType ?? 0,
                        Hindrance: result.Row.Hindrance ?? 0
                    )
                )
            )
            .GroupBy(r => r)
            .Select(g => new RoundConnectionRow
            {
                RoundId = round,
                Edition = edition,
                Dimension = dimension,
                Value = g.Key.Value,
                Status = g.Key.Status,
                ConnectionType = g.Key.Type,
                Hindrance = g.Key.Hindrance,
                Domains = g.Count(),
            });

    private static IEnumerable<RoundAgreementRow> Agreements(
        IReadOnlyList<CountedDomain> domains,
        int round,
        short edition,
        AdoptionDimension dimension
    ) =>
        domains
            .SelectMany(d => d.ValuesOf(dimension).Select(value => (Value: value, Domain: d)))
            .GroupBy(d => d.Value, d => d.Domain)
            .SelectMany(
                of =>
                    Agreement.All.SelectMany(
                        _ => Enum.GetValues<AdoptionView>(),
                        (agreement, view) => AgreementFigure.Of(agreement, view, [.. of])
                    ),
                (of, figure) => (of.Key, Figure: figure)
            )
            .Where(a => a.Figure is not null)
            .Select(a => new RoundAgreementRow
            {
                RoundId = round,
                Edition = edition,
                Dimension = dimension,
                Value = Numbers(a.Key).Value,
                Agreement = a.Figure!.Agreement.Slug,
                View = a.Figure.View,
                Passed = a.Figure.MeetsAll.Passed,
                Measured = a.Figure.MeetsAll.Measured,
                Mean = a.Figure.Mean,
            });

    private static IEnumerable<RoundProviderRow> Providers(
        IReadOnlyList<CountedDomain> domains,
        int round,
        short edition
    ) =>
        domains
            .SelectMany(d => d.Layers, (d, layer) => (Layer: layer, Domain: d))
            .GroupBy(d => d.Layer, d => d.Domain, StringComparer.Ordinal)
            .Select(layer => (Layer: Numbers(layer.Key).Value, Domains: layer.AsEnumerable()))
            .Append((Layer: 0, Domains: domains))
            .SelectMany(
                layer => ProviderImpact.Of(layer.Domains),
                (layer, impact) =>
                    new RoundProviderRow
                    {
                        RoundId = round,
                        Edition = edition,
                        Layer = layer.Layer,
                        Provider = Numbers(impact.Provider).Value,
                        Domains = impact.Domains,
                        Protected = impact.Protected,
                        WouldBecomeProtected = impact.WouldBecomeProtected,
                        OwnZoneFirst = impact.OwnZoneFirst,
                        NeedsTwo = impact.NeedsTwo,
                    }
            );

    private static async Task AddMailFlowAsync(
        DashboardDb db,
        StoredRound stored,
        RoundRow round,
        short edition,
        CancellationToken cancellation
    )
    {
        var organisations = await db.Set<RoundOrganisationRow>()
            .AsNoTracking()
            .Where(o => o.RoundId == round.Id)
            .ToListAsync(cancellation);
        var unitOf = organisations
            .SelectMany(o => o.Parts, (o, part) => (part, o.Organisation))
            .ToDictionary(p => p.part, p => p.Organisation);
        var receptions = stored
            .Results.SelectMany(r =>
                stored
                    .Numbers(r.Row, AdoptionDimension.Organisation)
                    .Select(o => unitOf[o])
                    .Distinct()
                    .Select(unit => (Unit: unit, Dane: DaneOf(r.Row)))
            )
            .GroupBy(r => r.Unit, r => r.Dane)
            .ToDictionary(
                unit => unit.Key,
                unit => new Share(
                    unit.Count(c => c is { As: CountedAs.Passed }),
                    unit.Count(c => c is { IsMeasured: true })
                )
            );
        var states = organisations
            .Select(o =>
            {
                var share = receptions.GetValueOrDefault(o.Organisation);
                return new OrganisationState(
                    StoredRound.Key(o.Organisation),
                    StoredRound.Key(o.Layer),
                    o.Sending,
                    share.Passed,
                    share.Measured
                );
            })
            .ToList();
        db.AddRange(
            states.Select(s => new RoundReceptionRow
            {
                RoundId = round.Id,
                Edition = edition,
                Organisation = Numbers(s.Key).Value,
                Protected = s.Protected,
                Measured = s.Measured,
            })
        );
        var explained = await Explained.SendersAsync(db, round, cancellation);
        db.AddRange(
            OutboundFigures.Rows(
                round.Id,
                edition,
                states,
                explained.Select(StoredRound.Key).ToHashSet(StringComparer.Ordinal)
            )
        );
        db.AddRange(
            MailFlowMatrix
                .Of(states)
                .Cells.Select(cell => new RoundMailFlowRow
                {
                    RoundId = round.Id,
                    Edition = edition,
                    SenderLayer = Numbers(cell.Sender).Value,
                    ReceiverLayer = Numbers(cell.Receiver).Value,
                    Protected = cell.Flow.Protected,
                    Partly = cell.Flow.Partly,
                    Not = cell.Flow.Not,
                    Unknown = cell.Flow.Unknown,
                    ProvenSum = cell.Flow.ProvenSum.ToString(),
                    PossibleSum = cell.Flow.PossibleSum.ToString(),
                    TestedPairs = cell.Flow.TestedPairs,
                })
        );
    }

    private static CountedOutcome? DaneOf(RoundResultRow row) =>
        row.OutcomeOf(FigureStandard.Dane) is { } code
            ? StandardOutcomes.FromCode(code).In(AdoptionView.Strict)
            : null;

    private static async Task AddDeltaAsync(
        DashboardDb db,
        RoundRow round,
        short edition,
        IReadOnlyList<CountedDomain> domains,
        CancellationToken cancellation
    )
    {
        if (await FormerRound.ForFiguresAsync(db, round, edition, cancellation) is not { } former)
        {
            return;
        }
        var before = await StoredRound.ReadAsync(db, former.Id, former.Edition, cancellation);
        var comparison = RoundComparison.Of(before.CountAll(), domains);
        foreach (var delta in comparison.Deltas)
        {
            var changes = comparison
                .Changes.Where(c => c.Standard == delta.Standard && c.View == delta.View)
                .CountBy(c => c.Change)
                .ToDictionary();
            db.Add(
                new RoundDeltaRow
                {
                    RoundId = round.Id,
                    Edition = edition,
                    AgainstRoundId = former.Id,
                    AgainstEdition = former.Edition,
                    Standard = delta.Standard,
                    View = delta.View,
                    PassedBefore = delta.FullBefore.Passed,
                    MeasuredBefore = delta.FullBefore.Measured,
                    PassedAfter = delta.FullAfter.Passed,
                    MeasuredAfter = delta.FullAfter.Measured,
                    Cohort = delta.CohortBefore.Measured,
                    CohortPassedBefore = delta.CohortBefore.Passed,
                    CohortPassedAfter = delta.CohortAfter.Passed,
                    Improved = changes.GetValueOrDefault(OutcomeChange.Improved),
                    Regressed = changes.GetValueOrDefault(OutcomeChange.Regressed),
                    Unchanged = changes.GetValueOrDefault(OutcomeChange.Unchanged),
                    Entered = changes.GetValueOrDefault(OutcomeChange.Entered),
                    Left = changes.GetValueOrDefault(OutcomeChange.Left),
                    BecameExcluded = changes.GetValueOrDefault(OutcomeChange.BecameExcluded),
                    BecameMeasurable = changes.GetValueOrDefault(OutcomeChange.BecameMeasurable),
                    ExcludedInBoth = changes.GetValueOrDefault(OutcomeChange.ExcludedInBoth),
                }
            );
        }
    }
}
