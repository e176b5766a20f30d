using System.Globalization;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Probes;
using Dashboard.Probes.Dns;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Inbound.Related;
using Dashboard.Probes.Inbound.TlsNcsc;
using Dashboard.Probes.Smtp;

namespace Dashboard.Web.Features.Inbound.WarmUp;

/// <summary>
/// A receiving test of a domain that is on this machine alone: the ordinary probe with a name server and a mail server on loopback, so
/// that its code is ready when a visitor comes and no packet leaves the machine.
/// </summary>
internal static class WarmUpTest
{
    /// <summary>A name that nobody can have (RFC 6761 section 6.4).</summary>
    public static readonly DomainName Domain = DomainName.Parse("warm-up.invalid");

    private static readonly DomainName Host = DomainName.Parse("mx.warm-up.invalid");

    public static async Task<(InboundObservation Seen, InboundVerdict Judged)> RunAsync(
        CancellationToken cancellation
    )
    {
        await using var mail = new LoopbackMailServer(Host.Value);
        await using var names = new LoopbackNameServer(Domain, Host, mail.KeyDigest);
        // Services of its own: what is seen here is no evidence, and its name server no resolver of anybody.
        await using var services = new ServiceCollection()
            .AddProbes(Settings(names, mail))
            .BuildServiceProvider();
        var seen = await services
            .GetRequiredService<InboundProbe>()
            .ObserveAsync(Domain, EvidenceDemand.Interactive, progress: null, cancellation);
        seen = await services
            .GetRequiredService<RelatedProbe>()
            .ObserveAsync(seen, EvidenceDemand.Interactive, progress: null, cancellation);
        (seen, _) = await services
            .GetRequiredService<TlsNcscProbe>()
            .WithKnownAsync(seen, cancellation);
        return (seen, InboundJudgement.Judge(seen));
    }

    private static IConfiguration Settings(LoopbackNameServer names, LoopbackMailServer mail) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    [$"{DnsOptions.Section}:{nameof(DnsOptions.Resolver)}"] =
                        names.Endpoint.ToString(),
                    [$"{SmtpOptions.Section}:{nameof(SmtpOptions.Port)}"] = mail.Port.ToString(
                        CultureInfo.InvariantCulture
                    ),
                    [$"{ProbeOptions.Section}:{nameof(ProbeOptions.AllowReservedAddresses)}"] =
                        "true",
                    [$"{ProbeOptions.Section}:{nameof(ProbeOptions.HeloName)}"] = "localhost",
                    [$"{ProbeOptions.Section}:{nameof(ProbeOptions.RetryAfter)}"] = "00:00:00",
                    [$"{DnsOptions.Section}:{nameof(DnsOptions.RetryAfter)}"] = "00:00:00",
                    [$"{ProbeOptions.Section}:{nameof(ProbeOptions.Deadline)}"] = "00:00:20",
                    [$"{ProbeOptions.Section}:{nameof(ProbeOptions.RelatedDeadline)}"] = "00:00:10",
                }
            )
            .Build();
}
