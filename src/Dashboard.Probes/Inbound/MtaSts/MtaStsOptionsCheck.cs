using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes.Inbound.MtaSts;

internal sealed class MtaStsOptionsCheck : IValidateOptions<MtaStsOptions>
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(100);

    public ValidateOptionsResult Validate(string? name, MtaStsOptions options) =>
        new SettingProblems(MtaStsOptions.Section)
            .Range(nameof(options.Port), options.Port, 1, 65535)
            .Range(
                nameof(options.ConnectTimeout),
                options.ConnectTimeout,
                Least,
                TimeSpan.FromMinutes(1)
            )
            .Range(nameof(options.Timeout), options.Timeout, Least, TimeSpan.FromMinutes(5))
            .Range(
                nameof(options.CachePeriod),
                options.CachePeriod,
                TimeSpan.Zero,
                TimeSpan.FromDays(1)
            )
            .Require(
                nameof(options.TrustedRoots),
                options.TrustedRoots.Length == 0 || HasCertificates(options.TrustedRoots),
                $"'{options.TrustedRoots}' holds no certificate in PEM"
            )
            .ToResult();

    private static bool HasCertificates(string path)
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
}
