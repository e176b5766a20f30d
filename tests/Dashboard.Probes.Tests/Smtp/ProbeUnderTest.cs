using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Smtp;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Smtp;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes.Tests.Smtp;

/// <summary>A session of the probe with a server of the test.</summary>
internal static class ProbeUnderTest
{
    public static DomainName ServerName { get; } = DomainName.Parse("mx.example");

    /// <param name="stepTimeout">For every step; long where the test is not about it.</param>
    /// <param name="ofARound">For the steps of a round; null for the same.</param>
    public static StartTlsProbe Probe(
        int port,
        TimeSpan? stepTimeout = null,
        TimeSpan? ofARound = null
    )
    {
        var step = stepTimeout ?? TimeSpan.FromSeconds(30);
        return Probe(
            new SmtpOptions
            {
                Port = port,
                ConnectTimeout = step,
                GreetingTimeout = step,
                CommandTimeout = step,
                HandshakeTimeout = step,
                LongConnectTimeout = step,
                LongTimeout = ofARound ?? step,
            }
        );
    }

    public static StartTlsProbe Probe(SmtpOptions options) =>
        new(
            Options.Create(options),
            new HeloName(Options.Create(new ProbeOptions { HeloName = "probe.example" })),
            TimeProvider.System
        );

    public static Task<StartTlsObservation> ObserveAsync(
        ScriptedServer server,
        ITlsUpgrade? tls = null,
        TimeSpan? stepTimeout = null
    ) =>
        ObserveAsync(
            Probe(server.Port, stepTimeout),
            TestContext.Current.CancellationToken,
            tls ?? PlatformTls.Default
        );

    public static Task<StartTlsObservation> ObserveAsync(
        StartTlsProbe probe,
        CancellationToken stop,
        ITlsUpgrade? tls = null
    ) =>
        probe.ObserveAsync(
            IPAddress.Loopback,
            ServerName,
            tls ?? PlatformTls.Default,
            SmtpTimeouts.First(probe.Options, ProbePace.Interactive),
            stop
        );
}
