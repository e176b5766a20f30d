using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Figures;

namespace Dashboard.Web.Features.Comparison;

/// <summary>How the two measurements of one standard of one domain relate.</summary>
public enum OutcomeAgreement
{
    /// <summary>Both pass, or both fail.</summary>
    Same,
    OursPasses,
    TheirsPasses,

    /// <summary>One of the two has no outcome: not tested, an error, excluded or not measured.</summary>
    NotComparable,
}

/// <param name="Theirs">With the tests that decide.</param>
/// <param name="Ours">In the Forum view, which counts as internet.nl does.</param>
/// <param name="Reason">Ours on DANE; null for other standards.</param>
internal sealed record ComparedOutcome(
    string Domain,
    FigureStandard Standard,
    OutcomeAgreement Agreement,
    TheirWord Theirs,
    IReadOnlyList<string> TheirTests,
    StandardOutcome Ours,
    ExclusionReason? Why,
    string? Reason
);

internal sealed record ComparedStandard(
    FigureStandard Standard,
    int Same,
    int OursPasses,
    int TheirsPasses,
    int NotComparable
);

/// <summary>A batch of internet.nl beside a round of ours.</summary>
/// <param name="OnlyTheirs">Domains that are not in the round.</param>
/// <param name="OnlyOurs">How many domains of the round are not in the batch.</param>
/// <param name="TheirErrors">Domains that internet.nl could not test.</param>
/// <param name="Unreadable">Keys of the file that are no domain names.</param>
/// <param name="Differences">By domain, then by standard: those where one passes and the other fails.</param>
internal sealed record ComparedRound(
    int Round,
    DateTimeOffset? MeasuredAt,
    DateTimeOffset? TheirsMeasuredAt,
    int Compared,
    IReadOnlyList<string> OnlyTheirs,
    int OnlyOurs,
    IReadOnlyList<string> TheirErrors,
    int Unreadable,
    IReadOnlyList<ComparedStandard> Standards,
    IReadOnlyList<ComparedOutcome> Differences
);

/// <summary>Puts results of a mail batch of internet.nl beside those of a round, domain by domain.</summary>
internal sealed class BatchComparison(ResultStream results)
{
    public async Task<ComparedRound> CompareAsync(
        RoundRow round,
        BatchResultFile theirs,
        CancellationToken cancellation
    )
    {
        var compared = new List<ComparedOutcome>();
        var (both, onlyOurs) = (0, 0);
        var unseen = theirs.Domains.Keys.ToHashSet();
        var errors = new List<string>();
        await foreach (
            var ours in results.ItemsAsync(
                round,
                after: null,
                most: null,
                organisation: null,
                cancellation
            )
        )
        {
            var domain = DomainName.Parse(ours.Domain);
            if (!unseen.Remove(domain))
            {
                onlyOurs++;
            }
            else if (theirs.Domains[domain] is { } outcomes)
            {
                both++;
                compared.AddRange(Compare(ours, outcomes));
            }
            else
            {
                errors.Add(ours.Domain);
            }
        }
        return new(
            round.Id,
            round.MeasuredAt,
            theirs.FinishedAt,
            both,
            [.. unseen.Select(d => d.Value).Order(StringComparer.Ordinal)],
            onlyOurs,
            errors,
            theirs.Unreadable,
            [
                .. compared
                    .GroupBy(c => c.Standard)
                    .OrderBy(g => g.Key)
                    .Select(g => new ComparedStandard(
                        g.Key,
                        g.Count(c => c.Agreement == OutcomeAgreement.Same),
                        g.Count(c => c.Agreement == OutcomeAgreement.OursPasses),
                        g.Count(c => c.Agreement == OutcomeAgreement.TheirsPasses),
                        g.Count(c => c.Agreement == OutcomeAgreement.NotComparable)
                    )),
            ],
            [
                .. compared.Where(c =>
                    c.Agreement is OutcomeAgreement.OursPasses or OutcomeAgreement.TheirsPasses
                ),
            ]
        );
    }

    private static IEnumerable<ComparedOutcome> Compare(
        ResultItem ours,
        IReadOnlyDictionary<FigureStandard, TheirOutcome> theirs
    ) =>
        theirs
            .Where(each => ours.Standards.ContainsKey(Slug.Of(each.Key)))
            .OrderBy(each => each.Key)
            .Select(each =>
            {
                var own = ours.Standards[Slug.Of(each.Key)];
                return new ComparedOutcome(
                    ours.Domain,
                    each.Key,
                    Relate(Passes(own.Forum), Passes(each.Value.Word)),
                    each.Value.Word,
                    each.Value.Tests,
                    own.Forum,
                    own.Why,
                    each.Key == FigureStandard.Dane ? ours.Reason : null
                );
            });

    private static OutcomeAgreement Relate(bool? ours, bool? theirs) =>
        ours is null || theirs is null ? OutcomeAgreement.NotComparable
        : ours == theirs ? OutcomeAgreement.Same
        : ours.Value ? OutcomeAgreement.OursPasses
        : OutcomeAgreement.TheirsPasses;

    private static bool? Passes(TheirWord word) =>
        word switch
        {
            TheirWord.Passed => true,
            TheirWord.Failed => false,
            _ => null,
        };

    private static bool? Passes(StandardOutcome outcome) =>
        outcome switch
        {
            StandardOutcome.Passed or StandardOutcome.Warning or StandardOutcome.Info => true,
            StandardOutcome.Failed => false,
            _ => null,
        };
}
