using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using static Dashboard.Core.Adoption.AttemptsState;

namespace Dashboard.Core.Tests.Adoption;

public sealed class DropConfirmationTests
{
    /// <summary>Letters: P, F, X; "-" for no former result. The expected outcome is the last.</summary>
    [Theory]
    [InlineData("-", "F", NoDrop, "F")]
    [InlineData("-", "X", NoDrop, "X")]
    [InlineData("P", "P", NoDrop, "P")]
    [InlineData("F", "P", NoDrop, "P")]
    [InlineData("F", "F", NoDrop, "F")]
    [InlineData("X", "F", NoDrop, "F")]
    [InlineData("X", "X", NoDrop, "X")]
    [InlineData("P", "F", AwaitsRetest, "F")]
    [InlineData("P", "X", AwaitsRetest, "X")]
    [InlineData("F", "X", AwaitsRetest, "X")]
    [InlineData("P", "FF", Confirmed, "F")]
    [InlineData("P", "XX", Confirmed, "X")]
    [InlineData("P", "FP", Reconfirmed, "P")]
    [InlineData("P", "XP", Reconfirmed, "P")]
    [InlineData("F", "XF", Reconfirmed, "F")]
    [InlineData("F", "XP", Reconfirmed, "P")]
    [InlineData("F", "XX", Confirmed, "X")]
    [InlineData("P", "FX", AwaitsRetest, "F")]
    [InlineData("P", "XF", AwaitsRetest, "X")]
    [InlineData("P", "FXF", Confirmed, "F")]
    [InlineData("P", "FXX", Confirmed, "X")]
    [InlineData("P", "FXP", Reconfirmed, "P")]
    public void Drop_counts_when_it_was_seen_twice(
        string former,
        string attempts,
        AttemptsState state,
        string outcome
    )
    {
        CountedOutcome? before = former == "-" ? null : Letter(former[0]);

        var decided = DropConfirmation.Decide(before, [.. attempts.Select(Letter)]);

        (decided.State, attempts[decided.Attempt]).ShouldBe((state, outcome[0]));
    }

    [Fact]
    public void Third_attempt_always_decides()
    {
        foreach (var former in "-PFX")
        {
            foreach (var first in "PFX")
            {
                foreach (var second in "PFX")
                {
                    foreach (var third in "PFX")
                    {
                        CountedOutcome? before = former == '-' ? null : Letter(former);
                        DropConfirmation
                            .Decide(before, [Letter(first), Letter(second), Letter(third)])
                            .State.ShouldNotBe(AwaitsRetest);
                    }
                }
            }
        }
    }

    [Fact]
    public void Views_are_decided_each_for_itself()
    {
        StandardOutcomes passed = new(StandardOutcome.Passed, StandardOutcome.Passed);
        StandardOutcomes silentHost = new(
            StandardOutcome.Excluded,
            StandardOutcome.Failed,
            ExclusionReason.Unreachable
        );
        StandardOutcomes mismatch = new(StandardOutcome.Failed, StandardOutcome.Failed);

        var decision = DropConfirmation.Decide(passed, [silentHost, mismatch]);

        decision.Strict.ShouldBe(new(Confirmed, 1));
        decision.Forum.ShouldBe(new(AwaitsRetest, 0));
        decision.Is(AwaitsRetest).ShouldBeTrue();
        DropConfirmation
            .Decide(passed, [silentHost, mismatch, silentHost])
            .Outcomes.ShouldBe(silentHost);
    }

    [Fact]
    public void Reason_is_of_the_view_that_is_excluded_and_counts()
    {
        StandardOutcomes passed = new(StandardOutcome.Passed, StandardOutcome.Passed);
        StandardOutcomes strictSilent = new(
            StandardOutcome.Passed,
            StandardOutcome.Excluded,
            ExclusionReason.Unreachable
        );
        StandardOutcomes forumUntestable = new(
            StandardOutcome.Excluded,
            StandardOutcome.Passed,
            ExclusionReason.Untestable
        );

        var silent = DropConfirmation.Decide(passed, [strictSilent]);
        silent.Outcomes.ShouldBe(strictSilent);
        silent.Is(AwaitsRetest).ShouldBeTrue();
        silent.Is(NoDrop).ShouldBeTrue();
        silent.Is(Confirmed).ShouldBeFalse();
        DropConfirmation.Decide(passed, [forumUntestable]).Outcomes.ShouldBe(forumUntestable);

        // The strict view is that of the second attempt, which has none.
        var back = DropConfirmation.Decide(passed, [strictSilent, passed]);
        back.Outcomes.ShouldBe(passed);
        back.Strict.ShouldBe(new(Reconfirmed, 1));
        back.Is(Reconfirmed).ShouldBeTrue();
    }

    [Fact]
    public void What_is_of_no_weight_in_a_view_cannot_drop()
    {
        StandardOutcomes passed = new(StandardOutcome.Passed, StandardOutcome.Passed);
        StandardOutcomes strictOnly = new(StandardOutcome.NotCounted, StandardOutcome.Failed);

        var decision = DropConfirmation.Decide(passed, [strictOnly]);

        decision.Forum.ShouldBe(new(NoDrop, 0));
        decision.Strict.ShouldBe(new(AwaitsRetest, 0));
        decision.Outcomes.ShouldBe(strictOnly);
    }

    private static CountedOutcome Letter(char letter) =>
        letter switch
        {
            'P' => CountedOutcome.Passed,
            'F' => CountedOutcome.Failed,
            _ => CountedOutcome.Excluded(ExclusionReason.Unreachable),
        };
}
