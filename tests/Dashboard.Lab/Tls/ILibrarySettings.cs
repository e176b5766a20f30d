using Dashboard.Lab.Certificates;
using Dashboard.Lab.Smtp;

namespace Dashboard.Lab.Tls;

/// <summary>How a TLS library is set, or what is in its place.</summary>
internal interface ILibrarySettings
{
    /// <summary>The server side, for these certificates.</summary>
    ITlsServer Server(IReadOnlyList<ServerIdentity> identities);
}
