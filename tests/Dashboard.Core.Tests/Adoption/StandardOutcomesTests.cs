using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using Dashboard.Core.Tests.Inbound;
using static Dashboard.Core.Inbound.StandardOutcome;

namespace Dashboard.Core.Tests.Adoption;

public sealed class StandardOutcomesTests
{
    [Theory]
    [InlineData(0, Passed, Passed, null)]
    [InlineData(36, Passed, Failed, ExclusionReason.NotMeasured)]
    [InlineData(431, Excluded, Failed, ExclusionReason.NoMail)]
    [InlineData(666, NotCounted, NotCounted, ExclusionReason.NotMeasured)]
    [InlineData(120, Warning, Info, null)]
    public void Code_holds_both_views_and_the_reason(
        int code,
        StandardOutcome forum,
        StandardOutcome strict,
        ExclusionReason? why
    )
    {
        StandardOutcomes.FromCode((short)code).ShouldBe(new(forum, strict, why));
        new StandardOutcomes(forum, strict, why).Code.ShouldBe((short)code);
    }

    /// <summary>Over every case of the related standards: passed + failed + excluded = the list, with a reason for each left out.</summary>
    [Fact]
    public void No_domain_is_left_out_in_silence()
    {
        var verdicts = RelatedTableTests
            .All.Select(each => each.Verdict)
            .Where(verdict => !FigureStandards.HasNoPercentage((FigureStandard)verdict.Standard))
            .ToList();

        verdicts.ShouldContain(verdict => verdict.Forum == NotCounted);
        foreach (var verdict in verdicts)
        {
            foreach (var view in Enum.GetValues<AdoptionView>())
            {
                var counted = StandardOutcomes.Of(verdict).In(view).ShouldNotBeNull();
                (counted.As == CountedAs.Excluded).ShouldBe(
                    counted.Why is not null,
                    $"{verdict.Standard} {verdict.Status} {view}"
                );
            }
        }
    }

    [Fact]
    public void Domain_that_sends_no_mail_is_left_out_of_dkim_by_a_reason() =>
        StandardOutcomes
            .Of(
                RelatedTableTests
                    .All.First(each => each.Verdict.Status == "dkim-not-needed")
                    .Verdict
            )
            .ShouldBe(new(Excluded, Passed, ExclusionReason.NoMail));

    [Theory]
    [InlineData("below zero", -1)]
    [InlineData("no outcome in the view of Forum", 700)]
    [InlineData("no outcome in the strict view", 70)]
    [InlineData("no outcome in either", 770)]
    [InlineData("no reason", 7)]
    [InlineData("four digits", 1000)]
    public void Other_numbers_are_no_code(string what, int code) =>
        Should.Throw<ArgumentOutOfRangeException>(
            () => StandardOutcomes.FromCode((short)code),
            what
        );

    /// <summary>Excluded for one is excluded for both; a known failure decides before what could not be measured.</summary>
    [Theory]
    [InlineData(Passed, Passed, Passed)]
    [InlineData(Passed, Info, Info)]
    [InlineData(Info, Warning, Warning)]
    [InlineData(Warning, NotMeasured, NotMeasured)]
    [InlineData(NotMeasured, Failed, Failed)]
    [InlineData(Failed, Excluded, Excluded)]
    [InlineData(Passed, Failed, Failed)]
    [InlineData(NotCounted, Passed, Passed)]
    [InlineData(NotCounted, NotCounted, NotCounted)]
    public void Dnssec_of_domain_and_MX_is_the_worse_of_the_two(
        StandardOutcome one,
        StandardOutcome other,
        StandardOutcome expected
    )
    {
        foreach (var (domain, mx) in new[] { (one, other), (other, one) })
        {
            FigureStandards
                .Dnssec(new(domain, Passed), new(mx, Passed))
                .ShouldBe(new(expected, Passed));
            FigureStandards
                .Dnssec(new(Passed, domain), new(Passed, mx))
                .ShouldBe(new(Passed, expected));
        }
    }

    [Theory]
    [InlineData(ExclusionReason.NoMail, ExclusionReason.Unreachable, ExclusionReason.NoMail)]
    [InlineData(null, ExclusionReason.Unreachable, ExclusionReason.Unreachable)]
    [InlineData(ExclusionReason.NoMail, null, ExclusionReason.NoMail)]
    [InlineData(null, null, null)]
    public void Reason_of_the_domain_goes_before_that_of_the_MX(
        ExclusionReason? domain,
        ExclusionReason? mx,
        ExclusionReason? expected
    ) =>
        FigureStandards
            .Dnssec(new(Excluded, Excluded, domain), new(Excluded, Excluded, mx))
            .Why.ShouldBe(expected);
}
