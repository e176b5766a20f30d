using System.Net;
using Dashboard.Core.Dns;

namespace Dashboard.Probes.Dns;

/// <summary>The resolver of the settings: where it is, and whether its AD bit may be believed.</summary>
internal static class ResolverEndpoint
{
    private const int Port = 53;

    public static bool TryRead(string text, out IPEndPoint endpoint)
    {
        endpoint = new IPEndPoint(IPAddress.None, Port);
        if (!IPEndPoint.TryParse(text ?? string.Empty, out var read))
        {
            return false;
        }
        // "127.0.0.1" and "::1" have no port; IPEndPoint gives them port 0.
        endpoint = read.Port == 0 ? new IPEndPoint(read.Address, Port) : read;
        return true;
    }

    /// <summary>Only over a channel that nobody can write into may AD be believed (RFC 4035 section 4.9.3).</summary>
    public static ResolverTrust Trust(IPEndPoint resolver, IEnumerable<string> trusted)
    {
        if (IPAddress.IsLoopback(resolver.Address))
        {
            return ResolverTrust.Loopback;
        }
        return trusted.Any(name => IsNamed(name, resolver))
            ? ResolverTrust.Named
            : ResolverTrust.Untrusted;
    }

    /// <summary>A name without a port stands for every port of that address.</summary>
    private static bool IsNamed(string name, IPEndPoint resolver) =>
        IPEndPoint.TryParse(name, out var named)
        && named.Address.Equals(resolver.Address)
        && (named.Port == 0 || named.Port == resolver.Port);
}
