using Dashboard.Lab.Certificates;

namespace Dashboard.Lab.Smtp;

/// <summary>What a server's TLS has to offer.</summary>
/// <param name="Default">Presented where no name or an unknown one is asked for; null to refuse those.</param>
internal sealed record TlsSetup(ServerIdentity? Default)
{
    /// <summary>By the name in the client's SNI.</summary>
    public IReadOnlyDictionary<string, ServerIdentity> ByName { get; init; } =
        new Dictionary<string, ServerIdentity>();
}
