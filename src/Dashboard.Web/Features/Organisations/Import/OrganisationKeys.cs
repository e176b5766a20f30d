using Dashboard.Core.Organisations;
using Dashboard.Data;
using Dashboard.Data.Notices;
using Dashboard.Data.Organisations;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>
/// Gives an organisation that lists alone knew the number of the register that names it now. Rounds keep the key of their day, and what goes
/// on follows: explanations, who follows it, campaigns, and lists that choose by it.
/// </summary>
internal static class OrganisationKeys
{
    /// <param name="ids">Organisations that this register names for the first time.</param>
    public static async Task TakeOverAsync(
        DashboardDb db,
        RegisterSource source,
        IReadOnlyCollection<int> ids,
        OrganisationDirectory directory,
        CancellationToken cancellation
    )
    {
        if (source is not (RegisterSource.Roo or RegisterSource.Rio))
        {
            return;
        }
        var organisations = await db
            .Organisations.Where(o =>
                ids.Contains(o.Id)
                && o.SystemId != null
                && o.SystemId != o.Key
                && !db.OrganisationRecords.Any(record =>
                    record.OrganisationId == o.Id
                    && record.Source != source
                    && record.Source != RegisterSource.List
                )
            )
            .ToListAsync(cancellation);
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var organisation in organisations)
        {
            var key = organisation.SystemId!;
            if (!directory.IsFreeKey(key))
            {
                continue;
            }
            taken[organisation.Key] = key;
            organisation.FormerKeys = [.. organisation.FormerKeys, organisation.Key];
            organisation.Key = key;
            directory.Add(organisation.Id, key, organisation.SystemId, organisation.Tooi);
        }
        if (taken.Count == 0)
        {
            return;
        }
        await FilterAsync(db, taken, cancellation);
        await db.SaveChangesAsync(cancellation);
        db.ChangeTracker.Clear();
        await FollowAsync(db, taken, cancellation);
    }

    private static async Task FilterAsync(
        DashboardDb db,
        Dictionary<string, string> taken,
        CancellationToken cancellation
    )
    {
        var lists = await db
            .DomainLists.Where(list => list.Kind == DomainListKind.Filter)
            .ToListAsync(cancellation);
        foreach (var list in lists.Where(list => list.Filter is not null))
        {
            var filter = list.Filter!;
            if (filter.Organisations.Concat(filter.Ministries).Any(taken.ContainsKey))
            {
                list.Filter = filter with
                {
                    Organisations = [.. filter.Organisations.Select(Today)],
                    Ministries = [.. filter.Ministries.Select(Today)],
                };
            }
        }

        string Today(string key) => taken.GetValueOrDefault(key, key);
    }

    private static async Task FollowAsync(
        DashboardDb db,
        Dictionary<string, string> taken,
        CancellationToken cancellation
    )
    {
        string[] former = [.. taken.Keys];
        string[] today = [.. taken.Values];
        var organisation = Core.Slug.Of(SubscriptionTarget.Organisation);
        foreach (
            var statement in (FormattableString[])
                [
                    $"""
                        UPDATE explanations AS row SET organisation_key = k.today
                        FROM unnest({former}, {today}) AS k (former, today) WHERE row.organisation_key = k.former
                        """,
                    $"""
                        UPDATE lab_sending AS row SET organisation_key = k.today
                        FROM unnest({former}, {today}) AS k (former, today) WHERE row.organisation_key = k.former
                        """,
                    $"""
                        UPDATE notice_events AS row SET organisation_key = k.today
                        FROM unnest({former}, {today}) AS k (former, today) WHERE row.organisation_key = k.former
                        """,
                    $"""
                        UPDATE campaign_organisations AS row SET organisation_key = k.today
                        FROM unnest({former}, {today}) AS k (former, today) WHERE row.organisation_key = k.former
                        """,
                    $"""
                        UPDATE subscriptions AS row SET target_key = k.today
                        FROM unnest({former}, {today}) AS k (former, today)
                        WHERE row.target = {organisation} AND row.target_key = k.former
                        """,
                    $"""
                        UPDATE webhook_endpoints AS row SET target_key = k.today
                        FROM unnest({former}, {today}) AS k (former, today)
                        WHERE row.target = {organisation} AND row.target_key = k.former
                        """,
                ]
        )
        {
            await db.Database.ExecuteSqlAsync(statement, cancellation);
        }
    }
}
