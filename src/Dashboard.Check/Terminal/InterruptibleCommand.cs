using Dashboard.Probes;

namespace Dashboard.Check.Terminal;

/// <summary>Runs a command as a shell expects it: it ends in order when interrupted, and a wrong setting is one line.</summary>
public static class InterruptibleCommand
{
    /// <returns>The exit status.</returns>
    public static async Task<int> RunAsync(Func<CancellationToken, Task<int>> command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var texts = TerminalTexts.For(Environment.GetEnvironmentVariable);
        using var interrupt = new Interrupt();
        try
        {
            return await command(interrupt.Token);
        }
        catch (OperationCanceledException) when (interrupt.Token.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync(texts.Interrupted);
            return interrupt.Status;
        }
        catch (IOException broken) when (BrokenOutputException.IsReaderGone(broken))
        {
            return ExitStatus.OutputClosed;
        }
        catch (Exception fault) when (WrongSetting.Of(fault) is { } wrong)
        {
            await Console.Error.WriteLineAsync(texts.WrongSetting(wrong.Message));
            return ExitStatus.Fault;
        }
    }
}
