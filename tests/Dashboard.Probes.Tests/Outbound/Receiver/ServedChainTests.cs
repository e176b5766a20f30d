using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Probes.Outbound.Receiver;

namespace Dashboard.Probes.Tests.Outbound.Receiver;

/// <summary>
/// OpenSSL's own DANE verification of what each probe serves, with the records that the probe's zone publishes: it delivers and
/// refuses where the catalogue says a sender does.
/// </summary>
public sealed class ServedChainTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<OutboundProbeId> ProbesWithTls =>
        [
            .. OutboundProbes
                .All.Where(probe =>
                    probe.Hosts.Any(host => host.Tlsa.Any(tlsa => tlsa.MatchingType == 1))
                    && probe.Hosts.All(host => host.Listener == ListenerBehaviour.Normal)
                    && probe.ZoneFault == ZoneFault.None
                    && probe.Id is not (OutboundProbeId.TlsaBogus or OutboundProbeId.PkixUsage)
                )
                .Select(probe => probe.Id),
        ];

    [Theory]
    [MemberData(nameof(ProbesWithTls))]
    public async Task OpenSsl_finds_of_each_host_what_the_catalogue_says(OutboundProbeId id)
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var test = receiver.Directory.Open();
        var probe = OutboundProbes.Get(id);
        foreach (var setup in probe.Hosts)
        {
            var verified = await VerifiesAsync(receiver, test, probe, setup, setup.Tlsa);

            verified.ShouldBe(!setup.MustNotReceive, $"{probe.Slug} {setup.Role}");
        }
    }

    [Theory]
    [InlineData(OutboundProbeId.Mismatch)]
    [InlineData(OutboundProbeId.TaName)]
    [InlineData(OutboundProbeId.TaMissing)]
    public async Task OpenSsl_finds_a_healed_host_good(OutboundProbeId id)
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var test = receiver.Directory.Open();
        var probe = OutboundProbes.Get(id);

        (
            await VerifiesAsync(
                receiver,
                test,
                probe,
                probe.Hosts[0],
                [TlsaTemplate.DaneEe(TlsaContent.ServedLeaf)]
            )
        ).ShouldBeTrue();
    }

    private static async Task<bool> VerifiesAsync(
        RunningReceiver receiver,
        OutboundTest test,
        OutboundProbe probe,
        ProbeHostSetup setup,
        IReadOnlyList<TlsaTemplate> tlsa
    )
    {
        var host = test.Names.Host(probe.Id, test.HostToken, setup.Role).Value;
        var digests = receiver.Certificates.Digests;
        var records = tlsa.SelectMany(template =>
        {
            var data = template.Content switch
            {
                TlsaContent.ServedLeaf => digests.Leaves[setup.Certificate].ToString(),
                TlsaContent.PrivateAuthority => digests.PrivateAuthority.ToString(),
                _ => new string('0', 64),
            };
            return new[]
            {
                "-dane_tlsa_rrdata",
                $"{template.Usage} {template.Selector} {template.MatchingType} {data}",
            };
        });
        var port = receiver.At(ReceiverListenerNames.Of(setup.Listener, setup.Certificate)).Port;
        var output = await ClientProgram.RunAsync(
            "openssl",
            "QUIT\n",
            Cancellation,
            [
                "s_client",
                "-starttls",
                "smtp",
                "-crlf",
                "-ign_eof",
                "-connect",
                $"127.0.0.1:{port}",
                "-servername",
                host,
                "-dane_tlsa_domain",
                host,
                "-dane_ee_no_namechecks",
                .. records,
            ]
        );
        output.ShouldContain("Verification");
        return output.Contains("Verification: OK", StringComparison.Ordinal)
            && output.Contains("DANE TLSA", StringComparison.Ordinal);
    }
}
