using Npgsql;

namespace Dashboard.Web.Hosting;

/// <summary>Where the database is: the setting <c>ConnectionStrings:Dashboard</c>.</summary>
internal static class ConnectionStrings
{
    private const string Name = "Dashboard";

    /// <summary>For our own tables.</summary>
    /// <exception cref="WrongSettingException">The setting is missing.</exception>
    public static string Store(IConfiguration configuration) =>
        Build(configuration).ConnectionString;

    /// <summary>For the tables of the queue, which asks the same few questions all the time.</summary>
    /// <exception cref="WrongSettingException">The setting is missing.</exception>
    public static string Queue(IConfiguration configuration)
    {
        var builder = Build(configuration);
        builder.Enlist = false;
        builder.MaxAutoPrepare = 50;
        builder.NoResetOnClose = true;
        builder.ApplicationName += "-queue";
        return builder.ConnectionString;
    }

    private static NpgsqlConnectionStringBuilder Build(IConfiguration configuration)
    {
        var setting =
            configuration.GetConnectionString(Name)
            ?? throw new WrongSettingException(
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
