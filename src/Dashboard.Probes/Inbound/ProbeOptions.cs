namespace Dashboard.Probes.Inbound;

/// <summary>The section <c>Probe</c>: how much is done at a time, and with what manners.</summary>
public sealed class ProbeOptions
{
    public const string Section = "Probe";

    /// <summary>
    /// Connect to private, loopback and other reserved addresses too (RFC 6890). Default no: a site that does lets strangers
    /// reach its own network.
    /// </summary>
    public bool AllowReservedAddresses { get; set; }

    /// <summary>Domains looked at together by <c>check</c>, 1 to 1000. Default 48.</summary>
    public int Concurrency { get; set; } = 48;

    /// <summary>The name said in EHLO; the machine's own name where empty, which is the default.</summary>
    public string HeloName { get; set; } = string.Empty;

    /// <summary>
    /// How long a visitor's test may take in all, 00:00:01 to 01:00:00. Default 4 minutes. What was not seen by then is reported as our
    /// limit.
    /// </summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromMinutes(4);

    /// <summary>The same for a domain in a round, 00:00:01 to 04:00:00. Default 30 minutes.</summary>
    public TimeSpan RoundDeadline { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// How long the related standards of a domain may take after its mail servers, 00:00:01 to 00:10:00. Default 1 minute. What was
    /// not seen by then is not measured; STARTTLS and DANE are.
    /// </summary>
    public TimeSpan RelatedDeadline { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Pause before a target that failed is tried once more, 0 to 00:10:00. Default 3 seconds; a server that said 421 is left
    /// alone for three times as long.
    /// </summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>MX hosts looked at, in preference order in a visitor's test, 1 to 50. Default 10; a round has 100.</summary>
    public int HostLimit { get; set; } = 10;

    /// <summary>Addresses of one MX host that are connected to in a visitor's test, 1 to 64. Default 8; a round has 100.</summary>
    public int AddressLimit { get; set; } = 8;

    /// <summary>Sessions with one address at the same time, 1 to 20. Default 2.</summary>
    public int SessionsPerAddress { get; set; } = 2;

    /// <summary>
    /// Sessions with the same question that are laid side by side at each address, 1 to 5. Default 2: several servers behind one
    /// address, of which one is wrong, show themselves.
    /// </summary>
    public int SessionsCompared { get; set; } = 2;

    /// <summary>
    /// How long the DNS of an MX host, and what was seen of one address of it, is used for other domains with the same host, 0 to 1
    /// day. Default 1 minute; a run of <c>check</c> keeps it till its end.
    /// </summary>
    public TimeSpan CachePeriod { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Hosts, and addresses, of which that is kept, 0 to 1,000,000; the oldest makes room. Default 20,000.</summary>
    public int CacheCapacity { get; set; } = 20_000;
}
