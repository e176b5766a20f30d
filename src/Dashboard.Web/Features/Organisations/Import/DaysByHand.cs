using Dashboard.Core.Organisations;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>
/// The days that analysts have set of domains at organisations, whichever source named the domain there: no other source undoes them.
/// </summary>
internal sealed class DaysByHand
{
    private readonly Dictionary<
        (int Organisation, string Domain),
        (DateOnly? From, DateOnly? Until)
    > days = [];

    private DaysByHand() { }

    public static async Task<DaysByHand> LoadAsync(DashboardDb db, CancellationToken cancellation)
    {
        var set = new DaysByHand();
        var rows = await db
            .OrganisationDomains.AsNoTracking()
            .Where(row => row.IsCorrected)
            .OrderBy(row => row.Until)
            .ThenBy(row => row.Id)
            .Select(row => new
            {
                row.OrganisationId,
                row.Domain,
                row.From,
                row.Until,
            })
            .ToListAsync(cancellation);
        // Without an end comes last: of several stays the one that lasts longest.
        foreach (var row in rows)
        {
            set.days[(row.OrganisationId, row.Domain)] = (row.From, row.Until);
        }
        return set;
    }

    public bool IsEmpty => days.Count == 0;

    /// <summary>
    /// The days by hand where a source begins before them or goes on after them; null where there are none, and where the source
    /// keeps within them or tells of an earlier or a later stay alone.
    /// </summary>
    /// <param name="from">Null since before anybody counted.</param>
    /// <param name="until">Null while it goes on.</param>
    public (DateOnly? From, DateOnly? Until)? Over(
        int organisation,
        string domain,
        DateOnly? from,
        DateOnly? until
    ) =>
        days.TryGetValue((organisation, domain), out var set)
        && (
            (set.From is { } begin && !(from >= begin) && !(until <= begin))
            || (set.Until is { } end && !(until <= end) && !(from >= end))
        )
            ? set
            : null;
}
