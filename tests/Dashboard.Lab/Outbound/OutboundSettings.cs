namespace Dashboard.Lab.Outbound;

/// <summary>The product's settings in the private network: its zone below the lab's root, its receiver on networks of 127.0.0.0/8.</summary>
public static class OutboundSettings
{
    public const string Zone = "probe.example";

    /// <summary>
    /// As a table of <c>Key:Sub</c> and value. Each listener has a network, so that each test has addresses of its own; or one
    /// address that all tests share, as where addresses are few.
    /// </summary>
    /// <param name="folder">Of the certificates and the name server's log; the same for all processes of the product.</param>
    public static IReadOnlyDictionary<string, string> Product(
        string folder,
        bool sharedAddresses = false
    )
    {
        var settings = new Dictionary<string, string>
        {
            ["ProbeZone:Name"] = Zone,
            ["ProbeZone:DnsListen"] = $"{OutboundAddresses.ProbeZone}:53",
            ["ProbeZone:NameServers"] = $"ns1.{Zone}={OutboundAddresses.ProbeZone}",
            ["Receiver:CertificateFolder"] = Path.Combine(folder, "certificates"),
            ["Receiver:HostName"] = $"mx.{Zone}",
        };
        foreach (
            var (listener, number) in Listeners.Select((listener, number) => (listener, number))
        )
        {
            // A quarter of a /16 each, from 127.64.0.0 on.
            var (second, third) = (64 + number / 4, number % 4 * 64);
            settings[$"Receiver:Listen:{listener}"] = sharedAddresses
                ? $"127.{second}.{third}.1:25"
                : $"127.{second}.{third}.0/18:25";
        }
        return settings;
    }

    /// <summary>What the receiver needs beside that.</summary>
    public static IReadOnlyDictionary<string, string> Receiver(
        string folder,
        bool sharedAddresses = false
    ) =>
        new Dictionary<string, string>(Product(folder, sharedAddresses))
        {
            ["Roles"] = "receiver",
            ["ProbeZone:QueryLog"] = QueryLog(folder),
            ["Dns:Resolver"] = $"{OutboundAddresses.Resolver}:53",
            ["Probe:AllowReservedAddresses"] = "true",
        };

    /// <summary>As environment variables, which the scripts hand on.</summary>
    public static IEnumerable<string> AsVariables(IReadOnlyDictionary<string, string> settings) =>
        settings.Select(setting =>
            $"{setting.Key.Replace(":", "__", StringComparison.Ordinal)}={setting.Value}"
        );

    public static string QueryLog(string folder) => Path.Combine(folder, "queries.log");

    /// <summary>Without hyphens: they are environment variables too, and some shells drop names that have any.</summary>
    private static readonly string[] Listeners =
    [
        "Normal",
        "TlsOnly",
        "NoStartTls",
        "StartTls454",
        "CloseAfter220",
        "ExpiredWrongName",
        "PrivateAuthority",
        "PrivateAuthorityNotSent",
        "PrivateAuthorityWrongName",
    ];
}
