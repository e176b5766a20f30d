using System.Runtime.CompilerServices;
using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Results;
using Dashboard.Web.Features.RoundStore;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <summary>
/// The results of a round one after another, by the octets of their names, so that the order is the same in every database. What is in
/// memory does not grow with the round.
/// </summary>
internal sealed class ResultStream(IDbContextFactory<DashboardDb> database)
{
    private const string Octets = "C";

    /// <param name="after">The name to go on behind; null from the start.</param>
    /// <param name="most">How many at most; null for all.</param>
    /// <param name="organisation">The key of one, or of a part of one; null for all.</param>
    public async IAsyncEnumerable<(StoredRound Stored, StoredResult Result)> ReadAsync(
        RoundRow round,
        string? after = null,
        int? most = null,
        string? organisation = null,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var stored = await StoredRound.WithoutResultsAsync(db, cancellation);
        var query = db.Set<RoundResultRow>()
            .AsNoTracking()
            .Where(r =>
                r.RoundId == round.Id
                && r.Edition <= round.Edition
                && (r.SupersededIn == null || r.SupersededIn > round.Edition)
            )
            .Join(
                db.Set<MeasuredDomainRow>(),
                r => r.DomainId,
                d => d.Id,
                (r, d) => new { Row = r, d.Name }
            );
        if (after is not null)
        {
            // The database compares, by octets.
#pragma warning disable CA1309
            query = query.Where(r =>
                string.Compare(EF.Functions.Collate(r.Name, Octets), after) > 0
            );
#pragma warning restore CA1309
        }
        if (organisation is not null)
        {
            var numbers = await db.NumbersAsync(
                AdoptionDimension.Organisation,
                organisation,
                cancellation
            );
            query = query.Where(r =>
                (r.Row.Organisation != null && numbers.Contains(r.Row.Organisation.Value))
                || numbers.Any(n => r.Row.More!.Contains(n))
            );
        }
        query = query.OrderBy(r => EF.Functions.Collate(r.Name, Octets));
        if (most is { } limit)
        {
            query = query.Take(limit);
        }
        await foreach (var row in query.AsAsyncEnumerable().WithCancellation(cancellation))
        {
            yield return (stored, new(row.Row, DomainName.Parse(row.Name)));
        }
    }

    public IAsyncEnumerable<ResultItem> ItemsAsync(
        RoundRow round,
        string? after,
        int? most,
        string? organisation,
        CancellationToken cancellation
    ) =>
        ReadAsync(round, after, most, organisation, cancellation)
            .Select(read => RoundResults.Item(read.Stored, read.Result));
}
