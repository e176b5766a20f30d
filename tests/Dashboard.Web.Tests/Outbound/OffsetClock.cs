namespace Dashboard.Web.Tests.Outbound;

/// <summary>The system's clock, moved on by the test; timers run by the system's.</summary>
internal sealed class OffsetClock : TimeProvider
{
    private long offset;

    public override DateTimeOffset GetUtcNow() =>
        base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref offset));

    public void Step(TimeSpan by) => Interlocked.Add(ref offset, by.Ticks);
}
