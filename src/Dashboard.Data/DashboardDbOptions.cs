using Microsoft.EntityFrameworkCore;

namespace Dashboard.Data;

/// <summary>How every context is set up: the program's, the migrations' and the tests'.</summary>
public static class DashboardDbOptions
{
    public const string MigrationsAssembly = "Dashboard.Migrations";

    public const string HistoryTable = "migrations_history";

    public static DbContextOptionsBuilder UseDashboard(
        this DbContextOptionsBuilder options,
        string connectionString
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        return options
            .UseNpgsql(
                connectionString,
                npgsql =>
                    npgsql
                        .MigrationsAssembly(MigrationsAssembly)
                        .MigrationsHistoryTable(HistoryTable)
            )
            .UseSnakeCaseNamingConvention();
    }
}
