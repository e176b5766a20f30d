using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Results;
using Dashboard.Web.Features.RoundStore;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <summary>A domain of a round at one of its layers.</summary>
/// <param name="Layer">Null for a domain that is nobody's in the registers.</param>
/// <param name="Since">The measuring date of the first published round in a row in which DANE came out so, in the strict view.</param>
public sealed record DomainListItem(
    string? Layer,
    string? Ministry,
    string? Organisation,
    DomainName Domain,
    IReadOnlyList<string> Providers,
    IReadOnlyDictionary<FigureStandard, StandardOutcomes> Standards,
    string? Reason,
    DateOnly Since,
    bool IsExplained
);

/// <summary>Every domain of a round for a list on paper: at each of its layers, with since when it is as it is.</summary>
internal sealed class RoundDomainList(IDbContextFactory<DashboardDb> database)
{
    public async Task<IReadOnlyList<DomainListItem>> ReadAsync(
        RoundRow round,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var stored = await StoredRound.ReadAsync(db, round.Id, round.Edition, cancellation);
        var since = await SinceAsync(db, round, stored, cancellation);
        return
        [
            .. stored.Results.SelectMany(result =>
                Layers(stored, result.Row)
                    .Select(layer => new DomainListItem(
                        layer,
                        Name(stored, result.Row.Ministry),
                        Name(stored, result.Row.Organisation),
                        result.Domain,
                        [
                            .. stored
                                .Numbers(result.Row, AdoptionDimension.Provider)
                                .Select(n => stored.Value(n).Key),
                        ],
                        ResultRows.Outcomes(result.Row),
                        stored.Word(result.Row.Reason),
                        since[result.Row.DomainId],
                        HasExplainedFailure(result.Row)
                    ))
            ),
        ];
    }

    private static readonly IReadOnlyList<string?> NoLayer = [null];

    private static IEnumerable<string?> Layers(StoredRound stored, RoundResultRow row) =>
        row.Layer is null
            ? NoLayer
            : stored
                .Numbers(row, AdoptionDimension.Layer)
                .Select(string? (n) => stored.Value(n).Key);

    /// <summary>An explanation of a standard that it passes, or that could not be measured, explains nothing of it.</summary>
    private static bool HasExplainedFailure(RoundResultRow row) =>
        StoredRound
            .Explained(row.Explained)
            .Any(standard =>
                ResultRows.OutcomeOf(row.Outcomes, standard) is { } outcomes
                && Enum.GetValues<AdoptionView>()
                    .Any(view => outcomes.In(view)?.As == CountedAs.Failed)
            );

    private static string? Name(StoredRound stored, int? number) =>
        number is { } known ? stored.Value(known).Name : null;

    private static async Task<Dictionary<int, DateOnly>> SinceAsync(
        DashboardDb db,
        RoundRow round,
        StoredRound stored,
        CancellationToken cancellation
    )
    {
        var since = stored.Results.ToDictionary(r => r.Row.DomainId, _ => round.MeasuredOn);
        var open = stored.Results.ToDictionary(
            r => r.Row.DomainId,
            r => Strict(r.Row.OutcomeOf(FigureStandard.Dane))
        );
        var former = await RoundSeries
            .Before(db, round)
            .AsNoTracking()
            .OrderByDescending(r => r.StartedAt)
            .ThenByDescending(r => r.Id)
            .ToListAsync(cancellation);
        foreach (var before in former)
        {
            var outcomes = await FilteredResults
                .Of(db, before.Id, before.Edition, FilterNumbers.None)
                .Select(r => new { r.DomainId, Dane = r.Outcomes[(int)FigureStandard.Dane] })
                .ToDictionaryAsync(r => r.DomainId, r => r.Dane, cancellation);
            foreach (var (domain, outcome) in open.ToList())
            {
                if (outcomes.TryGetValue(domain, out var then) && Strict(then) == outcome)
                {
                    since[domain] = before.MeasuredOn;
                }
                else
                {
                    open.Remove(domain);
                }
            }
            if (open.Count == 0)
            {
                break;
            }
        }
        return since;
    }

    private static CountedAs? Strict(short? code) =>
        code is { } known ? StandardOutcomes.FromCode(known).In(AdoptionView.Strict)?.As : null;
}
