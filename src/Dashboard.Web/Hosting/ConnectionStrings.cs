using Npgsql;

namespace Dashboard.Web.Hosting;

/// <summary>Where the database is: the setting <c>ConnectionStrings:Dashboard</c>.</summary>
internal static class ConnectionStrings
{
    private const string Name = "Dashboard";

    /// <summary>For our own tables.</summary>
    /// <exception cref="InvalidOperationException">The setting is missing.</exception>
    public static string Store(IConfiguration configuration) =>
        Build(configuration).ConnectionString;

    private static NpgsqlConnectionStringBuilder Build(IConfiguration configuration)
    {
        var setting =
            configuration.GetConnectionString(Name)
            ?? throw new InvalidOperationException(
                "The setting ConnectionStrings:Dashboard is missing; it says where PostgreSQL is."
            );
        var builder = new NpgsqlConnectionStringBuilder(setting);
        // A visitor gets the page that says the database is away within seconds, not after the driver's 15.
        if (!builder.ContainsKey("Timeout"))
        {
            builder.Timeout = 5;
        }
        builder.ApplicationName ??= "dashboard";
        return builder;
    }
}
