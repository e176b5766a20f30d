using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Organisations.Pages;

internal static class DomainsToday
{
    /// <summary>
    /// The mail domains that an organisation has on a day: its own, those of the parts that count at it, and those of organisations
    /// that it succeeded.
    /// </summary>
    public static async Task<IReadOnlyList<string>> OfAsync(
        DashboardDb db,
        int organisation,
        DateOnly day,
        CancellationToken cancellation
    ) =>
        await db
            .Database.SqlQuery<string>(
                $"""
                WITH RECURSIVE line (id) AS (
                  SELECT id FROM organisations
                  WHERE id = {organisation} AND (ends_on IS NULL OR ends_on > {day})
                  UNION
                  SELECT other.id
                  FROM organisations AS other
                  JOIN line ON
                    other.counts_at_id = line.id AND (other.ends_on IS NULL OR other.ends_on > {day})
                    OR other.successor_id = line.id AND other.ends_on <= {day}
                      AND (other.successor_from IS NULL OR other.successor_from <= {day})
                )
                SELECT DISTINCT link.domain
                FROM organisation_domains AS link
                JOIN line ON line.id = link.organisation_id
                WHERE (link."from" IS NULL OR link."from" <= {day}) AND (link.until IS NULL OR link.until > {day})
                ORDER BY link.domain
                """
            )
            .ToListAsync(cancellation);
}
