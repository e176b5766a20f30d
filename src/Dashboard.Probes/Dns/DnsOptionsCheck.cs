using System.Net;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes.Dns;

internal sealed class DnsOptionsCheck : IValidateOptions<DnsOptions>
{
    public ValidateOptionsResult Validate(string? name, DnsOptions options) =>
        new SettingProblems(DnsOptions.Section)
            .Require(
                nameof(options.Resolver),
                ResolverEndpoint.TryRead(options.Resolver, out _),
                $"'{options.Resolver}' is no address with a port, such as 127.0.0.1:53"
            )
            .Require(
                nameof(options.TrustedResolvers),
                options.TrustedResolvers.All(text => IPEndPoint.TryParse(text, out _)),
                "one of them is no address"
            )
            .Range(
                nameof(options.Timeout),
                options.Timeout,
                TimeSpan.FromMilliseconds(100),
                TimeSpan.FromMinutes(1)
            )
            .Range(
                nameof(options.RetryAfter),
                options.RetryAfter,
                TimeSpan.Zero,
                TimeSpan.FromMinutes(1)
            )
            .Require(
                nameof(options.NameServerPort),
                options.NameServerPort is > 0 and <= ushort.MaxValue,
                $"{options.NameServerPort} is no port"
            )
            .ToResult();
}
