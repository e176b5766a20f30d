using Dashboard.Data;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.Store;

public sealed class MigrationsTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Migrations_describe_the_model_completely()
    {
        var options = new DbContextOptionsBuilder<DashboardDb>();
        options.UseDashboard(await postgres.CreateDatabaseAsync());
        await using var db = new DashboardDb(options.Options);

        db.Database.HasPendingModelChanges().ShouldBeFalse();
        (
            await db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken)
        ).ShouldBeEmpty();
    }
}
