using System.Globalization;
using System.Text;

namespace Dashboard.Lab.Smtp;

/// <summary>The configuration of a Postfix that only receives: one smtpd an address, each with its own certificates.</summary>
internal static class PostfixFiles
{
    public const string Master = "/usr/lib/postfix/sbin/master";

    public static async Task WriteAsync(
        string folder,
        IReadOnlyList<ServerEndpoint> endpoints,
        int port,
        CancellationToken cancellation
    )
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "main.cf"), MainCf(folder), cancellation);
        // For those that name it.
        await File.WriteAllTextAsync(
            Path.Combine(folder, "openssl.cnf"),
            Dashboard.Core.Inbound.TlsNcsc.TlsNcscConfiguration.PostfixOpenSsl,
            cancellation
        );
        var services = new StringBuilder(
            """
            tlsmgr unix - - n - 1 tlsmgr
            anvil unix - - n - 1 anvil
            proxymap unix - - n - - proxymap
            rewrite unix - - n - - trivial-rewrite
            postlog unix-dgram n - n - 1 postlogd

            """
        );
        foreach (var endpoint in endpoints)
        {
            var chains = await ChainsAsync(folder, endpoint, cancellation);
            string[] settings =
            [
                $"myhostname={endpoint.HostName}",
                // Which of them a line of the log is of.
                $"syslog_name={endpoint.HostName}",
                $"smtpd_tls_chain_files={string.Join(',', chains)}",
                .. endpoint.Behaviour.Postfix ?? [],
            ];
            var at = string.Create(CultureInfo.InvariantCulture, $"{endpoint.Address}:{port}");
            if (endpoint.Behaviour.Postscreen is { } screen)
            {
                var (behind, proxy) = ($"smtpd-{endpoint.HostName}", $"tls-{endpoint.HostName}");
                Add(
                    services,
                    $"{at} inet n - n - 1 postscreen",
                    [
                        .. settings,
                        $"smtpd_service_name={behind}",
                        $"tlsproxy_service_name={proxy}",
                        // Every client is unknown, each time.
                        "postscreen_cache_map=",
                        "postscreen_access_list=",
                        .. screen,
                    ]
                );
                Add(services, $"{behind} pass - - n - - smtpd", settings);
                Add(services, $"{proxy} unix - - n - 0 tlsproxy", settings);
            }
            else
            {
                Add(services, $"{at} inet n - n - - smtpd", settings);
            }
        }
        await File.WriteAllTextAsync(
            Path.Combine(folder, "master.cf"),
            services.ToString(),
            cancellation
        );
    }

    private static void Add(
        StringBuilder services,
        string service,
        IReadOnlyList<string> settings
    ) =>
        services
            .Append(service)
            .Append('\n')
            // In braces a value can have spaces.
            .AppendJoin(string.Empty, settings.Select(setting => $"  -o {{ {setting} }}\n"));

    private static string MainCf(string folder) =>
        $"""
            compatibility_level = 3.6
            queue_directory = {folder}/spool
            data_directory = {folder}/data
            maillog_file = {folder}/maillog
            maillog_file_prefixes = {folder}
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            mydestination =
            alias_maps =
            local_recipient_maps =
            smtpd_tls_security_level = may
            smtpd_client_connection_count_limit = 0
            smtpd_peername_lookup = no
            smtpd_recipient_restrictions = reject

            """;

    /// <summary>A file a chain: the key, the leaf and what is sent above it.</summary>
    private static async Task<IReadOnlyList<string>> ChainsAsync(
        string folder,
        ServerEndpoint endpoint,
        CancellationToken cancellation
    )
    {
        var paths = new List<string>();
        foreach (var identity in new[] { endpoint.Tls.Default, endpoint.Tls.OtherKeyType })
        {
            if (identity is null)
            {
                continue;
            }
            var path = Path.Combine(folder, $"{endpoint.HostName}-{identity.Leaf.Key}.pem");
            await File.WriteAllTextAsync(path, ServerPem.Of(identity), cancellation);
            paths.Add(path);
        }
        return paths;
    }
}
