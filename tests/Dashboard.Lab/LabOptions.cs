using System.Net;

namespace Dashboard.Lab;

/// <summary>How a lab is started; the defaults suit tests, which run side by side.</summary>
public sealed record LabOptions
{
    /// <summary>Where configuration and logs go; null for a temporary folder that is removed at the end.</summary>
    public string? Folder { get; init; }

    /// <summary>Where signed zones, keys and certificates are kept for the next start; null for the checkout's own.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>The port of every mail server; 0 to choose a free one.</summary>
    public int SmtpPort { get; init; }

    /// <summary>The port of every web server that gives an MTA-STS policy; 0 to choose a free one.</summary>
    public int HttpsPort { get; init; }

    /// <summary>The address of both resolvers.</summary>
    public IPAddress ResolverAddress { get; init; } = IPAddress.Loopback;

    /// <summary>The port of the validating resolver; 0 to choose a free one.</summary>
    public int ResolverPort { get; init; }

    /// <summary>The port of the resolver that does not validate; 0 to choose a free one.</summary>
    public int NonValidatingResolverPort { get; init; }

    /// <summary>Well-behaved domains beside the scenarios, each with a host and an address of its own.</summary>
    public int WellBehaved { get; init; } = 20;

    /// <summary>Domains beside those that share the hosts of the first <see cref="SharedHosts"/> of them: for benchmarks.</summary>
    public int Shared { get; init; }

    /// <summary>1 to <see cref="WellBehaved"/>.</summary>
    public int SharedHosts { get; init; } = 1;

    /// <summary>Situations made at random, in the place of the catalogue; 0 for the catalogue.</summary>
    public int RandomCount { get; init; }

    /// <summary>From which they are made.</summary>
    public int RandomSeed { get; init; } = 1;

    /// <summary>1: one host with one address each. More: up to so many hosts, with one or two addresses.</summary>
    public int RandomHosts { get; init; } = 1;

    /// <summary>Of several hosts some are equal or have two addresses, so that which is tried first is left to chance.</summary>
    public bool RandomChoice { get; init; } = true;

    /// <summary>Some hosts of random situations have an IPv6 address, of fd25::/16, which this machine was given.</summary>
    public bool RandomIPv6 { get; init; }

    /// <summary>Those are served by a real nginx, whose own work is small beside that of what is measured with them.</summary>
    public bool WellBehavedByNginx { get; init; }

    /// <summary>Nothing but the domains of the worked example of adoption, at this moment of it; null for the scenarios.</summary>
    public Scenarios.AdoptionPhase? Adoption { get; init; }

    /// <summary>The domains of the invented register too, beside the scenarios.</summary>
    public bool Register { get; init; }
}
