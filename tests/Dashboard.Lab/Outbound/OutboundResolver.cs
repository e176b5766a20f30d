using System.Net;

namespace Dashboard.Lab.Outbound;

/// <summary>An Unbound on port 53 that starts at the lab's root, with or without validation.</summary>
internal sealed class OutboundResolver
{
    private readonly string file;

    private OutboundResolver(string file) => this.file = file;

    /// <summary>Empties its cache, keys and failures included.</summary>
    public Task ForgetAsync(CancellationToken cancellation) =>
        LabProcess.RunAsync(["unbound-control", "-c", file, "flush_zone", "."], cancellation);

    /// <param name="zone">Where to ask for some zone, if not from the root down: a section of unbound.conf.</param>
    public static async Task<OutboundResolver> StartAsync(
        IPAddress address,
        string? trustAnchorFile,
        string folder,
        CancellationToken cancellation,
        string? zone = null
    )
    {
        Directory.CreateDirectory(folder);
        var hints = $"{folder}/root.hints";
        await File.WriteAllTextAsync(
            hints,
            $". 3600 IN NS ns.example.\nns.example. 3600 IN A {OutboundAddresses.Authoritative}\n",
            cancellation
        );
        var modules = trustAnchorFile is null
            ? "module-config: \"iterator\""
            : $"module-config: \"validator iterator\"\n  trust-anchor-file: \"{trustAnchorFile}\"";
        var file = $"{folder}/unbound.conf";
        await File.WriteAllTextAsync(
            file,
            $"""
            server:
              interface: {address}
              port: 53
              outgoing-interface: {address}
              access-control: 127.0.0.0/8 allow
              do-ip6: no
              do-not-query-localhost: no
              local-zone: "127.in-addr.arpa." nodefault
              root-hints: "{hints}"
              directory: "{folder}"
              chroot: ""
              username: ""
              pidfile: ""
              use-syslog: no
              logfile: ""
              do-daemonize: no
              num-threads: 1
              ede: yes
              val-log-level: 2
              val-bogus-ttl: 1
              # For those who try it by hand: what was put right is seen at the next attempt.
              cache-max-ttl: 5
              cache-max-negative-ttl: 5
              infra-keep-probing: yes
              discard-timeout: 0
              {modules}
            remote-control:
              control-enable: yes
              control-interface: "{folder}/control"
              control-use-cert: no
            {zone}

            """,
            cancellation
        );
        LabProcess.Start(["unbound", "-d", "-c", file], $"{folder}/unbound.log");
        return new OutboundResolver(file);
    }
}
