using Dashboard.Data;
using Dashboard.Data.Rounds;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Organisations.Pages;

/// <summary>The rounds that everybody may see. Every public page asks here, and nowhere else.</summary>
internal static class PublishedRounds
{
    public static IQueryable<RoundRow> Published(this DashboardDb db) =>
        db.Set<RoundRow>()
            .AsNoTracking()
            .Where(r => r.Kind == RoundKind.Measurement && r.State == RoundState.Published);
}
