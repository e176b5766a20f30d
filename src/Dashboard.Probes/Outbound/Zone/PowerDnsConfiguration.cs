using System.Globalization;
using System.Net;

namespace Dashboard.Probes.Outbound.Zone;

/// <summary>The configuration file of PowerDNS Authoritative for the probe zone.</summary>
public static class PowerDnsConfiguration
{
    /// <param name="runDirectory">Where it may put its control socket.</param>
    public static string Render(
        IReadOnlyList<IPEndPoint> listen,
        PowerDnsConnection database,
        string runDirectory,
        string? moduleDirectory = null
    )
    {
        var addresses = string.Join(", ", listen.Select(endpoint => endpoint.ToString()));
        List<(string Name, string Value)> settings =
        [
            ("launch", "gpgsql"),
            ("gpgsql-host", database.Host),
            ("gpgsql-port", database.Port.ToString(CultureInfo.InvariantCulture)),
            ("gpgsql-dbname", database.Database),
            ("gpgsql-user", database.User),
            ("gpgsql-dnssec", "yes"),
            ("gpgsql-extra-connection-parameters", $"options=-csearch_path={PowerDnsSchema.Name}"),
            ("local-address", addresses),
            ("socket-dir", runDirectory),
            ("daemon", "no"),
            ("guardian", "no"),
            ("disable-syslog", "yes"),
            ("write-pid", "no"),
            // A record that was just written is served at once, and one that was removed is gone.
            ("zone-cache-refresh-interval", "0"),
            ("cache-ttl", "0"),
            ("query-cache-ttl", "0"),
            ("negquery-cache-ttl", "0"),
            ("zone-metadata-cache-ttl", "0"),
            ("dnssec-key-cache-ttl", "0"),
            // The evidence of who asked for what.
            ("log-dns-queries", "yes"),
            ("loglevel", "5"),
            ("log-timestamp", "no"),
            // Nothing but answers.
            ("disable-axfr", "yes"),
            ("api", "no"),
            ("webserver", "no"),
            ("version-string", "anonymous"),
            ("security-poll-suffix", ""),
            ("default-ttl", "60"),
        ];
        if (database.Password is { } password)
        {
            settings.Add(("gpgsql-password", password));
        }
        if (moduleDirectory is not null)
        {
            settings.Add(("module-dir", moduleDirectory));
        }
        return string.Concat(settings.Select(setting => $"{setting.Name}={setting.Value}\n"));
    }
}
