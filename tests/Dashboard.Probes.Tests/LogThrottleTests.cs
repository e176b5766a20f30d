using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Probes.Tests;

public sealed class LogPaceTests
{
    [Fact]
    public void Pace_lets_one_line_a_minute_through_and_counts_the_others()
    {
        var time = new FakeTimeProvider();
        var pace = new LogThrottle(time);

        pace.Take(out var untold).ShouldBeTrue();
        untold.ShouldBe(0);
        for (var i = 0; i < 1000; i++)
        {
            pace.Take(out _).ShouldBeFalse();
        }
        time.Advance(TimeSpan.FromMinutes(1));
        pace.Take(out untold).ShouldBeTrue();
        untold.ShouldBe(1000);
        time.Advance(TimeSpan.FromMinutes(1));
        pace.Take(out untold).ShouldBeTrue();
        untold.ShouldBe(0);
    }
}
