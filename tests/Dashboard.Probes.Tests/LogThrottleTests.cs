using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Probes.Tests;

public sealed class LogThrottleTests
{
    [Fact]
    public void Throttle_lets_one_line_a_minute_through_and_counts_the_others()
    {
        var time = new FakeTimeProvider();
        var throttle = new LogThrottle(time);

        throttle.Take(out var untold).ShouldBeTrue();
        untold.ShouldBe(0);
        for (var i = 0; i < 1000; i++)
        {
            throttle.Take(out _).ShouldBeFalse();
        }
        time.Advance(TimeSpan.FromMinutes(1));
        throttle.Take(out untold).ShouldBeTrue();
        untold.ShouldBe(1000);
        time.Advance(TimeSpan.FromMinutes(1));
        throttle.Take(out untold).ShouldBeTrue();
        untold.ShouldBe(0);
    }
}
