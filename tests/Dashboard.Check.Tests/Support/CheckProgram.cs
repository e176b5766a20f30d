using System.Diagnostics;
using Dashboard.Lab;

namespace Dashboard.Check.Tests.Support;

/// <summary><c>check</c> as a program of its own: with real pipes, files and signals.</summary>
internal sealed class CheckProgram : IDisposable
{
    private readonly Process process;
    private readonly Task<string> error;

    private CheckProgram(Process process)
    {
        this.process = process;
        error = process.StandardError.ReadToEndAsync(Cancellation);
    }

    public StreamWriter In => process.StandardInput;

    public StreamReader Out => process.StandardOutput;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static CheckProgram Start(LabInternet lab, params IEnumerable<string> arguments) =>
        StartProgram(
            lab,
            ["dotnet", Path.Combine(AppContext.BaseDirectory, "Dashboard.Check.dll")],
            arguments
        );

    /// <summary>The native build, which <c>./test --native</c> makes and names in the environment.</summary>
    public static CheckProgram StartNative(LabInternet lab, params IEnumerable<string> arguments) =>
        StartProgram(
            lab,
            [
                Environment.GetEnvironmentVariable("NATIVE_CHECK")
                    ?? throw new InvalidOperationException(
                        "NATIVE_CHECK does not name the native build; './test --native' makes it and runs this test."
                    ),
            ],
            arguments
        );

    private static CheckProgram StartProgram(
        LabInternet lab,
        IEnumerable<string> program,
        IEnumerable<string> arguments
    ) =>
        // Tests that run in the background of a shell are born deaf to SIGINT, and so are their children.
        Start(
            "env",
            [
                "--default-signal=INT",
                .. program,
                $"--Dns:Resolver={lab.Resolver}",
                $"--Smtp:Port={lab.SmtpPort}",
                $"--Dns:NameServerPort={lab.Authoritative.Port}",
                "--Probe:AllowReservedAddresses=true",
                .. arguments,
            ]
        );

    /// <summary>A line of Bash, in which "$check" is the program with the settings of the lab.</summary>
    public static CheckProgram StartShell(LabInternet lab, string line)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Dashboard.Check.dll");
        return Start(
            "bash",
            [
                "-c",
                $"check() {{ dotnet '{program}' --Dns:Resolver={lab.Resolver} --Smtp:Port={lab.SmtpPort} --Probe:AllowReservedAddresses=true \"$@\"; }}; {line}",
            ]
        );
    }

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, $"{process.Id}"]);
        await kill.WaitForExitAsync(Cancellation);
    }

    public async Task<CheckRunner> EndAsync()
    {
        var output = await Out.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return new CheckRunner(process.ExitCode, output, await error);
    }

    private static CheckProgram Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        return new CheckProgram(Process.Start(start)!);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
        process.Dispose();
    }
}
