namespace Dashboard.Web.Tests.Accounts.Provider;

/// <summary>The clock of this machine, ahead by so much.</summary>
internal sealed class MovableClock : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
