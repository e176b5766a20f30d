using Dashboard.Probes.Receiver;
using Dashboard.Web.Hosting;

namespace Dashboard.Web.Cli;

/// <summary>
/// The commands of the program: <c>serve</c> (also where none is named), <c>migrate</c>, <c>probe-zone</c> and <c>check</c>. Each stands in a method
/// of its own, so that nothing of the web server is loaded for a command that needs none.
/// </summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            return await (
                args switch
                {
                    ["migrate", .. var settings] => MigrateAsync(settings),
                    ["probe-zone", .. var rest] => ProbeZoneAsync(rest),
                    ["serve", .. var settings] => ServeAsync(settings),
                    ["check", .. var arguments] => CheckAsync(arguments),
                    [] => ServeAsync(args),
                    [['-', ..], ..] => ServeAsync(args),
                    [var other, ..] => UnknownAsync(other),
                }
            );
        }
        catch (Exception wrong)
            when (wrong is WrongSettingException or WrongReceiverSettingException)
        {
            await Console.Error.WriteLineAsync(Texts.WrongSetting(wrong.Message));
            return ExitStatus.Fault;
        }
    }

    private static CommandTexts Texts => CommandTexts.For(Environment.GetEnvironmentVariable);

    private static async Task<int> MigrateAsync(string[] settings)
    {
        using var interrupt = new Interrupt();
        return await MigrateCommand.RunAsync(settings, interrupt.Token);
    }

    private static async Task<int> ProbeZoneAsync(string[] arguments)
    {
        using var interrupt = new Interrupt();
        return await ProbeZoneCommand.RunAsync(arguments, CommandConsole.System(), interrupt.Token);
    }

    private static async Task<int> CheckAsync(string[] arguments)
    {
        using var interrupt = new Interrupt();
        return await CheckCommand.RunAsync(arguments, CommandConsole.System(), interrupt.Token);
    }

    private static Task<int> ServeAsync(string[] settings) =>
        DashboardHost.ServeAsync(settings, CancellationToken.None);

    private static async Task<int> UnknownAsync(string command)
    {
        await Console.Error.WriteLineAsync(Texts.UnknownCommand(command));
        return ExitStatus.Fault;
    }
}
