namespace Dashboard.Lab.Outbound;

/// <summary>The zones of <see cref="OutboundTree"/>, signed with ldns and served by NSD.</summary>
internal sealed class SignedTree(string folder)
{
    private const string Algorithm = "ECDSAP256SHA256";

    /// <summary>The root's DS records: what validating resolvers are told to trust.</summary>
    public string TrustAnchorFile => $"{folder}/root.ds";

    public async Task StartAsync(string delegation, CancellationToken cancellation)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true); // keys of a former life
        }
        Directory.CreateDirectory(folder);
        var example = await SignAsync(
            "example",
            OutboundTree.ExampleZone(delegation),
            cancellation
        );
        var reverse = await SignAsync(
            OutboundTree.Reverse,
            OutboundTree.ReverseZone(),
            cancellation
        );
        var root = await SignAsync(".", OutboundTree.Root([example, reverse]), cancellation);
        await File.WriteAllTextAsync(TrustAnchorFile, root + "\n", cancellation);
        await File.WriteAllTextAsync($"{folder}/nsd.conf", Configuration(), cancellation);
        LabProcess.Start(["nsd", "-d", "-c", $"{folder}/nsd.conf"], $"{folder}/nsd.log");
    }

    /// <summary>Writes and signs a zone, and gives the DS record of its key.</summary>
    private async Task<string> SignAsync(string zone, string text, CancellationToken cancellation)
    {
        var file = ZoneFile(zone);
        await File.WriteAllTextAsync(file, text, cancellation);
        var key = (
            await LabProcess.RunAsync(
                [
                    "/bin/sh",
                    "-c",
                    "cd \"$1\" && ldns-keygen -a \"$2\" -k \"$3\"",
                    "sh",
                    folder,
                    Algorithm,
                    zone,
                ],
                cancellation
            )
        ).Trim();
        await LabProcess.RunAsync(
            ["ldns-signzone", "-n", "-o", zone, "-f", file + ".signed", file, $"{folder}/{key}"],
            cancellation
        );
        return (
            await LabProcess.RunAsync(
                ["ldns-key2ds", "-n", "-2", $"{folder}/{key}.key"],
                cancellation
            )
        ).Trim();
    }

    private string ZoneFile(string zone) => $"{folder}/{(zone == "." ? "root" : zone)}.zone";

    private string Configuration()
    {
        var zones = new[] { ".", "example", OutboundTree.Reverse }.Select(zone =>
            $"""
                zone:
                  name: "{zone}"
                  zonefile: "{ZoneFile(zone)}.signed"

                """
        );
        return $"""
            server:
              ip-address: {OutboundAddresses.Authoritative}
              port: 53
              username: ""
              chroot: ""
              zonesdir: "{folder}"
              database: ""
              pidfile: ""
              xfrdfile: "{folder}/xfrd.state"
              zonelistfile: "{folder}/zone.list"
              xfrdir: "{folder}"
              server-count: 1
              verbosity: 1
              rrl-ratelimit: 0
            remote-control:
              control-enable: no

            {string.Concat(zones)}
            """;
    }
}
