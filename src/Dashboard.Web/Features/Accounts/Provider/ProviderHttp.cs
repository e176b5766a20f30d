using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dashboard.Web.Features.Accounts.Provider;

/// <summary>Requests to the provider: bounded in time and octets, without redirects and cookies, over TLS that holds.</summary>
internal static class ProviderHttp
{
    /// <summary>The largest answer; discovery documents and key sets are some kilobytes.</summary>
    public const int MostOctets = 512 * 1024;

    private const int MostHeaderKilobytes = 32;

    /// <summary>Looked at when the program starts: every page asks for what is made with it.</summary>
    public static bool HasCertificates(string path)
    {
        try
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPemFile(path);
            return roots.Count > 0;
        }
        catch (Exception unreadable)
            when (unreadable is IOException or UnauthorizedAccessException or CryptographicException
            )
        {
            return false;
        }
    }

    public static HttpClient Create(ProviderOptions options)
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck };
        if (!string.IsNullOrEmpty(options.TrustedRoots))
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.ImportFromPemFile(options.TrustedRoots);
        }
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = options.Timeout,
            MaxResponseHeadersLength = MostHeaderKilobytes,
            MaxConnectionsPerServer = 8,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy },
        };
        return new(handler, disposeHandler: true)
        {
            Timeout = options.Timeout,
            MaxResponseContentBufferSize = MostOctets,
        };
    }
}
