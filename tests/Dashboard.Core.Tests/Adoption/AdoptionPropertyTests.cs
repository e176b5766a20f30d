using CsCheck;
using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;

namespace Dashboard.Core.Tests.Adoption;

/// <summary>What holds of all figures, whatever the lists.</summary>
public sealed class AdoptionPropertyTests
{
    private static readonly string[] LayerNames = ["rijk", "gemeente", "waterschap", "provincie"];
    private static readonly string[] ProviderNames = ["a.example", "b.example", "c.example"];
    private static readonly AdoptionView[] Views = Enum.GetValues<AdoptionView>();

    private static readonly FigureStandard[] Standards =
    [
        FigureStandard.StartTls,
        FigureStandard.Dane,
        FigureStandard.Dnssec,
    ];

    private static readonly Gen<StandardOutcomes> Outcomes = Gen.Select(
        Gen.Enum<StandardOutcome>(),
        Gen.Enum<StandardOutcome>(),
        Gen.Enum<ExclusionReason>(),
        (forum, strict, why) =>
            new StandardOutcomes(
                forum,
                strict,
                forum == StandardOutcome.Excluded || strict == StandardOutcome.Excluded ? why : null
            )
    );

    private static Gen<T> OneOf<T>(T[] values) =>
        Gen.Int[0, values.Length - 1].Select(i => values[i]);

    /// <summary>A domain without a layer in common with another organisation has one layer, else up to two.</summary>
    private static Gen<CountedDomain> Domain(int mostLayers) =>
        Gen.Select(
            Gen.Int[0, 40],
            Gen.Shuffle(LayerNames, 1, mostLayers),
            Gen.Shuffle(ProviderNames, 0, 2),
            Outcomes.Array[Standards.Length],
            Gen.Bool,
            Gen.Bool.Array[Standards.Length],
            (number, layers, providers, outcomes, secure, explained) =>
                new CountedDomain
                {
                    Name = DomainName.Parse($"d{number}.example"),
                    Layers = layers,
                    Providers = providers,
                    FailingProviders = [.. providers.Where((_, i) => explained[i])],
                    OwnZoneSecure = secure,
                    Standards = Standards.Zip(outcomes).ToDictionary(),
                    Explained = Standards.Where((_, i) => explained[i]).ToHashSet(),
                }
        );

    private static Gen<CountedDomain[]> List(int mostLayers = 2) =>
        Domain(mostLayers).Array[0, 30].Select(all => all.DistinctBy(d => d.Name).ToArray());

    private static readonly Gen<OrganisationState[]> Organisations = Gen.Select(
            OneOf(LayerNames),
            Gen.Enum<SendingState>(),
            Gen.Int[0, 6],
            Gen.Int[0, 6],
            (layer, sending, one, other) =>
                (layer, sending, Math.Min(one, other), Math.Max(one, other))
        )
        .Array[0, 25]
        .Select(all =>
            all.Select(
                    (o, i) => new OrganisationState($"o{i}", o.layer, o.sending, o.Item3, o.Item4)
                )
                .ToArray()
        );

    /// <summary>Domains that are counted as one are as many as their number says.</summary>
    [Fact]
    public void Domains_that_are_alike_count_as_often_as_they_are() =>
        Gen.Select(List(), Gen.Int[1, 4])
            .Sample(
                (domains, times) =>
                {
                    CountedDomains[] once = [.. domains.Select(d => d with { Domains = times })];
                    CountedDomains[] apart =
                    [
                        .. domains.SelectMany(d => Enumerable.Repeat<CountedDomains>(d, times)),
                    ];
                    foreach (
                        var dimension in new[]
                        {
                            AdoptionDimension.All,
                            AdoptionDimension.Layer,
                            AdoptionDimension.Provider,
                        }
                    )
                    {
                        Numbers(once, dimension).ShouldBe(Numbers(apart, dimension));
                    }
                    ProviderImpact.Of(once).ShouldBe(ProviderImpact.Of(apart));
                }
            );

    private static IEnumerable<(
        FigureStandard,
        AdoptionView,
        string?,
        int,
        int,
        int,
        string
    )> Numbers(CountedDomains[] domains, AdoptionDimension dimension) =>
        AdoptionFigures
            .Count(domains, dimension)
            .Select(f =>
                (
                    f.Standard,
                    f.View,
                    f.Value,
                    f.Passed,
                    f.Failed,
                    f.Explained,
                    string.Join(' ', f.Excluded.OrderBy(e => e.Key))
                )
            );

    [Fact]
    public void Passed_failed_and_excluded_make_the_list() =>
        List()
            .Sample(list =>
                AdoptionFigures
                    .Count(list, AdoptionDimension.All)
                    .All(f =>
                        f.Passed + f.Failed + f.ExcludedInAll
                            == list.Count(d => d.In(f.Standard, f.View) is not null)
                        && f.Explained <= f.Failed
                    )
            );

    [Fact]
    public void Layers_without_shared_domains_add_up() =>
        List(mostLayers: 1)
            .Sample(list =>
            {
                var byLayer = AdoptionFigures.Count(list, AdoptionDimension.Layer);
                return AdoptionFigures
                    .Count(list, AdoptionDimension.All)
                    .All(all =>
                    {
                        var parts = byLayer
                            .Where(f => f.Standard == all.Standard && f.View == all.View)
                            .ToList();
                        return parts.Sum(f => f.Passed) == all.Passed
                            && parts.Sum(f => f.Failed) == all.Failed
                            && parts.Sum(f => f.ExcludedInAll) == all.ExcludedInAll;
                    });
            });

    [Fact]
    public void Domain_of_two_layers_counts_once_in_all() =>
        List()
            .Sample(list =>
                AdoptionFigures
                    .Count(list, AdoptionDimension.All)
                    .All(f => f.Passed + f.Failed + f.ExcludedInAll <= list.Length)
            );

    /// <summary>Only taking a failed domain out can raise a percentage, and then the change says so.</summary>
    [Fact]
    public void Worse_outcome_raises_no_strict_percentage_without_a_change_that_shows_it() =>
        Gen.Select(List(), Gen.Int[0, 1000], OneOf(Standards), Gen.Bool)
            .Sample(
                (list, at, standard, exclude) =>
                {
                    if (list.Length == 0)
                    {
                        return true;
                    }
                    var changed = list[at % list.Length];
                    var worse = exclude
                        ? new StandardOutcomes(
                            StandardOutcome.Excluded,
                            StandardOutcome.Excluded,
                            ExclusionReason.Unreachable
                        )
                        : new StandardOutcomes(StandardOutcome.Failed, StandardOutcome.Failed);
                    var was = changed.In(standard, AdoptionView.Strict);
                    // A domain that was left out and fails now only lowers; what was of no weight is another list.
                    if (was is null)
                    {
                        return true;
                    }
                    CountedDomain[] after =
                    [
                        .. list.Select(d =>
                            d == changed
                                ? d with
                                {
                                    Standards = d
                                        .Standards.Append(new(standard, worse))
                                        .GroupBy(s => s.Key)
                                        .ToDictionary(s => s.Key, s => s.Last().Value),
                                }
                                : d
                        ),
                    ];
                    var (x, y) = (Exact(list, standard), Exact(after, standard));
                    if (x is null || y is null || y <= x)
                    {
                        return true;
                    }
                    return was is { As: CountedAs.Failed }
                        && RoundComparison
                            .Of(list, after)
                            .Changes.Any(c =>
                                c.Domain == changed.Name
                                && c.Standard == standard
                                && c.View == AdoptionView.Strict
                                && c.Change == OutcomeChange.BecameExcluded
                            );
                }
            );

    [Fact]
    public void Explanation_changes_no_measured_percentage() =>
        List()
            .Sample(list =>
                AdoptionFigures
                    .Count(list, AdoptionDimension.All)
                    .Select(f => (f.Standard, f.View, f.Share))
                    .SequenceEqual(
                        AdoptionFigures
                            .Count(
                                list.Select(d => d with { Explained = Standards.ToHashSet() }),
                                AdoptionDimension.All
                            )
                            .Select(f => (f.Standard, f.View, f.Share))
                    )
            );

    [Fact]
    public void Cohort_is_within_both_lists() =>
        Gen.Select(List(), List())
            .Sample(
                (before, after) =>
                    RoundComparison
                        .Of(before, after)
                        .Deltas.All(d =>
                            d.CohortBefore.Measured == d.CohortAfter.Measured
                            && d.CohortBefore.Measured <= d.FullBefore.Measured
                            && d.CohortAfter.Measured <= d.FullAfter.Measured
                            && d.CohortBefore.Passed <= d.FullBefore.Passed
                            && d.CohortAfter.Passed <= d.FullAfter.Passed
                        )
            );

    [Fact]
    public void Swapping_rounds_negates_the_deltas() =>
        Gen.Select(List(), List())
            .Sample(
                (before, after) =>
                {
                    var forth = RoundComparison.Of(before, after).Deltas;
                    var back = RoundComparison.Of(after, before).Deltas;
                    return forth.Count == back.Count
                        && forth
                            .Zip(back)
                            .All(pair =>
                                pair.First.Standard == pair.Second.Standard
                                && pair.First.FullDeltaPp == -pair.Second.FullDeltaPp
                                && pair.First.CohortDeltaPp == -pair.Second.CohortDeltaPp
                            );
                }
            );

    [Fact]
    public void Changes_partition_the_union_of_both_lists() =>
        Gen.Select(List(), List())
            .Sample(
                (before, after) =>
                {
                    var union = before.Concat(after).Select(d => d.Name).ToHashSet();
                    return RoundComparison
                        .Of(before, after)
                        .Changes.GroupBy(c => (c.Standard, c.View))
                        .All(of =>
                            of.Count() == union.Count
                            && of.Select(c => c.Domain).ToHashSet().SetEquals(union)
                        );
                }
            );

    [Fact]
    public void Four_classes_make_all_ordered_pairs() =>
        Organisations.Sample(all =>
            MailFlowMatrix.Of(all).All.Pairs == (long)all.Length * (all.Length - 1)
            || all.Length == 0
        );

    [Fact]
    public void Proven_is_at_most_possible() =>
        Organisations.Sample(all =>
            MailFlowMatrix
                .Of(all)
                .Cells.Select(c => c.Flow)
                .All(f => f.ProvenSum <= f.PossibleSum && f.PossibleSum <= new Rational(f.Pairs, 1))
        );

    [Fact]
    public void Matrix_from_sums_of_layers_is_the_sum_over_pairs() =>
        Organisations.Sample(all =>
        {
            var matrix = MailFlowMatrix.Of(all);
            return matrix.Cells.All(cell =>
                    cell.Flow
                    == ByPairs(
                        all.Where(o => o.Layer == cell.Sender),
                        all.Where(o => o.Layer == cell.Receiver)
                    )
                )
                && matrix.All == ByPairs(all, all);
        });

    [Fact]
    public void Code_gives_the_same_outcomes_back() =>
        Outcomes.Sample(outcomes => StandardOutcomes.FromCode(outcomes.Code) == outcomes);

    [Fact]
    public void Provider_columns_do_not_overlap() =>
        List()
            .Sample(list =>
                ProviderImpact
                    .Of(list)
                    .All(p =>
                        p.Protected + p.WouldBecomeProtected + p.OwnZoneFirst + p.NeedsTwo
                        <= p.Domains
                    )
            );

    private static Rational? Exact(CountedDomain[] list, FigureStandard standard) =>
        AdoptionFigures
            .Count(list, AdoptionDimension.All)
            .SingleOrDefault(f => f.Standard == standard && f.View == AdoptionView.Strict)
            ?.Share.Exact;

    /// <summary>The definition, pair by pair.</summary>
    private static MailFlow ByPairs(
        IEnumerable<OrganisationState> senders,
        IEnumerable<OrganisationState> receivers
    )
    {
        var flow = MailFlow.None;
        foreach (var s in senders)
        {
            foreach (var r in receivers.Where(r => r.Key != s.Key))
            {
                var (e, u) = (
                    s.Sending == SendingState.Enforces,
                    s.Sending == SendingState.Unknown
                );
                var not = s.Sending == SendingState.DoesNot || r.Weight == Rational.Zero;
                var unknown = !not && (u || r.Weight is null);
                flow += new MailFlow(
                    !not && !unknown && r.IsProtected ? 1 : 0,
                    !not && !unknown && !r.IsProtected ? 1 : 0,
                    not ? 1 : 0,
                    unknown ? 1 : 0,
                    e ? r.Weight ?? Rational.Zero : Rational.Zero,
                    e || u ? r.Weight ?? new Rational(1, 1) : Rational.Zero,
                    !u && r.Weight is not null ? 1 : 0
                );
            }
        }
        return flow;
    }
}
