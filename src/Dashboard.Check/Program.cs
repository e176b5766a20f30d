using Dashboard.Check.Terminal;

namespace Dashboard.Check;

/// <summary>The program <c>check</c>.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) =>
        InterruptibleCommand.RunAsync(cancellation =>
            CheckCommand.RunAsync(
                args,
                CommandConsole.System(),
                CheckTexts.For(Environment.GetEnvironmentVariable),
                cancellation
            )
        );
}
