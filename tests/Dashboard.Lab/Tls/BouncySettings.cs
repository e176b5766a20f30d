using Dashboard.Lab.Certificates;
using Dashboard.Lab.Smtp;

namespace Dashboard.Lab.Tls;

/// <summary>A server of BouncyCastle: hybrid groups, and versions that other libraries have given up.</summary>
/// <param name="Versions">Which it has.</param>
internal sealed record BouncySettings(TlsVersions Versions) : ILibrarySettings
{
    /// <summary>Of <c>Org.BouncyCastle.Tls.NamedGroup</c>, best first; null for those of the library.</summary>
    public IReadOnlyList<int>? Groups { get; init; }

    /// <summary>Signs with SHA-256, whatever hashes the client lists.</summary>
    public bool IgnoresHashes { get; init; }

    public ITlsServer Server(IReadOnlyList<ServerIdentity> identities) =>
        new OwnTls(
            new TlsSetup(identities[0])
            {
                Versions = Versions,
                Groups = Groups,
                IgnoresHashes = IgnoresHashes,
            }
        );
}
