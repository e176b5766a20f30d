using Dashboard.Outbound.Tests.Support;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace Dashboard.Outbound.Tests;

/// <summary>The test runner; and, as <c>receiver FILE</c>, the receiver that the lab runs inside its private network.</summary>
public static class TestProgram
{
    public static Task<int> Main(string[] args) =>
        args switch
        {
            [ReceiverProcess.Command, var file] => ReceiverProcess.RunAsync(file),
            _ when args.Contains("--server") || args.Contains("--internal-msbuild-node") =>
                TestPlatformTestFramework.RunAsync(
                    args,
                    SelfRegisteredExtensions.AddSelfRegisteredExtensions
                ),
            _ => ConsoleRunner.Run(args),
        };
}
