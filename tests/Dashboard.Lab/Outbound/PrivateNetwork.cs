using System.Diagnostics;

namespace Dashboard.Lab.Outbound;

/// <summary>
/// A network and a file system view of the lab's own (network, mount and process namespaces): port 25 and 53 on all of
/// 127.0.0.0/8, without touching what the machine itself has there.
/// </summary>
public static class PrivateNetwork
{
    private const string Prepare =
        "mount -t tmpfs -o mode=0755 lab "
        + OutboundLabInside.Private
        + " && ip link set lo up && exec \"$@\"";

    /// <summary>What this machine or account lacks, in words; null where all is there.</summary>
    public static string? Missing()
    {
        foreach (var (program, package) in Programs)
        {
            if (!Installed(program))
            {
                return $"{program} (Debian package {package})";
            }
        }
        using var attempt = Process.Start(
            new ProcessStartInfo(
                "unshare",
                [
                    .. Namespaces(),
                    "/bin/sh",
                    "-c",
                    Prepare,
                    "sh",
                    "chown",
                    "1:1",
                    OutboundLabInside.Private,
                ]
            )
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            }
        )!;
        var said = attempt.StandardError.ReadToEnd().Trim();
        attempt.WaitForExit();
        return attempt.ExitCode == 0
            ? null
            : "private network and mount namespaces with several user ids: run as root, or as a user with user namespaces, "
                + "a range in /etc/subuid and /etc/subgid, and newuidmap (package uidmap)"
                + (said.Length == 0 ? "" : $" ({said.ReplaceLineEndings("; ")})");
    }

    /// <summary>The command that runs another one in a new private network; it dies with its parent, and all within with it.</summary>
    internal static IReadOnlyList<string> Wrap(IReadOnlyList<string> command) =>
        ["unshare", .. Namespaces(), "/bin/sh", "-c", Prepare, "sh", .. command];

    private static string[] Namespaces()
    {
        string[] common =
        [
            "--mount",
            "--net",
            "--pid",
            "--fork",
            "--mount-proc",
            "--kill-child",
            "--",
        ];
        return Environment.IsPrivilegedProcess
            ? common
            : ["--user", "--map-root-user", "--map-auto", .. common];
    }

    private static readonly (string Program, string Package)[] Programs =
    [
        ("unshare", "util-linux"),
        ("ip", "iproute2"),
        ("nsd", "nsd"),
        ("ldns-signzone", "ldnsutils"),
        ("unbound", "unbound"),
        ("postqueue", "postfix"),
    ];

    private static bool Installed(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Concat(["/usr/sbin", "/sbin", "/usr/bin", "/bin"])
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}
