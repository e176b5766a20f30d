namespace Dashboard.Probes.Dns;

/// <summary>The section <c>Dns</c>: which resolver is asked, and how patiently.</summary>
public sealed class DnsOptions
{
    public const string Section = "Dns";

    /// <summary>
    /// The validating resolver, address and port; port 53 where none is given. Default <c>127.0.0.1:53</c>: a resolver on this
    /// machine is the only one whose AD bit nobody can forge on the way.
    /// </summary>
    public string Resolver { get; set; } = "127.0.0.1:53";

    /// <summary>
    /// Addresses of resolvers elsewhere whose AD bit is believed, because the operator knows the way to them to be safe. Default
    /// none; loopback addresses need not be named.
    /// </summary>
    public IList<string> TrustedResolvers { get; set; } = [];

    /// <summary>How long one question is waited for, 00:00:00.100 to 00:01:00. Default 5 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Pause before a question that failed is put once more, 0 to 00:01:00. Default 1 second. One of which the
    /// resolver says that it does not validate is not asked for again: it would be bogus once more.
    /// </summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The port of the name servers that are asked themselves where a lookup failed without a word of why, 1 to 65535. Default 53.
    /// </summary>
    public int NameServerPort { get; set; } = 53;
}
