using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using static Dashboard.Core.Adoption.AdoptionView;
using static Dashboard.Core.Adoption.FigureStandard;

namespace Dashboard.Core.Tests.Adoption;

/// <summary>Figures are stored and exported in one order, whatever order the domains come in; what has no percentage is not among them.</summary>
public sealed class FigureOrderTests
{
    private static readonly StandardOutcomes Passed = new(
        StandardOutcome.Passed,
        StandardOutcome.Passed
    );

    private static readonly StandardOutcomes Failed = new(
        StandardOutcome.Failed,
        StandardOutcome.Failed
    );

    private static readonly CountedDomain[] Domains =
    [
        Domain("c", "gemeente", (Dane, Passed), (StartTls, Passed), (MtaSts, Passed)) with
        {
            Statuses = new Dictionary<FigureStandard, string>
            {
                [TlsRpt] = "b",
                [MtaSts] = "sts-none",
            },
        },
        Domain("b", "rijk", (StartTls, Failed), (Dane, Failed)) with
        {
            Statuses = new Dictionary<FigureStandard, string>
            {
                [MtaSts] = "sts-enforced",
                [TlsRpt] = "b",
            },
        },
        Domain("a", "gemeente", (Dane, Passed)) with
        {
            Statuses = new Dictionary<FigureStandard, string> { [MtaSts] = "sts-enforced" },
        },
        Domain("d", "gemeente") with
        {
            Statuses = new Dictionary<FigureStandard, string> { [MtaSts] = "sts-enforced" },
        },
    ];

    [Fact]
    public void Figures_go_by_standard_then_view_then_value() =>
        AdoptionFigures
            .Count(Domains, AdoptionDimension.Layer)
            .Select(f => (f.Standard, f.View, f.Value, f.Passed, f.Failed))
            .ShouldBe([
                (StartTls, Strict, "gemeente", 1, 0),
                (StartTls, Strict, "rijk", 0, 1),
                (StartTls, Forum, "gemeente", 1, 0),
                (StartTls, Forum, "rijk", 0, 1),
                (Dane, Strict, "gemeente", 2, 0),
                (Dane, Strict, "rijk", 0, 1),
                (Dane, Forum, "gemeente", 2, 0),
                (Dane, Forum, "rijk", 0, 1),
            ]);

    [Fact]
    public void Words_are_counted_by_standard_then_word_then_value() =>
        AdoptionFigures
            .CountStatuses(Domains, AdoptionDimension.Layer)
            .ShouldBe([
                new(MtaSts, "sts-enforced", AdoptionDimension.Layer, "gemeente", 2),
                new(MtaSts, "sts-enforced", AdoptionDimension.Layer, "rijk", 1),
                new(MtaSts, "sts-none", AdoptionDimension.Layer, "gemeente", 1),
                new(TlsRpt, "b", AdoptionDimension.Layer, "gemeente", 1),
                new(TlsRpt, "b", AdoptionDimension.Layer, "rijk", 1),
            ]);

    [Fact]
    public void Organisations_go_by_layer_behind_all()
    {
        OrganisationState[] organisations =
        [
            new("1", "rijk", SendingState.Enforces, 1, 1),
            new("2", "gemeente", SendingState.DoesNot, 0, 1),
        ];

        OutboundFigure
            .Of(organisations, new HashSet<string>())
            .ShouldBe([
                new(null, 1, 1, 2, 0),
                new("gemeente", 0, 1, 1, 0),
                new("rijk", 1, 0, 1, 0),
            ]);
        MailFlowMatrix
            .Of(organisations)
            .Cells.Select(cell => (cell.Sender, cell.Receiver))
            .ShouldBe([
                ("gemeente", "gemeente"),
                ("gemeente", "rijk"),
                ("rijk", "gemeente"),
                ("rijk", "rijk"),
            ]);
    }

    [Fact]
    public void Providers_go_by_what_they_can_do_then_by_name()
    {
        CountedDomain Of(string name, string provider, bool fails) =>
            Domain(name, "rijk", (Dane, fails ? Failed : Passed)) with
            {
                Providers = [provider],
                FailingProviders = fails ? [provider] : [],
                OwnZoneSecure = true,
            };

        ProviderImpact
            .Of([
                Of("a", "d.example", fails: false),
                Of("b", "c.example", fails: false),
                Of("c", "b.example", fails: true),
                Of("d", "a.example", fails: true),
                Of("e", "e.example", fails: true),
                Of("f", "e.example", fails: true),
            ])
            .Select(impact => (impact.Provider, impact.WouldBecomeProtected))
            .ShouldBe([
                ("e.example", 2),
                ("a.example", 1),
                ("b.example", 1),
                ("c.example", 0),
                ("d.example", 0),
            ]);
    }

    [Fact]
    public void Rounds_are_compared_by_standard_view_and_domain_where_both_ran_the_standard()
    {
        var strictOnly = new StandardOutcomes(StandardOutcome.NotCounted, StandardOutcome.Passed);
        CountedDomain[] before =
        [
            Domain("b", "rijk", (Dane, Failed), (StartTls, Passed), (MtaSts, Passed)),
            Domain("a", "rijk", (Dane, Failed), (DnssecMx, strictOnly)),
        ];
        CountedDomain[] after =
        [
            Domain("b", "rijk", (Dane, Passed), (Ipv6Mx, Passed)),
            Domain("a", "rijk", (Dane, Failed), (DnssecMx, strictOnly)),
        ];

        var comparison = RoundComparison.Of(before, after);

        comparison
            .Deltas.Select(delta => (delta.Standard, delta.View))
            .ShouldBe([(Dane, Strict), (Dane, Forum), (DnssecMx, Strict)]);
        comparison
            .Changes.Select(change =>
                (change.Standard, change.View, change.Domain.Value, change.Change)
            )
            .ShouldBe([
                (StartTls, Strict, "a.example", OutcomeChange.ExcludedInBoth),
                (StartTls, Strict, "b.example", OutcomeChange.BecameExcluded),
                (StartTls, Forum, "a.example", OutcomeChange.ExcludedInBoth),
                (StartTls, Forum, "b.example", OutcomeChange.BecameExcluded),
                (Dane, Strict, "a.example", OutcomeChange.Unchanged),
                (Dane, Strict, "b.example", OutcomeChange.Improved),
                (Dane, Forum, "a.example", OutcomeChange.Unchanged),
                (Dane, Forum, "b.example", OutcomeChange.Improved),
                (DnssecMx, Strict, "a.example", OutcomeChange.Unchanged),
                (DnssecMx, Strict, "b.example", OutcomeChange.ExcludedInBoth),
                (Ipv6Mx, Strict, "a.example", OutcomeChange.ExcludedInBoth),
                (Ipv6Mx, Strict, "b.example", OutcomeChange.BecameMeasurable),
                (Ipv6Mx, Forum, "a.example", OutcomeChange.ExcludedInBoth),
                (Ipv6Mx, Forum, "b.example", OutcomeChange.BecameMeasurable),
            ]);
    }

    [Fact]
    public void Agreement_has_a_mean_where_each_of_its_standards_has_a_percentage()
    {
        var agreement = new Agreement("x", null, [StartTls, Dane]);
        var both = Enumerable
            .Range(0, 5)
            .Select(i => Domain($"d{i}", "rijk", (StartTls, Passed), (Dane, Failed)))
            .ToList();
        var onlyOne = Domain("e", "rijk", (StartTls, Passed));

        var figure = AgreementFigure.Of(agreement, Strict, [.. both, onlyOne])!;
        (figure.Mean, figure.MeetsAll).ShouldBe(((decimal?)50, new Share(0, 5)));

        // Four have no percentage, five have one.
        var few = AgreementFigure.Of(agreement, Strict, [.. both.Take(4), onlyOne])!;
        few.Mean.ShouldBeNull();
        few.MeetsAll.ShouldBe(new(0, 4));

        AgreementFigure.Of(agreement, Strict, [onlyOne]).ShouldBeNull();
    }

    private static CountedDomain Domain(
        string name,
        string layer,
        params (FigureStandard Standard, StandardOutcomes Outcomes)[] standards
    ) =>
        new()
        {
            Name = WorkedExample.Name(name),
            Layers = [layer],
            Standards = standards.ToDictionary(s => s.Standard, s => s.Outcomes),
        };
}
