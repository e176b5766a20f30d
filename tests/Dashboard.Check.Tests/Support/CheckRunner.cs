using Dashboard.Check.Terminal;
using Dashboard.Lab;

namespace Dashboard.Check.Tests.Support;

/// <summary>Runs <c>check</c> as the shell would, in this process.</summary>
internal sealed record CheckRunner(int Status, string Out, string Error)
{
    public static async Task<CheckRunner> RunAsync(
        LabInternet lab,
        string[] arguments,
        string input = "",
        string? resolver = null
    )
    {
        using var reader = new StringReader(input);
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var status = await CheckCommand.RunAsync(
            [
                $"--Dns:Resolver={resolver ?? lab.Resolver.ToString()}",
                "--Dns:Timeout=00:00:04",
                "--Dns:RetryAfter=00:00:00.2",
                $"--Smtp:Port={lab.SmtpPort}",
                $"--Dns:NameServerPort={lab.Authoritative.Port}",
                "--Smtp:GreetingTimeout=00:00:08",
                "--Smtp:CommandTimeout=00:00:08",
                "--Smtp:HandshakeTimeout=00:00:08",
                "--Smtp:LongTimeout=00:00:22",
                "--Probe:AllowReservedAddresses=true",
                "--Probe:RetryAfter=00:00:00.2",
                "--Probe:HeloName=probe.example",
                .. arguments,
            ],
            new CommandConsole(reader, output, error, ErrorIsTerminal: false),
            new EnglishCheckTexts(),
            TestContext.Current.CancellationToken
        );
        return new(status, output.ToString(), error.ToString());
    }
}
