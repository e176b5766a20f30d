using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Web.Features.Accounts;

/// <summary>Secrets that are shown once and kept as a hash. They are random, so that a fast hash is enough.</summary>
internal static class SecretTokens
{
    private const int Octets = 24;

    /// <returns>32 characters of the URL alphabet of base64.</returns>
    public static string Create() =>
        Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Octets));

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
