using System.Net;
using Dashboard.Lab.Certificates;

namespace Dashboard.Lab.Smtp;

/// <summary>
/// A machine has one IPv6 loopback address, so all hosts with IPv6 share a server there, as customers of one provider do: the
/// name asked for in the handshake selects the certificate.
/// </summary>
internal static class SharedEndpoints
{
    public static IReadOnlyList<ServerEndpoint> Merge(IEnumerable<ServerEndpoint> endpoints) =>
        [
            .. endpoints
                .GroupBy(endpoint => endpoint.Address)
                .Select(group =>
                    group.Count() == 1 ? group.First() : Shared(group.Key, [.. group])
                ),
        ];

    private static ServerEndpoint Shared(IPAddress address, IReadOnlyList<ServerEndpoint> all)
    {
        if (all.Any(endpoint => endpoint.Behaviour != SmtpBehaviour.Good))
        {
            throw new InvalidOperationException(
                $"A shared address has a well-behaved server: {address}."
            );
        }
        return new ServerEndpoint(
            address,
            "shared.example",
            SmtpBehaviour.Good,
            new TlsSetup(all[0].Tls.Default)
            {
                ByName = all.DistinctBy(endpoint => endpoint.HostName)
                    .ToDictionary(
                        endpoint => endpoint.HostName,
                        endpoint => endpoint.Tls.Default ?? Missing(endpoint)
                    ),
            }
        );
    }

    private static ServerIdentity Missing(ServerEndpoint endpoint) =>
        throw new InvalidOperationException($"{endpoint.HostName} has no certificate to share.");
}
