using Dashboard.Lab.Certificates;

namespace Dashboard.Lab.Smtp;

/// <summary>What a server's TLS has to offer.</summary>
/// <param name="Default">Presented where no name or an unknown one is asked for; null to refuse those.</param>
internal sealed record TlsSetup(ServerIdentity? Default)
{
    /// <summary>By the name in the client's SNI.</summary>
    public IReadOnlyDictionary<string, ServerIdentity> ByName { get; init; } =
        new Dictionary<string, ServerIdentity>();

    /// <summary>A certificate of the other key type, for clients whose signature algorithms ask for it.</summary>
    public ServerIdentity? OtherKeyType { get; init; }

    /// <summary>Clients without a certificate are refused.</summary>
    public bool RequiresClientCertificate { get; init; }

    /// <summary>A certificate is asked for, and none is well too.</summary>
    public bool RequestsClientCertificate { get; init; }

    /// <summary>A library with settings of its own, as mail servers have it inside; null for one by the rest of the setup.</summary>
    public Func<ITlsServer>? Library { get; init; }

    /// <summary>Of BouncyCastle, best first; null for its own choice.</summary>
    public IReadOnlyList<int>? Groups { get; init; }

    /// <summary>Signs with SHA-256, whatever hashes the client lists; of BouncyCastle.</summary>
    public bool IgnoresHashes { get; init; }

    public TlsVersions Versions { get; init; } = TlsVersions.Modern;

    /// <summary>The chain is sent as it is, with what no path needs and what the platform holds too weak to serve.</summary>
    public bool SendsAll { get; init; }

    /// <summary>The platform leaves a self-signed root out of what it sends, and knows one certificate a name.</summary>
    public bool NeedsOwnTls =>
        OtherKeyType is not null
        || RequiresClientCertificate
        || RequestsClientCertificate
        || SendsAll
        || Versions is TlsVersions.Only10 or TlsVersions.Only11
        || (Default?.Above.Any(above => above.SelfIssued) ?? false);
}
