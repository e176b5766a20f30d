namespace Dashboard.Web.Features.Inbound;

/// <summary>What a lane of slow tests has room for.</summary>
/// <param name="Places">Tests in all, 1 or more.</param>
/// <param name="PerAddress">Tests that one address may hold for longer than <paramref name="AtAddress"/>, 1 or more.</param>
/// <param name="AtAddress">How long an address may hold any number of tests; more than 0.</param>
internal sealed record SlowLaneLimits(int Places, int PerAddress, TimeSpan AtAddress)
{
    /// <summary>How often the lane looks for tests that an address holds.</summary>
    public TimeSpan LookEvery => TimeSpan.FromTicks(Math.Max(1, AtAddress.Ticks / 10));
}
