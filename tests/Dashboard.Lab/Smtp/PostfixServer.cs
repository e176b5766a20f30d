using System.Net;
using System.Text.RegularExpressions;
using Dashboard.Lab.Processes;

namespace Dashboard.Lab.Smtp;

/// <summary>
/// A real Postfix that receives at the addresses it is given, with a queue and a configuration of its own. The machine's own
/// Postfix is neither read nor touched.
/// </summary>
internal sealed class PostfixServer(
    ServerProcess process,
    string folder,
    IReadOnlyList<ServerEndpoint> endpoints
) : IAsyncDisposable
{
    /// <summary>What <c>postfix start</c> makes of a new queue, as far as a receiver needs it.</summary>
    private const string MakeQueue = """
        set -eu
        cd "$1"
        # Its servers run as their own user, and have to get here.
        chmod a+x . ..
        chmod 0600 *.pem
        rm -rf spool data
        mkdir -m 0700 data
        chown postfix data
        mkdir -m 0755 spool
        cd spool
        mkdir pid
        for queue in active bounce corrupt defer deferred flush hold incoming private saved trace; do
          mkdir -m 0700 $queue
          chown postfix $queue
        done
        mkdir -m 0730 maildrop
        mkdir -m 0710 public
        chown postfix:postdrop maildrop public
        """;

    /// <summary>Why it cannot be started here; null where it can.</summary>
    public static string? Missing()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return "Postfix runs only when root starts it.";
        }
        return File.Exists(PostfixFiles.Master) ? null : "Postfix is not installed.";
    }

    public static async Task<PostfixServer> StartAsync(
        string folder,
        IReadOnlyList<ServerEndpoint> endpoints,
        int port,
        CancellationToken cancellation
    )
    {
        Directory.CreateDirectory(folder);
        await PostfixFiles.WriteAsync(folder, endpoints, port, cancellation);
        await ProgramRun.OutputAsync(
            InstalledProgram.Find("sh"),
            folder,
            ["-c", MakeQueue, "sh", folder],
            cancellation
        );
        var process = ServerProcess.Start(
            new InstalledProgram(PostfixFiles.Master, null),
            Path.Combine(folder, "master.log"),
            "-c",
            folder,
            "-d"
        );
        try
        {
            foreach (var endpoint in endpoints)
            {
                var address = new IPEndPoint(endpoint.Address, port);
                await process.UntilAsync(
                    () => Greeting.ComesAsync(address, cancellation),
                    cancellation
                );
            }
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
        return new PostfixServer(process, folder, endpoints);
    }

    /// <summary>Connections that one of its addresses has taken, by its log, which is a moment behind.</summary>
    public int ConnectionsOf(IPAddress address)
    {
        if (endpoints.FirstOrDefault(one => one.Address.Equals(address)) is not { } endpoint)
        {
            return 0;
        }
        // postscreen tells of the client that smtpd then tells of again.
        var (program, word) = endpoint.Behaviour.Postscreen is null
            ? ("smtpd", "connect")
            : ("postscreen", "CONNECT");
        var log = Path.Combine(folder, "maillog");
        using var text = new StreamReader(
            new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite)
        );
        return Regex.Count(
            text.ReadToEnd(),
            $@" {Regex.Escape(endpoint.HostName)}/{program}\[\d+\]: {word} from ",
            RegexOptions.CultureInvariant
        );
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
