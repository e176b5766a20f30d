using Dashboard.Probes.Outbound.Receiver;
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

    private static Task<int> MigrateAsync(string[] settings) =>
        InterruptibleAsync(cancellation =>
            MigrateCommand.RunAsync(settings, Console.Error, Texts, cancellation)
        );

    private static Task<int> ProbeZoneAsync(string[] arguments) =>
        InterruptibleAsync(cancellation =>
            ProbeZoneCommand.RunAsync(arguments, CommandConsole.System(), cancellation)
        );

    private static Task<int> CheckAsync(string[] arguments) =>
        InterruptibleAsync(cancellation =>
            CheckCommand.RunAsync(arguments, CommandConsole.System(), cancellation)
        );

    private static async Task<int> InterruptibleAsync(Func<CancellationToken, Task<int>> command)
    {
        using var interrupt = new Interrupt();
        try
        {
            return await command(interrupt.Token);
        }
        catch (OperationCanceledException) when (interrupt.Token.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync(Texts.Interrupted);
            return interrupt.Status;
        }
        catch (IOException broken) when (BrokenOutputException.IsReaderGone(broken))
        {
            return ExitStatus.OutputClosed;
        }
    }

    private static Task<int> ServeAsync(string[] settings) =>
        DashboardHost.ServeAsync(settings, CancellationToken.None);

    private static async Task<int> UnknownAsync(string command)
    {
        await Console.Error.WriteLineAsync(Texts.UnknownCommand(command));
        return ExitStatus.Fault;
    }
}
