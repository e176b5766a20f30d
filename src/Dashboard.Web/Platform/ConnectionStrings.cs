using Dashboard.Probes;
using Npgsql;

namespace Dashboard.Web.Platform;

/// <summary>Where the database is: the setting <c>ConnectionStrings:Dashboard</c>.</summary>
internal static class ConnectionStrings
{
    private const string Name = "Dashboard";

    private const string Example =
        "it looks like Host=127.0.0.1;Username=dashboard;Password=secret;Database=dashboard.";

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

    /// <summary>What is in it is not said again: there is a password among it.</summary>
    private static NpgsqlConnectionStringBuilder Read(string setting)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(setting);
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            throw new WrongSettingException(
                $"The setting ConnectionStrings:Dashboard cannot be read; {Example}"
            );
        }
    }

    private static NpgsqlConnectionStringBuilder Build(IConfiguration configuration)
    {
        var setting = configuration.GetConnectionString(Name);
        if (string.IsNullOrWhiteSpace(setting))
        {
            throw new WrongSettingException(
                "The setting ConnectionStrings:Dashboard is missing; it says where PostgreSQL is."
            );
        }
        var builder = Read(setting);
        if (string.IsNullOrWhiteSpace(builder.Host))
        {
            throw new WrongSettingException(
                $"The setting ConnectionStrings:Dashboard names no Host; {Example}"
            );
        }
        // A visitor gets the page that says the database is unavailable within seconds, not after the driver's 15.
        if (!builder.ContainsKey("Timeout"))
        {
            builder.Timeout = 5;
        }
        builder.ApplicationName ??= "dashboard";
        return builder;
    }
}
