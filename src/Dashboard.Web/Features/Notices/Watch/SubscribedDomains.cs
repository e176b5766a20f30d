using Dashboard.Data;
using Dashboard.Data.Notices;
using Dashboard.Web.Features.Organisations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Notices.Watch;

/// <summary>The mail domains that confirmed subscriptions are about today, those of organisations included.</summary>
internal sealed class SubscribedDomains(
    IDbContextFactory<DashboardDb> database,
    MailDomains domains,
    IOptions<NoticeOptions> settings,
    TimeProvider time
)
{
    /// <summary>The registers change some times a week.</summary>
    private readonly TimeSpan keepFor = settings.Value.LookEvery * 10;

    private (
        HashSet<string> Keys,
        DateTimeOffset At,
        IReadOnlyDictionary<string, IReadOnlySet<string>> Domains
    )? known;

    /// <returns>All domains, and those of each organisation by its key.</returns>
    public async Task<(
        IReadOnlySet<string> All,
        IReadOnlyDictionary<string, IReadOnlySet<string>> OfOrganisations
    )> ReadAsync(CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var followed = await Followed
            .Keys(db, SubscriptionTarget.Domain)
            .ToHashSetAsync(StringComparer.Ordinal, cancellation);
        var organisations = await OfAsync(
            await Followed
                .Keys(db, SubscriptionTarget.Organisation)
                .ToHashSetAsync(StringComparer.Ordinal, cancellation),
            cancellation
        );
        return (
            followed
                .Concat(organisations.Values.SelectMany(of => of))
                .ToHashSet(StringComparer.Ordinal),
            organisations
        );
    }

    private async Task<IReadOnlyDictionary<string, IReadOnlySet<string>>> OfAsync(
        HashSet<string> keys,
        CancellationToken cancellation
    )
    {
        if (keys.Count == 0)
        {
            return new Dictionary<string, IReadOnlySet<string>>();
        }
        var now = time.GetUtcNow();
        if (known is { } kept && kept.Keys.SetEquals(keys) && now - kept.At < keepFor)
        {
            return kept.Domains;
        }
        var all = keys.ToDictionary(key => key, _ => new HashSet<string>(StringComparer.Ordinal));
        if (await domains.OnAsync(DutchTime.DayOf(now), listName: null, cancellation) is { } today)
        {
            foreach (var domain in today.Domains)
            {
                foreach (var holder in domain.Organisations)
                {
                    // A part's domains count at the whole, and are reported there too.
                    var whole = holder.CountsAtId is { } id ? today.All[id].Key : holder.Key;
                    foreach (var key in new[] { holder.Key, whole }.Distinct())
                    {
                        if (all.TryGetValue(key, out var of))
                        {
                            of.Add(domain.Name.Value);
                        }
                    }
                }
            }
        }
        IReadOnlyDictionary<string, IReadOnlySet<string>> found = all.ToDictionary(
            of => of.Key,
            of => (IReadOnlySet<string>)of.Value,
            StringComparer.Ordinal
        );
        known = (keys, now, found);
        return found;
    }
}
