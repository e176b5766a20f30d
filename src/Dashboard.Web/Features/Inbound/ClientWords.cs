using System.Net;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.Inbound;

/// <summary>
/// A word that stands for a client network in the queue, so that a worker can give each its share: made with a key that lives in this
/// process alone, and worth nothing once it has ended. No address is stored.
/// </summary>
internal sealed class ClientWords
{
    private const int Length = 16;

    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    public string Of(IPAddress client) =>
        Convert.ToHexStringLower(
            HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(ClientNetwork.Of(client).Prefix))
        )[..Length];
}
