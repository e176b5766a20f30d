using System.Text.Json;
using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using static Dashboard.Core.Adoption.AdoptionDimension;
using static Dashboard.Core.Adoption.AdoptionView;
using static Dashboard.Core.Adoption.FigureStandard;

namespace Dashboard.Core.Tests.Adoption;

/// <summary>Every number of the worked example.</summary>
public sealed class WorkedExampleTests
{
    private static readonly WorkedExample Example = WorkedExample.Read;

    public sealed record FigureCase
    {
        public required string Round { get; init; }

        public AdoptionView View { get; init; } = Forum;

        public required FigureStandard Standard { get; init; }

        public string? Layer { get; init; }

        public required string Is { get; init; }

        public decimal? Percentage { get; init; }

        public string Excluded { get; init; } = "";

        public string? WithExplained { get; init; }

        public override string ToString() => $"{Round} {View} {Standard} {Layer}";
    }

    public static TheoryData<FigureCase> Figures =>
        [
            new FigureCase
            {
                Round = "round1",
                Standard = StartTls,
                Is = "8/9",
                Percentage = 88.9m,
                Excluded = "no-mail 1, untestable 1",
            },
            new FigureCase
            {
                Round = "round1",
                Standard = Dane,
                Is = "5/9",
                Percentage = 55.6m,
                Excluded = "no-mail 1, untestable 1",
                WithExplained = "6/9 = 66.7",
            },
            new FigureCase
            {
                Round = "round1",
                Standard = Dnssec,
                Is = "6/10",
                Percentage = 60.0m,
                Excluded = "no-mail 1",
            },
            new FigureCase
            {
                Round = "round1",
                View = Strict,
                Standard = StartTls,
                Is = "8/9",
                Percentage = 88.9m,
                Excluded = "no-mail 1, untestable 1",
            },
            new FigureCase
            {
                Round = "round1",
                View = Strict,
                Standard = Dane,
                Is = "5/9",
                Percentage = 55.6m,
                Excluded = "no-mail 1, untestable 1",
            },
            new FigureCase
            {
                Round = "round1",
                View = Strict,
                Standard = Dnssec,
                Is = "6/10",
                Percentage = 60.0m,
                Excluded = "no-mail 1",
            },
            new FigureCase
            {
                Round = "round2",
                Standard = StartTls,
                Is = "8/9",
                Percentage = 88.9m,
                Excluded = "no-mail 1, unreachable 1",
            },
            new FigureCase
            {
                Round = "round2",
                Standard = Dane,
                Is = "6/9",
                Percentage = 66.7m,
                Excluded = "no-mail 1, unreachable 1",
                WithExplained = "7/9 = 77.8",
            },
            new FigureCase
            {
                Round = "round2",
                Standard = Dnssec,
                Is = "8/10",
                Percentage = 80.0m,
                Excluded = "no-mail 1",
            },
            new FigureCase
            {
                Round = "round2",
                View = Strict,
                Standard = StartTls,
                Is = "9/10",
                Percentage = 90.0m,
                Excluded = "no-mail 1",
            },
            new FigureCase
            {
                Round = "round2",
                View = Strict,
                Standard = Dane,
                Is = "5/10",
                Percentage = 50.0m,
                Excluded = "no-mail 1",
                WithExplained = "6/10 = 60.0",
            },
            new FigureCase
            {
                Round = "round2",
                View = Strict,
                Standard = Dnssec,
                Is = "8/10",
                Percentage = 80.0m,
                Excluded = "no-mail 1",
            },
            new FigureCase
            {
                Round = "round1",
                Standard = Dane,
                Layer = "Rijk",
                Is = "1/2",
                Excluded = "no-mail 1",
            },
            new FigureCase
            {
                Round = "round1",
                Standard = Dane,
                Layer = "Gemeente",
                Is = "3/5",
                Percentage = 60.0m,
            },
            new FigureCase
            {
                Round = "round1",
                Standard = Dane,
                Layer = "Waterschap",
                Is = "1/2",
            },
            new FigureCase
            {
                Round = "round1",
                Standard = Dane,
                Layer = "Provincie",
                Is = "0/0",
                Excluded = "untestable 1",
            },
            new FigureCase
            {
                Round = "round2",
                Standard = Dane,
                Layer = "Rijk",
                Is = "2/2",
                Excluded = "no-mail 1",
            },
            new FigureCase
            {
                Round = "round2",
                Standard = Dane,
                Layer = "Gemeente",
                Is = "2/4",
                Excluded = "unreachable 1",
            },
            new FigureCase
            {
                Round = "round2",
                Standard = Dane,
                Layer = "Waterschap",
                Is = "1/1",
            },
            new FigureCase
            {
                Round = "round2",
                Standard = Dane,
                Layer = "Provincie",
                Is = "1/2",
            },
            new FigureCase
            {
                Round = "round2",
                View = Strict,
                Standard = Dane,
                Layer = "Rijk",
                Is = "2/2",
                Excluded = "no-mail 1",
            },
            new FigureCase
            {
                Round = "round2",
                View = Strict,
                Standard = Dane,
                Layer = "Gemeente",
                Is = "2/5",
                Percentage = 40.0m,
            },
            new FigureCase
            {
                Round = "round2",
                View = Strict,
                Standard = Dane,
                Layer = "Waterschap",
                Is = "1/1",
            },
            new FigureCase
            {
                Round = "round2",
                View = Strict,
                Standard = Dane,
                Layer = "Provincie",
                Is = "0/2",
            },
        ];

    [Theory]
    [MemberData(nameof(Figures))]
    public void Figure_is_that_of_the_example(FigureCase expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        var figure = AdoptionFigures
            .Count(Example.Round(expected.Round), expected.Layer is null ? All : Layer)
            .Single(f =>
                f.Standard == expected.Standard
                && f.View == expected.View
                && f.Value == expected.Layer
            );

        figure.ShouldSatisfyAllConditions(
            () => $"{figure.Passed}/{figure.Passed + figure.Failed}".ShouldBe(expected.Is),
            () => figure.Share.Percentage.ShouldBe(expected.Percentage),
            () =>
                string.Join(", ", figure.Excluded.Select(e => $"{Slug.Of(e.Key)} {e.Value}"))
                    .ShouldBe(expected.Excluded)
        );
        if (expected.WithExplained is { } withExplained)
        {
            var both = figure.PassedOrExplained;
            FormattableString
                .Invariant($"{both.Passed}/{both.Measured} = {both.Percentage:0.0}")
                .ShouldBe(withExplained);
        }
    }

    [Theory]
    [InlineData("round1", Forum)]
    [InlineData("round1", Strict)]
    [InlineData("round2", Forum)]
    [InlineData("round2", Strict)]
    public void Figures_are_those_of_the_file(string round, AdoptionView view)
    {
        var expected = Example.Expected.GetProperty(round).GetProperty(Slug.Of(view));
        var figures = AdoptionFigures.Count(Example.Round(round), All).Where(f => f.View == view);

        foreach (var figure in figures)
        {
            var pair = expected.GetProperty(figure.Standard.ToString().ToUpperInvariant());
            ShouldBe(figure.Share, pair);
        }
    }

    [Fact]
    public void List_has_eleven_domains_in_both_rounds()
    {
        Example.Round1.Count.ShouldBe(11);
        Example.Round2.Count.ShouldBe(11);
    }

    [Fact]
    public void Correction_moves_StartTls_from_seven_to_eight_of_nine()
    {
        var before = Example
            .Round2.Select(d =>
                d.Corrected
                    ? d with
                    {
                        Standards = d
                            .Standards.Keys.Select(s =>
                                (
                                    s,
                                    new StandardOutcomes(
                                        StandardOutcome.Failed,
                                        StandardOutcome.Failed
                                    )
                                )
                            )
                            .ToDictionary(),
                    }
                    : d
            )
            .ToList();

        var share = AdoptionFigures
            .Count(before, All)
            .Single(f => f is { Standard: StartTls, View: Forum })
            .Share;
        (share, share.Percentage).ShouldBe((new Share(7, 9), 77.8m));
    }

    [Theory]
    [InlineData("round1", Forum, 68.1, 5, 9)]
    [InlineData("round1", Strict, 68.1, 5, 9)]
    [InlineData("round2", Forum, 78.5, 5, 9)]
    [InlineData("round2", Strict, 73.3, 5, 10)]
    public void Agreement_is_that_of_the_example(
        string round,
        AdoptionView view,
        double mean,
        int meetsAll,
        int of
    )
    {
        var agreement = Agreement.All.Single(a => a.Slug == "mail-transport");

        var figure = AgreementFigure.Of(agreement, view, Example.Round(round))!;

        figure.Mean.ShouldBe((decimal)mean);
        figure.MeetsAll.ShouldBe(new Share(meetsAll, of));
    }

    [Fact]
    public void Agreement_is_left_out_of_which_a_standard_was_not_measured()
    {
        var authentication = Agreement.All.Single(a => a.Slug == "mail-authentication-2017");

        AgreementFigure.Of(authentication, Strict, Example.Round2).ShouldBeNull();
    }

    public sealed record DeltaCase(
        FigureStandard Standard,
        AdoptionView View,
        double Full,
        int Cohort,
        int Before,
        int After,
        double CohortDelta
    );

    public static TheoryData<DeltaCase> Deltas =>
        [
            new DeltaCase(
                Dane,
                Forum,
                Full: 11.1,
                Cohort: 7,
                Before: 4,
                After: 5,
                CohortDelta: 14.3
            ),
            new DeltaCase(
                Dane,
                Strict,
                Full: -5.6,
                Cohort: 8,
                Before: 5,
                After: 5,
                CohortDelta: 0.0
            ),
            new DeltaCase(
                Dnssec,
                Forum,
                Full: 20.0,
                Cohort: 9,
                Before: 6,
                After: 8,
                CohortDelta: 22.2
            ),
            new DeltaCase(
                Dnssec,
                Strict,
                Full: 20.0,
                Cohort: 9,
                Before: 6,
                After: 8,
                CohortDelta: 22.2
            ),
            new DeltaCase(
                StartTls,
                Forum,
                Full: 0.0,
                Cohort: 7,
                Before: 6,
                After: 6,
                CohortDelta: 0.0
            ),
            new DeltaCase(
                StartTls,
                Strict,
                Full: 1.1,
                Cohort: 8,
                Before: 7,
                After: 7,
                CohortDelta: 0.0
            ),
        ];

    [Theory]
    [MemberData(nameof(Deltas))]
    public void Delta_is_that_of_the_example(DeltaCase expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        var delta = RoundComparison
            .Of(Example.Round1, Example.Round2)
            .Deltas.Single(d => d.Standard == expected.Standard && d.View == expected.View);

        delta.ShouldSatisfyAllConditions(
            () => delta.FullDeltaPp.ShouldBe((decimal)expected.Full),
            () => delta.CohortBefore.ShouldBe(new Share(expected.Before, expected.Cohort)),
            () => delta.CohortAfter.ShouldBe(new Share(expected.After, expected.Cohort)),
            () => delta.CohortDeltaPp.ShouldBe((decimal)expected.CohortDelta)
        );
        var inFile = Example
            .Expected.GetProperty("cohort")
            .GetProperty(Slug.Of(expected.View))
            .GetProperty(expected.Standard.ToString().ToUpperInvariant());
        inFile
            .EnumerateArray()
            .Select(n => n.GetInt32())
            .ShouldBe([expected.Cohort, expected.Before, expected.After]);
    }

    [Theory]
    [InlineData(4, 7, 57.1)]
    [InlineData(5, 7, 71.4)]
    [InlineData(5, 8, 62.5)]
    [InlineData(6, 9, 66.7)]
    [InlineData(8, 9, 88.9)]
    [InlineData(5, 11, 45.5)]
    [InlineData(6, 11, 54.5)]
    public void Percentage_is_rounded_once(int passed, int measured, double percentage) =>
        new Share(passed, measured).Percentage.ShouldBe((decimal)percentage);

    [Fact]
    public void Changes_are_those_of_the_example()
    {
        var changes = RoundComparison
            .Of(Example.Round1, Example.Round2)
            .Changes.Where(c => c is { Standard: Dane, View: Forum })
            .ToList();

        changes.Count.ShouldBe(12);
        foreach (var expected in Example.Expected.GetProperty("changesDaneForum").EnumerateObject())
        {
            changes
                .Where(c =>
                    JsonNamingPolicy.CamelCase.ConvertName(c.Change.ToString()) == expected.Name
                )
                .Select(c => c.Domain)
                .ShouldBe(
                    expected.Value.EnumerateArray().Select(d => WorkedExample.Name(d.GetString()!)),
                    ignoreOrder: true
                );
        }
        changes.Where(c => c.Corrected).Select(c => c.Domain).ShouldBe([WorkedExample.Name("d11")]);
    }

    [Fact]
    public void Silent_host_is_a_regression_in_the_strict_view_alone()
    {
        var changes = RoundComparison
            .Of(Example.Round1, Example.Round2)
            .Changes.Where(c => c.Domain == WorkedExample.Name("d8") && c.Standard == Dane)
            .ToDictionary(c => c.View, c => c.Change);

        changes[Forum].ShouldBe(OutcomeChange.BecameExcluded);
        changes[Strict].ShouldBe(OutcomeChange.Regressed);
    }

    [Fact]
    public void Sending_is_counted_over_what_was_tested()
    {
        var all = OutboundFigure.Of(
            Example.Organisations(Example.Round2),
            new HashSet<string> { "O1", "O2", "O3", "O9" }
        )[0];

        all.Explained.ShouldBe(1, "O1 enforces, O3 was not tested, and O9 is not of the round");
        all.Share.ShouldBe(new Share(2, 3));
        all.Share.Exact!.Value.ToPercentage().ShouldBe(66.7m);
        all.Share.Percentage.ShouldBeNull();
        all.Coverage.ShouldBe(new Share(3, 5));
    }

    [Fact]
    public void Provider_impact_is_that_of_the_example()
    {
        var round1 = ProviderImpact.Of(Example.Round1).ToDictionary(p => p.Provider);
        var round2 = ProviderImpact.Of(Example.Round2).ToDictionary(p => p.Provider);

        round1["Wolk"].WouldBecomeProtected.ShouldBe(2);
        round1["Kaal"].WouldBecomeProtected.ShouldBe(1);
        round1["Plat"].WouldBecomeProtected.ShouldBe(1);
        round2["Huis"].ShouldBe(new("Huis", 3, 1, 2, 0, 0));
        round2["Kaal"].ShouldBe(new("Kaal", 1, 0, 1, 0, 0));
        round2["Plat"].ShouldBe(new("Plat", 1, 0, 0, 1, 0));
        round2["Wolk"].ShouldBe(new("Wolk", 3, 2, 0, 1, 0));
        foreach (
            var provider in Example.Expected.GetProperty("providersRound2Strict").EnumerateObject()
        )
        {
            round2[provider.Name].WouldBecomeProtected.ShouldBe(provider.Value.GetArrayLength());
        }
    }

    [Fact]
    public void Organisations_are_protected_as_in_the_example()
    {
        var round1 = Example.Organisations(Example.Round1);
        var round2 = Example.Organisations(Example.Round2);

        OrganisationState.ProtectedOf(round1).ShouldBe(new Share(0, 4));
        OrganisationState.ProtectedOf(round2).ShouldBe(new Share(2, 5));
        round2.Where(o => o.IsProtected).Select(o => o.Key).ShouldBe(["O1", "O4"]);
        round1.Select(o => o.Weight?.ToString()).ShouldBe(["1/2", "2/3", "1/2", "1/2", null]);
        round2.Select(o => o.Weight?.ToString()).ShouldBe(["1", "2/3", "0", "1", "0"]);
    }

    [Theory]
    [InlineData("round1", 16.7, 50.8, 37.0)]
    [InlineData("round2", 16.7, 43.3, 27.8)]
    public void Mail_flow_is_that_of_the_example(
        string round,
        double proven,
        double possible,
        double amongTested
    )
    {
        var flow = MailFlowMatrix.Of(Example.Organisations(Example.Round(round))).All;
        var expected = Example.Expected.GetProperty(round).GetProperty("mailFlow");

        flow.ShouldSatisfyAllConditions(
            () => flow.Protected.ShouldBe(expected.GetProperty("protected").GetInt64()),
            () => flow.Partly.ShouldBe(expected.GetProperty("partly").GetInt64()),
            () => flow.Not.ShouldBe(expected.GetProperty("not").GetInt64()),
            () => flow.Unknown.ShouldBe(expected.GetProperty("unknown").GetInt64()),
            () => flow.Pairs.ShouldBe(expected.GetProperty("pairs").GetInt64()),
            () => flow.TestedPairs.ShouldBe(expected.GetProperty("testedPairs").GetInt64()),
            () => flow.ProvenSum.ToString().ShouldBe(expected.GetProperty("proven").GetString()),
            () =>
                flow.PossibleSum.ToString().ShouldBe(expected.GetProperty("possible").GetString()),
            () => flow.Proven.ShouldBe((decimal)proven),
            () => flow.Possible.ShouldBe((decimal)possible),
            () => flow.AmongTested.ShouldBe((decimal)amongTested)
        );
    }

    public sealed record CellCase(
        string From,
        string To,
        long Pairs,
        string ProvenSum,
        double? Proven,
        string PossibleSum
    );

    public static TheoryData<CellCase> Cells =>
        [
            new CellCase("Rijk", "Waterschap", 1, "1", 100, "1"),
            new CellCase("Waterschap", "Rijk", 1, "1", 100, "1"),
            new CellCase("Rijk", "Gemeente", 2, "2/3", 33.3, "2/3"),
            new CellCase("Waterschap", "Gemeente", 2, "2/3", 33.3, "2/3"),
            new CellCase("Gemeente", "Gemeente", 2, "0", 0, "2/3"),
            new CellCase("Rijk", "Provincie", 1, "0", 0, "0"),
            new CellCase("Provincie", "Rijk", 1, "0", 0, "1"),
            new CellCase("Provincie", "Waterschap", 1, "0", 0, "1"),
            new CellCase("Provincie", "Gemeente", 2, "0", 0, "2/3"),
            new CellCase("Provincie", "Provincie", 0, "0", null, "0"),
            new CellCase("Rijk", "Rijk", 0, "0", null, "0"),
        ];

    [Theory]
    [MemberData(nameof(Cells))]
    public void Cell_of_the_matrix_is_that_of_the_example(CellCase expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        var flow = MailFlowMatrix
            .Of(Example.Organisations(Example.Round2))
            .Cells.Single(c => c.Sender == expected.From && c.Receiver == expected.To)
            .Flow;

        flow.ShouldSatisfyAllConditions(
            () => flow.Pairs.ShouldBe(expected.Pairs),
            () => flow.ProvenSum.ToString().ShouldBe(expected.ProvenSum),
            () => flow.Proven.ShouldBe((decimal?)expected.Proven),
            () => flow.PossibleSum.ToString().ShouldBe(expected.PossibleSum)
        );
    }

    private static void ShouldBe(Share share, JsonElement pair) =>
        share.ShouldBe(new Share(pair[0].GetInt32(), pair[1].GetInt32()));
}
