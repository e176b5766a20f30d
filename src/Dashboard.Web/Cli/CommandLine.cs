using Dashboard.Web.Hosting;

namespace Dashboard.Web.Cli;

/// <summary>The commands of the program. Nothing of the web server is loaded before a command needs it.</summary>
internal static class CommandLine
{
    public static Task<int> RunAsync(string[] args) =>
        args switch
        {
            ["migrate", .. var settings] => MigrateCommand.RunAsync(
                settings,
                CancellationToken.None
            ),
            ["serve", .. var settings] => DashboardHost.ServeAsync(
                settings,
                CancellationToken.None
            ),
            _ => DashboardHost.ServeAsync(args, CancellationToken.None),
        };
}
