using Dashboard.Core.Dns;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Dashboard.Data.Rounds;
using Dashboard.Web.Components.Text;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Organisations.Pages;

/// <summary>All that the public page of an organisation shows.</summary>
internal sealed record OrganisationProfile(Organisation Organisation)
{
    public Organisation? Ministry { get; init; }

    public Organisation? Parent { get; init; }

    public Organisation? Successor { get; init; }

    /// <summary>Its mail domains of today, its parts' included.</summary>
    public IReadOnlyList<DomainName> Domains { get; init; } = [];

    /// <summary>Published rounds with its domains, oldest first: the newest of them, or all.</summary>
    public IReadOnlyList<OrganisationRound> Timeline { get; init; } = [];

    /// <summary>There are older rounds than <see cref="Timeline"/> has.</summary>
    public bool HasOlder { get; init; }

    /// <summary>Of the newest of them.</summary>
    public IReadOnlyList<DomainResult> Results { get; init; } = [];

    public LayerPlace? Place { get; init; }

    public IReadOnlyList<OrganisationStep> Steps { get; init; } = [];

    /// <summary>By domain.</summary>
    public IReadOnlyDictionary<string, DomainSender> Senders { get; init; } =
        new Dictionary<string, DomainSender>();

    /// <summary>Those that hold today.</summary>
    public IReadOnlyList<ExplanationRow> Explanations { get; init; } = [];

    public OrganisationRound? Newest => Timeline.Count > 0 ? Timeline[^1] : null;

    /// <summary>Of today, and not on the list of the newest round.</summary>
    public IEnumerable<DomainName> Unmeasured =>
        Domains.Except(Results.Select(result => result.Domain));
}

internal sealed class OrganisationProfiles(
    IDbContextFactory<DashboardDb> database,
    OrganisationRounds rounds,
    RoundAdvice advice,
    TimeProvider time
)
{
    public async Task<Organisation?> FindOrganisationAsync(
        string key,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db
            .Organisations.AsNoTracking()
            .WithKey(key)
            .SingleOrDefaultAsync(cancellation);
    }

    /// <summary>Half a year of weekly rounds.</summary>
    public const int NewestRounds = 26;

    /// <summary>Null where there is no organisation with this key.</summary>
    /// <param name="whole">With all rounds, else with the newest.</param>
    public async Task<OrganisationProfile?> FindAsync(
        string key,
        bool whole,
        CancellationToken cancellation
    )
    {
        var today = DutchTime.DayOf(time.GetUtcNow());
        await using var db = await database.CreateDbContextAsync(cancellation);
        if (
            await db.Organisations.AsNoTracking().WithKey(key).SingleOrDefaultAsync(cancellation)
            is not { } organisation
        )
        {
            return null;
        }
        var near = await db
            .Organisations.AsNoTracking()
            .Where(o =>
                o.Id == organisation.MinistryId
                || o.Id == organisation.ParentId
                || o.Id == organisation.SuccessorId
            )
            .ToDictionaryAsync(o => o.Id, cancellation);
        var domains = await DomainsToday.OfAsync(db, organisation.Id, today, cancellation);
        var found = await rounds.TimelineAsync(
            key,
            await rounds.NewestAsync(key, whole ? int.MaxValue : NewestRounds + 1, cancellation),
            cancellation
        );
        var timeline = whole ? found : [.. found.TakeLast(NewestRounds)];
        var newest = timeline.Count > 0 ? timeline[^1] : null;
        var results = newest is null
            ? []
            : await rounds.ResultsAsync(key, newest.Round, cancellation);
        return new(organisation)
        {
            Ministry = Near(organisation.MinistryId),
            Parent = Near(organisation.ParentId),
            Successor = Near(organisation.SuccessorId),
            Domains = [.. domains.Select(DomainName.Parse)],
            Timeline = timeline,
            HasOlder = found.Count > timeline.Count,
            Results = results,
            Place = newest is null ? null : await rounds.PlaceAsync(newest, cancellation),
            Steps = newest is null
                ? []
                : await advice.FindAsync(newest.Round.Id, results, cancellation),
            Senders = await DomainSenders.FindAsync(
                db,
                [.. domains.Union(results.Select(r => r.Domain.Value))],
                cancellation
            ),
            Explanations = await Explanations(db, today)
                .Where(e => e.OrganisationKey == organisation.Key)
                .OrderBy(e => e.Standard)
                .ThenBy(e => e.Domain)
                .ToListAsync(cancellation),
        };

        Organisation? Near(int? id) =>
            id is { } other && other != organisation.Id ? near.GetValueOrDefault(other) : null;
    }

    /// <summary>Those that hold on a day.</summary>
    internal static IQueryable<ExplanationRow> Explanations(DashboardDb db, DateOnly day) =>
        db.Set<ExplanationRow>()
            .AsNoTracking()
            .Where(e => e.EndedAt == null && e.ValidFrom <= day && e.ValidUntil >= day);
}
