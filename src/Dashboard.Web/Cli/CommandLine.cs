using Dashboard.Check.Terminal;
using Dashboard.Probes;
using Dashboard.Web.Hosting;

namespace Dashboard.Web.Cli;

/// <summary>
/// The commands of the program: <c>serve</c> (also where none is named), <c>migrate</c>, <c>probe-zone</c>, <c>register</c>,
/// <c>round</c>, <c>sending</c>, <c>explanations</c>, <c>export</c>,
/// <c>report</c>, <c>accounts</c>, <c>people</c>, <c>backup</c> and <c>restore</c>. Each has a method of its own, so that nothing of the web server is loaded
/// for a command that needs none.
/// </summary>
internal static class CommandLine
{
    public static Task<int> RunAsync(string[] args) =>
        args switch
        {
            ["migrate", .. var settings] => MigrateAsync(settings),
            ["probe-zone", .. var rest] => ProbeZoneAsync(rest),
            ["register", .. var rest] => RegisterAsync(rest),
            ["round" or "sending" or "explanations", ..] => RoundAsync(args),
            ["accounts", .. var rest] => AccountsAsync(rest),
            ["people", .. var rest] => PeopleAsync(rest),
            ["backup" or "restore", ..] => BackupAsync(args),
            ["export", .. var rest] => ExportAsync(rest),
            ["report", .. var rest] => ReportAsync(rest),
            ["lab-data", .. var rest] => LabDataAsync(rest),
            ["serve", .. var settings] => ServeAsync(settings),
            [] => ServeAsync(args),
            [['-', ..], ..] => ServeAsync(args),
            [var other, ..] => UnknownAsync(other),
        };

    private static CommandTexts Texts => CommandTexts.For(Environment.GetEnvironmentVariable);

    private static Task<int> MigrateAsync(string[] settings) =>
        InterruptibleCommand.RunAsync(cancellation =>
            MigrateCommand.RunAsync(settings, Console.Error, Texts, cancellation)
        );

    private static Task<int> LabDataAsync(string[] arguments) =>
        InterruptibleCommand.RunAsync(cancellation =>
            LabDataCommand.RunAsync(arguments, CommandConsole.System(), Texts, cancellation)
        );

    private static Task<int> RoundAsync(string[] arguments) =>
        InterruptibleCommand.RunAsync(cancellation =>
            Rounds.RoundCommand.RunAsync(arguments, CommandConsole.System(), Texts, cancellation)
        );

    private static Task<int> ProbeZoneAsync(string[] arguments) =>
        InterruptibleCommand.RunAsync(cancellation =>
            ProbeZoneCommand.RunAsync(arguments, CommandConsole.System(), Texts, cancellation)
        );

    private static Task<int> RegisterAsync(string[] arguments) =>
        InterruptibleCommand.RunAsync(cancellation =>
            RegisterCommand.RunAsync(arguments, CommandConsole.System(), Texts, cancellation)
        );

    private static Task<int> BackupAsync(string[] arguments) =>
        InterruptibleCommand.RunAsync(cancellation =>
            Backup.BackupCommand.RunAsync(arguments, CommandConsole.System(), Texts, cancellation)
        );

    private static Task<int> PeopleAsync(string[] arguments) =>
        InterruptibleCommand.RunAsync(cancellation =>
            PeopleCommand.RunAsync(arguments, CommandConsole.System(), Texts, cancellation)
        );

    private static Task<int> ExportAsync(string[] arguments) =>
        InterruptibleCommand.RunAsync(cancellation =>
            ExportCommand.RunAsync(arguments, CommandConsole.System(), Texts, cancellation)
        );

    private static Task<int> ReportAsync(string[] arguments) =>
        InterruptibleCommand.RunAsync(cancellation =>
            ReportCommand.RunAsync(arguments, CommandConsole.System(), Texts, cancellation)
        );

    private static Task<int> AccountsAsync(string[] arguments) =>
        InterruptibleCommand.RunAsync(cancellation =>
            AccountsCommand.RunAsync(arguments, CommandConsole.System(), Texts, cancellation)
        );

    /// <summary>The server ends by the signals in its own way.</summary>
    private static async Task<int> ServeAsync(string[] settings)
    {
        if (ServeSettings.Stranger(settings) is { } stranger)
        {
            await Console.Error.WriteLineAsync(Texts.OnlySettings(stranger));
            return ExitStatus.Fault;
        }
        try
        {
            return await DashboardHost.ServeAsync(settings, CancellationToken.None);
        }
        catch (WrongSettingException wrong)
        {
            await Console.Error.WriteLineAsync(
                TerminalTexts.For(Environment.GetEnvironmentVariable).WrongSetting(wrong.Message)
            );
            return ExitStatus.Fault;
        }
    }

    private static async Task<int> UnknownAsync(string command)
    {
        await Console.Error.WriteLineAsync(Texts.UnknownCommand(command));
        return ExitStatus.Fault;
    }
}
