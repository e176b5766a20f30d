using Dashboard.Web.Features.Health;
using Dashboard.Web.Platform.Status;

namespace Dashboard.Web.Tests.Health;

public sealed class StatusPageTests
{
    [Theory]
    [InlineData("all well", SystemState.Ok, SystemSlug.Ok, "ok")]
    [InlineData("offline", SystemState.Ok, SystemSlug.ResolverNotProven, "not-known")]
    [InlineData("new", SystemState.Ok, SystemSlug.Port25NotKnown, "not-known")]
    [InlineData("limited", SystemState.Degraded, SystemSlug.ResolverUnreachable, "degraded")]
    [InlineData("down", SystemState.Down, SystemSlug.DatabaseAway, "down")]
    public void Lead_says_that_everything_works_only_where_that_is_known(
        string what,
        SystemState state,
        string slug,
        string lead
    )
    {
        var report = new SystemReport(
            state,
            DateTimeOffset.UnixEpoch,
            [
                new SystemPart(
                    "database",
                    SystemState.Ok,
                    SystemSlug.Ok,
                    new Dictionary<string, string>()
                ),
                new SystemPart("other", state, slug, new Dictionary<string, string>()),
            ]
        );

        StatusPage.LeadOf(report).ShouldBe(lead, what);
    }
}
