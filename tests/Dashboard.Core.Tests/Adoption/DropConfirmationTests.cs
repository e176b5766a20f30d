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

    private static CountedOutcome Letter(char letter) =>
        letter switch
        {
            'P' => CountedOutcome.Passed,
            'F' => CountedOutcome.Failed,
            _ => CountedOutcome.Excluded(ExclusionReason.Unreachable),
        };
}
