using Dashboard.Core.Outbound.Judgement;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>How many lines of a probe a sender has: all senders together some 600, those in the headline twice what the others have.</summary>
public sealed class TimelineRoomTests
{
    [Theory]
    [InlineData(0, true, 200)]
    [InlineData(1, true, 200)]
    [InlineData(2, true, 200)]
    [InlineData(4, true, 100)]
    [InlineData(1, false, 200)]
    [InlineData(2, false, 100)]
    [InlineData(4, false, 50)]
    [InlineData(1000, true, 10)]
    [InlineData(1000, false, 10)]
    public void Lines_are_shared_among_the_senders(int senders, bool headline, int lines) =>
        TimelineRoom.LinesFor(senders, headline).ShouldBe(lines);
}
