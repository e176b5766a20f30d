namespace Dashboard.Probes.Inbound.MtaSts;

/// <summary>The section <c>MtaSts</c>: how policies are fetched (RFC 8461 section 3.3).</summary>
public sealed class MtaStsOptions
{
    public const string Section = "MtaSts";

    /// <summary>Port of the web servers that give policies, 1 to 65535. Default 443; another one only for a lab.</summary>
    public int Port { get; set; } = 443;

    /// <summary>
    /// A PEM file with the authorities that count, for policies and for the certificates of MX hosts under MTA-STS; those of the
    /// system where empty, which is the default.
    /// </summary>
    public string TrustedRoots { get; set; } = string.Empty;

    /// <summary>Time for a connection, its TLS included, 00:00:00.1 to 00:01:00. Default 5 seconds.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Time for a whole fetch, 00:00:00.1 to 00:05:00. Default 30 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a fetch, good or bad, is used again, 0 to 1 day. Default 1 hour.</summary>
    public TimeSpan CachePeriod { get; set; } = TimeSpan.FromHours(1);
}
