using Dashboard.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Dashboard.Migrations;

/// <summary>Lets dotnet-ef see the model without the program; it needs no database to write a migration.</summary>
public sealed class DashboardDbDesignFactory : IDesignTimeDbContextFactory<DashboardDb>
{
    public DashboardDb CreateDbContext(string[] args)
    {
        var connection =
            Environment.GetEnvironmentVariable("ConnectionStrings__Dashboard")
            ?? "Host=localhost;Database=dashboard";
        var options = new DbContextOptionsBuilder<DashboardDb>();
        options.UseDashboard(connection);
        return new DashboardDb(options.Options);
    }
}
