using System.Runtime.CompilerServices;
using Dashboard.Core.Adoption;
using Dashboard.Data.Rounds;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <summary>
/// What changed between two rounds, domain by domain: both lists are read beside each other, some domains at a time. Without the rows
/// that say that nothing changed; the counts of those are with the figures.
/// </summary>
internal sealed class ChangeStream(ResultStream results)
{
    private const int AtATime = 500;

    public async IAsyncEnumerable<DomainChangeItem> ReadAsync(
        RoundRow former,
        RoundRow round,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        await using var before = Domains(former, cancellation);
        await using var after = Domains(round, cancellation);
        var hasBefore = await before.MoveNextAsync();
        var hasAfter = await after.MoveNextAsync();
        while (hasBefore || hasAfter)
        {
            List<CountedDomain> some = [];
            List<CountedDomain> others = [];
            for (var i = 0; i < AtATime && (hasBefore || hasAfter); i++)
            {
                var order = (hasBefore, hasAfter) switch
                {
                    (false, _) => 1,
                    (_, false) => -1,
                    _ => string.CompareOrdinal(before.Current.Name.Value, after.Current.Name.Value),
                };
                if (order <= 0)
                {
                    some.Add(before.Current);
                    hasBefore = await before.MoveNextAsync();
                }
                if (order >= 0)
                {
                    others.Add(after.Current);
                    hasAfter = await after.MoveNextAsync();
                }
            }
            foreach (var change in Changed(RoundComparison.Of(some, others).Changes))
            {
                yield return change;
            }
        }
    }

    private IAsyncEnumerator<CountedDomain> Domains(
        RoundRow round,
        CancellationToken cancellation
    ) =>
        results
            .ReadAsync(round, cancellation: cancellation)
            .Select(read => read.Stored.Count(read.Result))
            .GetAsyncEnumerator(cancellation);

    private static IEnumerable<DomainChangeItem> Changed(
        IReadOnlyList<DomainOutcomeChange> changes
    ) =>
        RoundChanges
            .Domains(changes)
            .Where(c => c.Change is not (OutcomeChange.Unchanged or OutcomeChange.ExcludedInBoth))
            .OrderBy(c => c.Domain, StringComparer.Ordinal)
            .ThenBy(c => c.Standard)
            .ThenBy(c => c.View);
}
