using Dashboard.Data;
using Dashboard.Data.Rounds;

namespace Dashboard.Web.Features.RoundStore;

/// <summary>
/// Rounds that follow each other: of one purpose over one selection of domains, which is a named list or every mail domain of the registers.
/// Figures of another selection or purpose say nothing about them: they are of other domains.
/// </summary>
internal static class RoundSeries
{
    /// <summary>Those that count: published measurements, or closed ones of the current state, which is never published.</summary>
    /// <param name="list">Null for every mail domain of the registers.</param>
    public static IQueryable<RoundRow> Of(DashboardDb db, RoundKind kind, string? list)
    {
        var counts = kind == RoundKind.CurrentState ? RoundState.Closed : RoundState.Published;
        return db.Set<RoundRow>()
            .Where(r => r.Kind == kind && r.State == counts && r.ListName == list);
    }

    /// <summary>Those of the series of a round that started before it.</summary>
    public static IQueryable<RoundRow> Before(DashboardDb db, RoundRow round) =>
        Of(db, round.Kind, round.ListName)
            .Where(r =>
                r.StartedAt < round.StartedAt || r.StartedAt == round.StartedAt && r.Id < round.Id
            );

    /// <summary>
    /// Those of every mail domain before those of a list, and the newest first: who names no round asks for all of government, as long as
    /// that was measured.
    /// </summary>
    public static IOrderedQueryable<RoundRow> WholeFirst(this IQueryable<RoundRow> rounds) =>
        rounds
            .OrderBy(r => r.ListName != null)
            .ThenByDescending(r => r.StartedAt)
            .ThenByDescending(r => r.Id);
}
