using Dashboard.Core.Dns;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes.Inbound;

internal sealed class ProbeOptionsCheck : IValidateOptions<ProbeOptions>
{
    public ValidateOptionsResult Validate(string? name, ProbeOptions options) =>
        new SettingProblems(ProbeOptions.Section)
            .Range(nameof(options.Concurrency), options.Concurrency, 1, 1000)
            .Range(nameof(options.HostLimit), options.HostLimit, 1, 50)
            .Range(nameof(options.AddressLimit), options.AddressLimit, 1, 64)
            .Range(nameof(options.SessionsPerAddress), options.SessionsPerAddress, 1, 20)
            .Range(nameof(options.SessionsCompared), options.SessionsCompared, 1, 5)
            .Range(nameof(options.CacheCapacity), options.CacheCapacity, 0, 1_000_000)
            .Range(
                nameof(options.CachePeriod),
                options.CachePeriod,
                TimeSpan.Zero,
                TimeSpan.FromDays(1)
            )
            .Range(
                nameof(options.Deadline),
                options.Deadline,
                TimeSpan.FromSeconds(1),
                TimeSpan.FromHours(1)
            )
            .Range(
                nameof(options.RoundDeadline),
                options.RoundDeadline,
                TimeSpan.FromSeconds(1),
                TimeSpan.FromHours(4)
            )
            .Range(
                nameof(options.RelatedDeadline),
                options.RelatedDeadline,
                TimeSpan.FromSeconds(1),
                TimeSpan.FromMinutes(10)
            )
            .Range(
                nameof(options.RetryAfter),
                options.RetryAfter,
                TimeSpan.Zero,
                TimeSpan.FromMinutes(10)
            )
            .Require(
                nameof(options.HeloName),
                options.HeloName.Length == 0 || DomainName.TryParse(options.HeloName, out _),
                $"'{options.HeloName}' is no host name"
            )
            .ToResult();
}
