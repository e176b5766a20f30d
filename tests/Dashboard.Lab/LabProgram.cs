using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using Dashboard.Lab.Register;
using Dashboard.Lab.Scanners;

namespace Dashboard.Lab;

/// <summary>
/// The lab as a program: starts, prints where its parts are, one <c>key=value</c> a line and <c>ready=yes</c> last, and runs
/// until it is told to end.
/// </summary>
internal static class LabProgram
{
    private const string Usage = """
        usage: Dashboard.Lab [--dir FOLDER] [--cache FOLDER] [--smtp-port PORT] [--https-port PORT]
                             [--resolver-address ADDRESS] [--resolver-port PORT]
                             [--non-validating-resolver-port PORT] [--well-behaved COUNT]
                             [--shared COUNT [--shared-hosts COUNT]] [--random COUNT [--seed NUMBER] [--random-hosts MOST [--random-choice yes|no]]] [--register]
               Dashboard.Lab --list-markdown
               Dashboard.Lab --list-related-markdown
               Dashboard.Lab --list-tls-markdown
               Dashboard.Lab --write-register FOLDER
               Dashboard.Lab --compare-scanners FOLDER
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        if (LabArguments.Read(args) is not { } arguments)
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }
        if (arguments.List)
        {
            Console.Write(ScenarioTable.Markdown());
            return 0;
        }
        if (arguments.ListRelated)
        {
            Console.Write(ScenarioTable.RelatedMarkdown());
            return 0;
        }
        if (arguments.ListTls)
        {
            Console.Write(ScenarioTable.TlsMarkdown());
            return 0;
        }
        if (arguments.RegisterFolder is { } registerFolder)
        {
            RegisterFiles.Write(registerFolder);
            return 0;
        }
        if (arguments.ScannerFolder is { } scannerFolder)
        {
            var unexplained = ScannerComparison.Print(
                scannerFolder,
                "docs/tls-scanners.md",
                Console.Out,
                Console.Error
            );
            return unexplained == 0 ? 0 : 1;
        }
        using var stop = new CancellationTokenSource();
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
        try
        {
            await using var lab = await LabInternet.StartAsync(arguments.Options, stop.Token);
            Print(lab);
            await Task.Delay(Timeout.Infinite, stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Told to end, which it has.
        }
        catch (Exception e)
            when (e
                    is InvalidOperationException
                        or IOException
                        or System.Net.Sockets.SocketException
            )
        {
            await Console.Error.WriteLineAsync($"The lab did not start: {e.Message}");
            return 1;
        }
        return 0;
    }

    private static void Print(LabInternet lab)
    {
        Write("resolver", lab.Resolver);
        Write("non-validating-resolver", lab.NonValidatingResolver);
        Write("authoritative", lab.Authoritative);
        Write("trust-anchor", lab.TrustAnchor);
        Write("smtp-port", lab.SmtpPort);
        Write("https-port", lab.HttpsPort);
        Write("trusted-roots", lab.TrustedRoots);
        Write("webhook", $"https://{Https.LabWebhooks.Host}/good");
        Write("scenarios", lab.Scenarios.Count);
        Write("related-scenarios", lab.RelatedScenarios.Count);
        Write("well-behaved", lab.WellBehaved.Count);
        foreach (var omitted in lab.Omitted)
        {
            Write("omitted", omitted);
        }
        Write("ready", "yes");
    }

    private static void Write(string key, object value) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{key}={value}"));
}
