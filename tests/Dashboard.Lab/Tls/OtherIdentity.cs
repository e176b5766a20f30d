using Dashboard.Lab.Certificates;
using Dashboard.Lab.Smtp;

namespace Dashboard.Lab.Tls;

/// <summary>A library that has one of several certificates alone.</summary>
internal sealed record OtherIdentity(ILibrarySettings Settings, int Which) : ILibrarySettings
{
    public ITlsServer Server(IReadOnlyList<ServerIdentity> identities) =>
        Settings.Server([identities[Which]]);
}
