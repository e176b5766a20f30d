using Dashboard.Web.Features.Outbound.Judging;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Web.Tests.Outbound;

public sealed class SlowJudgementsTests
{
    private static readonly Guid Test = Guid.Parse("00000000-0000-0000-0000-000000000001");
    private readonly FakeTimeProvider time = new();

    /// <summary>On a quiet site no other test comes after it.</summary>
    [Fact]
    public async Task Slow_judgement_that_ended_and_rested_is_made_again_without_another()
    {
        var slow = new SlowJudgements(time);
        var judging = new TaskCompletionSource();
        await slow.RunAsync(Test, () => judging.Task, TestContext.Current.CancellationToken);
        slow.NotNow().ShouldBe([Test], "it goes on beside the line");

        time.Advance(TimeSpan.FromSeconds(3));
        judging.SetResult();
        await slow.EndAsync();
        slow.NotNow().ShouldBe([Test], "it rests five times three seconds");

        time.Advance(TimeSpan.FromSeconds(15));
        slow.NotNow().ShouldBeEmpty();
    }

    [Fact]
    public async Task Judgement_that_fails_is_not_held_against_the_next()
    {
        var slow = new SlowJudgements(time);
        await slow.RunAsync(
            Test,
            () => Task.FromException(new InvalidOperationException("broken")),
            TestContext.Current.CancellationToken
        );

        slow.NotNow().ShouldBeEmpty();
    }
}
