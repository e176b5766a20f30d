using System.Net.Sockets;
using Dashboard.Core.Dns;

namespace Dashboard.Probes.Smtp;

/// <summary>A way to do the handshake: which library, which versions, which kinds of certificate.</summary>
internal interface ITlsUpgrade
{
    /// <exception cref="SessionFaultException">The handshake did not complete.</exception>
    Task<UpgradedConnection> UpgradeAsync(
        Socket socket,
        DomainName serverName,
        CancellationToken cancellation
    );
}
