using Dashboard.Core.Adoption;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Results;
using Dashboard.Web.Features.Rounds.Work;
using Dashboard.Web.Features.RoundStore;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <summary>A figure before results were replaced by re-measurements, and as it counts.</summary>
public sealed record CorrectedFigure(
    FigureStandard Standard,
    AdoptionView View,
    Share Before,
    Share After
);

/// <summary>A domain that was measured again, and one outcome of it, first and now.</summary>
/// <param name="Reason">Why, in the words of the analyst.</param>
public sealed record CorrectedDomain(
    string Domain,
    string? Organisation,
    string Reason,
    FigureStandard Standard,
    AdoptionView View,
    CountedOutcome Before,
    CountedOutcome After
);

/// <summary>A comment that nobody has decided on.</summary>
public sealed record OpenComment(string Organisation, string? Domain, CommentKind Kind);

/// <param name="Domains">Outcomes that are another now; a domain that came out the same has none.</param>
/// <param name="Remeasured">Domains that were measured again.</param>
/// <param name="Decided">Comments by kind and decision.</param>
public sealed record CorrectionsReport(
    IReadOnlyList<CorrectedFigure> Figures,
    IReadOnlyList<CorrectedDomain> Domains,
    int Remeasured,
    IReadOnlyDictionary<(CommentKind Kind, CommentDecision Decision), int> Decided,
    IReadOnlyList<OpenComment> Open
);

/// <summary>What the correction period and errata changed. Only rows of domains that were measured again are read.</summary>
internal sealed class RoundCorrections(IDbContextFactory<DashboardDb> database)
{
    private const int MostOpen = 200;

    /// <param name="figures">Of the whole list, as they count now.</param>
    public async Task<CorrectionsReport> FindAsync(
        RoundRow round,
        IReadOnlyList<FigureItem> figures,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var pairs = await PairsAsync(db, round, cancellation);
        var comments = await CommentsAsync(db, round, cancellation);
        return new(
            [
                .. figures
                    .Where(f => f.Standard != FigureStandard.DaneSending)
                    .Select(f => new CorrectedFigure(
                        f.Standard,
                        f.View,
                        Before(f, pairs),
                        f.Share
                    )),
            ],
            [.. pairs.SelectMany(Changed)],
            pairs.Count,
            comments.CountBy(c => (c.Kind, c.Decision)).ToDictionary(),
            await OpenAsync(db, round, comments, cancellation)
        );
    }

    private static async Task<List<Pair>> PairsAsync(
        DashboardDb db,
        RoundRow round,
        CancellationToken cancellation
    )
    {
        var corrections = (
            await db.Set<RoundCorrectionRow>()
                .AsNoTracking()
                .Where(c => c.RoundId == round.Id && c.Version != null)
                .OrderBy(c => c.Wave)
                .Select(c => new
                {
                    c.DomainId,
                    c.Version,
                    c.Reason,
                })
                .ToListAsync(cancellation)
        ).ToLookup(c => c.DomainId);
        var domains = corrections.Select(of => of.Key).ToArray();
        var current = await FilteredResults
            .Of(db, round.Id, round.Edition, FilterNumbers.None)
            .Where(r => domains.Contains(r.DomainId))
            .Join(
                db.Set<MeasuredDomainRow>(),
                r => r.DomainId,
                d => d.Id,
                (r, d) =>
                    new
                    {
                        Row = r,
                        d.Name,
                        Organisation = db.Set<RoundValueRow>()
                            .Where(v => v.Id == r.Organisation)
                            .Select(v => v.Name)
                            .FirstOrDefault(),
                    }
            )
            .ToListAsync(cancellation);
        var first = await db.Set<RoundResultRow>()
            .AsNoTracking()
            .Where(r => r.RoundId == round.Id && r.Version == 1 && domains.Contains(r.DomainId))
            .ToDictionaryAsync(r => r.DomainId, cancellation);
        return
        [
            .. current
                .Where(c => c.Row.Version > 1)
                .OrderBy(c => c.Name, StringComparer.Ordinal)
                .Select(c => new Pair(
                    c.Name,
                    c.Organisation,
                    // Of a former edition, those that it had.
                    string.Join(
                        "; ",
                        corrections[c.Row.DomainId]
                            .Where(of => of.Version <= c.Row.Version)
                            .Select(of => of.Reason)
                    ),
                    ResultRows.Outcomes(first[c.Row.DomainId]),
                    ResultRows.Outcomes(c.Row)
                )),
        ];
    }

    private static Share Before(FigureItem figure, List<Pair> pairs)
    {
        var (passed, measured) = (figure.Share.Passed, figure.Share.Measured);
        foreach (var pair in pairs)
        {
            Count(In(pair.After, figure.Standard, figure.View), -1);
            Count(In(pair.Before, figure.Standard, figure.View), 1);
        }
        return new(passed, measured);

        void Count(CountedOutcome? outcome, int by)
        {
            passed += outcome is { As: CountedAs.Passed } ? by : 0;
            measured += outcome is { IsMeasured: true } ? by : 0;
        }
    }

    private static IEnumerable<CorrectedDomain> Changed(Pair pair) =>
        from standard in pair.After.Keys.Intersect(pair.Before.Keys).Order()
        from view in Enum.GetValues<AdoptionView>()
        let before = In(pair.Before, standard, view)
        let after = In(pair.After, standard, view)
        where before is not null && after is not null && before != after
        select new CorrectedDomain(
            pair.Domain,
            pair.Organisation,
            pair.Reason,
            standard,
            view,
            before.Value,
            after.Value
        );

    private static CountedOutcome? In(
        IReadOnlyDictionary<FigureStandard, StandardOutcomes> outcomes,
        FigureStandard standard,
        AdoptionView view
    ) => outcomes.TryGetValue(standard, out var of) ? of.In(view) : null;

    /// <summary>As they were when the round was published: what is decided later is of the next edition.</summary>
    private static async Task<List<RoundCommentRow>> CommentsAsync(
        DashboardDb db,
        RoundRow round,
        CancellationToken cancellation
    )
    {
        // As of the edition: what was decided before an erratum is decided in it.
        var until =
            round.Notes.LastOrDefault(note => note.Slug == RoundNotes.Erratum)?.At
            ?? round.PublishedAt
            ?? DateTimeOffset.MaxValue;
        var comments = await db.Set<RoundCommentRow>()
            .AsNoTracking()
            .Where(c => c.RoundId == round.Id && c.CreatedAt <= until)
            .OrderBy(c => c.Id)
            .ToListAsync(cancellation);
        foreach (var comment in comments.Where(c => c.DecidedAt > until))
        {
            comment.Decision = CommentDecision.Open;
        }
        return comments;
    }

    private static async Task<IReadOnlyList<OpenComment>> OpenAsync(
        DashboardDb db,
        RoundRow round,
        List<RoundCommentRow> comments,
        CancellationToken cancellation
    )
    {
        var open = comments.Where(c => c.Decision == CommentDecision.Open).Take(MostOpen).ToList();
        var keys = open.Select(c => c.OrganisationKey).Distinct().ToArray();
        var names = await db.Set<RoundValueRow>()
            .Where(v => v.Dimension == AdoptionDimension.Organisation && keys.Contains(v.Key))
            .OrderBy(v => v.Id)
            .Select(v => new { v.Key, v.Name })
            .ToListAsync(cancellation);
        return
        [
            .. open.Select(c => new OpenComment(
                names.FindLast(n => n.Key == c.OrganisationKey)?.Name ?? c.OrganisationKey,
                c.Domain,
                c.Kind
            )),
        ];
    }

    private sealed record Pair(
        string Domain,
        string? Organisation,
        string Reason,
        IReadOnlyDictionary<FigureStandard, StandardOutcomes> Before,
        IReadOnlyDictionary<FigureStandard, StandardOutcomes> After
    );
}
