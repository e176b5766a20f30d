using Dashboard.Outbound.Tests.Support;

namespace Dashboard.Outbound.Tests;

public sealed class SteppedClockTests
{
    [Fact]
    public void Step_is_seen_by_everybody_who_opened_the_clock()
    {
        var path = Path.GetTempFileName();
        try
        {
            using var mine = SteppedClock.Create(path);
            using var theirs = SteppedClock.Open(path);

            mine.Step(TimeSpan.FromHours(4));

            (theirs.GetUtcNow() - TimeProvider.System.GetUtcNow()).ShouldBe(
                TimeSpan.FromHours(4),
                TimeSpan.FromMinutes(1)
            );
        }
        finally
        {
            File.Delete(path);
        }
    }
}
