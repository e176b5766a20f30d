using System.Net;

namespace Dashboard.Probes.Tests.Support;

/// <summary>A configuration file of an Unbound that a test has for itself.</summary>
internal static class ScratchUnbound
{
    /// <param name="server">Lines for the server clause, beside those that every such Unbound needs.</param>
    /// <param name="clauses">What follows it, such as where the names are.</param>
    public static async Task<string> WriteAsync(
        string folder,
        IPEndPoint endpoint,
        string server,
        string clauses,
        CancellationToken cancellation,
        string name = "unbound"
    )
    {
        var file = Path.Combine(folder, name + ".conf");
        await File.WriteAllTextAsync(
            file,
            $"""
            server:
            interface: {endpoint.Address}@{endpoint.Port}
            do-not-query-localhost: no
            outgoing-port-avoid: "10240-32000"
            directory: "{folder}"
            chroot: ""
            username: ""
            pidfile: ""
            use-syslog: no
            logfile: ""
            do-daemonize: no
            {server}
            remote-control:
            control-enable: no
            {clauses}

            """,
            cancellation
        );
        return file;
    }
}
