using System.Net;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.OutboundLab;

/// <summary>The lab's page, where there is no lab.</summary>
public sealed class LabPageTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Page_is_not_there_outside_the_lab()
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            "Roles=web"
        );

        using var page = await app.Client.GetAsync("/lab", TestContext.Current.CancellationToken);

        page.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
