using Microsoft.Extensions.Configuration;

namespace Dashboard.Check.Terminal;

/// <summary>The settings of a command that starts no web server: the same files, environment and arguments.</summary>
public static class CommandConfiguration
{
    public static IConfigurationRoot Build(string[] settings) =>
        new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentVariables()
            .AddCommandLine(settings)
            .Build();
}
