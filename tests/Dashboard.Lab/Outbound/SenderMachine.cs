using System.Diagnostics;
using System.Text;

namespace Dashboard.Lab.Outbound;

/// <summary>
/// A machine of its own as far as a mail server can see: a private <c>/etc</c> with its own resolver, accounts and
/// configuration, bound over the real one in the mount namespace of each of its processes.
/// </summary>
internal sealed class SenderMachine
{
    /// <summary>The account that Debian's Exim was built for.</summary>
    private const string EximAccount = "Debian-exim";

    private const int EximId = 64999;

    /// <summary>What a mail server reads there; not the whole of /etc, which has secrets.</summary>
    private static readonly string[] Copied =
    [
        "passwd",
        "group",
        "services",
        "protocols",
        "localtime",
        "ld.so.conf",
        "ld.so.conf.d",
        "ld.so.cache",
        "ssl/certs",
        "ssl/openssl.cnf",
        "ca-certificates",
        "gnutls",
        "postfix/postfix-files",
        "postfix/postfix-files.d",
        "postfix/dynamicmaps.cf",
        "postfix/dynamicmaps.cf.d",
        "postfix/post-install",
        "postfix/postfix-script",
    ];

    private SenderMachine(SenderMta mta, string folder)
    {
        Mta = mta;
        Folder = folder;
    }

    public SenderMta Mta { get; }

    public string Folder { get; }

    public string Etc => $"{Folder}/etc";

    public string LogFolder => $"{Folder}/log";

    /// <param name="libraries">A folder of shared libraries that the system does not have; null where it needs none.</param>
    public static async Task<SenderMachine> CreateAsync(
        SenderMta mta,
        string folder,
        string? libraries,
        CancellationToken cancellation
    )
    {
        var machine = new SenderMachine(mta, folder);
        Directory.CreateDirectory(machine.Etc);
        Directory.CreateDirectory(machine.LogFolder);
        Directory.CreateDirectory($"{folder}/spool");
        foreach (var name in Copied.Where(name => Path.Exists($"/etc/{name}")))
        {
            var parent = Path.GetDirectoryName($"{machine.Etc}/{name}")!;
            Directory.CreateDirectory(parent);
            await LabProcess.RunAsync(["cp", "-a", $"/etc/{name}", parent], cancellation);
        }
        // All of 127.0.0.0/8 is local anyway; Postfix wants to see its address on an interface.
        await LabProcess.RunAsync(
            ["ip", "address", "add", $"{mta.Address}/32", "dev", "lo"],
            cancellation
        );
        var resolver = OutboundAddresses.Of(mta.Resolver);
        // A long timeout: on a busy machine, a question that was given up would be an attempt that shows nothing.
        await machine.WriteAsync(
            "resolv.conf",
            $"nameserver {resolver}\noptions trust-ad edns0 timeout:30 attempts:3\n"
        );
        await machine.WriteAsync(
            "nsswitch.conf",
            "passwd: files\ngroup: files\nhosts: files dns\n"
        );
        await machine.WriteAsync("hosts", "127.0.0.1 localhost\n");
        await machine.WriteAsync("hostname", mta.Host.Value + "\n");
        await machine.WriteAsync("mailname", mta.Domain.Value + "\n");
        await machine.AddAccountAsync();
        if (libraries is not null)
        {
            // A program that changes its user ignores LD_LIBRARY_PATH; the cache it heeds.
            await LabProcess.RunAsync(
                [
                    "ldconfig",
                    "-C",
                    $"{machine.Etc}/ld.so.cache",
                    "-f",
                    "/etc/ld.so.conf",
                    libraries,
                ],
                cancellation
            );
        }
        return machine;
    }

    public async Task WriteAsync(string name, string text)
    {
        var path = $"{Etc}/{name}";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text);
    }

    public Task<string> RunAsync(
        IReadOnlyList<string> command,
        CancellationToken cancellation,
        string? input = null
    ) => LabProcess.RunAsync([.. Inside, .. command], cancellation, input);

    public Process Start(IReadOnlyList<string> command, string log) =>
        LabProcess.Start([.. Inside, .. command], log);

    public async Task<string> ReadLogsAsync(CancellationToken cancellation)
    {
        var text = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(LogFolder).Order(StringComparer.Ordinal))
        {
            text.Append(await File.ReadAllTextAsync(file, cancellation));
        }
        return text.ToString();
    }

    public static Task GiveToEximAsync(string folder, CancellationToken cancellation) =>
        LabProcess.RunAsync(["chown", "-R", $"{EximId}:{EximId}", folder], cancellation);

    private IReadOnlyList<string> Inside =>
        [
            "unshare",
            "--mount",
            "--",
            "/bin/sh",
            "-c",
            "mount --bind \"$1\" /etc && shift && exec \"$@\"",
            "sh",
            Etc,
        ];

    private async Task AddAccountAsync()
    {
        var accounts = await File.ReadAllTextAsync($"{Etc}/passwd");
        if (accounts.Contains(EximAccount + ":", StringComparison.Ordinal))
        {
            accounts = string.Concat(
                accounts
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Where(line => !line.StartsWith(EximAccount + ":", StringComparison.Ordinal))
                    .Select(line => line + "\n")
            );
        }
        await File.WriteAllTextAsync(
            $"{Etc}/passwd",
            $"{accounts}{EximAccount}:x:{EximId}:{EximId}::/nonexistent:/usr/sbin/nologin\n"
        );
        var groups = await File.ReadAllLinesAsync($"{Etc}/group");
        await File.WriteAllLinesAsync(
            $"{Etc}/group",
            groups
                .Where(line => !line.StartsWith(EximAccount + ":", StringComparison.Ordinal))
                .Append($"{EximAccount}:x:{EximId}:")
        );
    }
}
