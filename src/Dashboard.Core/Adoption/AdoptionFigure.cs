using Dashboard.Core.Inbound;

namespace Dashboard.Core.Adoption;

/// <summary>One figure of a round: passed + failed + excluded = the domains of this value on the list.</summary>
public sealed record AdoptionFigure
{
    public required FigureStandard Standard { get; init; }

    public required AdoptionView View { get; init; }

    public required AdoptionDimension Dimension { get; init; }

    /// <summary>Null for <see cref="AdoptionDimension.All"/>.</summary>
    public string? Value { get; init; }

    public int Passed { get; init; }

    public int Failed { get; init; }

    /// <summary>Without reasons that nothing was excluded for.</summary>
    public required IReadOnlyDictionary<ExclusionReason, int> Excluded { get; init; }

    /// <summary>Of those that failed.</summary>
    public int Explained { get; init; }

    public Share Share => new(Passed, Passed + Failed);

    /// <summary>Stands beside <see cref="Share"/>, never in its place.</summary>
    public Share PassedOrExplained => new(Passed + Explained, Passed + Failed);

    public int ExcludedInAll => Excluded.Values.Sum();
}

/// <summary>How many domains have which status, for a standard without percentage.</summary>
public sealed record StatusFigure(
    FigureStandard Standard,
    string Status,
    AdoptionDimension Dimension,
    string? Value,
    int Domains
);

/// <summary>Counts domains. A domain counts once at each value that it has.</summary>
public static class AdoptionFigures
{
    /// <summary>Ordered by standard, view and value.</summary>
    public static IReadOnlyList<AdoptionFigure> Count(
        IEnumerable<CountedDomains> domains,
        AdoptionDimension dimension
    )
    {
        ArgumentNullException.ThrowIfNull(domains);
        var tallies = new Dictionary<(FigureStandard, AdoptionView, string?), Tally>();
        foreach (var domain in domains)
        {
            foreach (var value in domain.ValuesOf(dimension))
            {
                foreach (var (standard, outcomes) in domain.Standards)
                {
                    if (FigureStandards.HasNoPercentage(standard))
                    {
                        continue;
                    }
                    foreach (var view in Enum.GetValues<AdoptionView>())
                    {
                        if (outcomes.In(view) is { } outcome)
                        {
                            if (!tallies.TryGetValue((standard, view, value), out var tally))
                            {
                                tallies[(standard, view, value)] = tally = new Tally();
                            }
                            tally.Add(outcome, domain.Explained.Contains(standard), domain.Domains);
                        }
                    }
                }
            }
        }
        return
        [
            .. tallies
                .OrderBy(t => t.Key.Item1)
                .ThenBy(t => t.Key.Item2)
                .ThenBy(t => t.Key.Item3, StringComparer.Ordinal)
                .Select(t => t.Value.Figure(t.Key.Item1, t.Key.Item2, dimension, t.Key.Item3)),
        ];
    }

    public static IReadOnlyList<StatusFigure> CountStatuses(
        IEnumerable<CountedDomain> domains,
        AdoptionDimension dimension
    ) =>
        [
            .. domains
                .SelectMany(domain =>
                    domain.ValuesOf(dimension).Select(value => (domain.Statuses, Value: value))
                )
                .SelectMany(
                    d => d.Statuses,
                    (d, status) => (Standard: status.Key, Status: status.Value, d.Value)
                )
                .GroupBy(d => d)
                .OrderBy(g => g.Key.Standard)
                .ThenBy(g => g.Key.Status, StringComparer.Ordinal)
                .ThenBy(g => g.Key.Value, StringComparer.Ordinal)
                .Select(g => new StatusFigure(
                    g.Key.Standard,
                    g.Key.Status,
                    dimension,
                    g.Key.Value,
                    g.Count()
                )),
        ];

    private sealed class Tally
    {
        private readonly SortedDictionary<ExclusionReason, int> excluded = [];
        private int passed;
        private int failed;
        private int explained;

        public void Add(CountedOutcome outcome, bool isExplained, int domains)
        {
            switch (outcome)
            {
                case { As: CountedAs.Passed }:
                    passed += domains;
                    break;
                case { As: CountedAs.Failed }:
                    failed += domains;
                    explained += isExplained ? domains : 0;
                    break;
                case { Why: { } why }:
                    excluded[why] = excluded.GetValueOrDefault(why) + domains;
                    break;
            }
        }

        public AdoptionFigure Figure(
            FigureStandard standard,
            AdoptionView view,
            AdoptionDimension dimension,
            string? value
        ) =>
            new()
            {
                Standard = standard,
                View = view,
                Dimension = dimension,
                Value = value,
                Passed = passed,
                Failed = failed,
                Excluded = excluded,
                Explained = explained,
            };
    }
}
