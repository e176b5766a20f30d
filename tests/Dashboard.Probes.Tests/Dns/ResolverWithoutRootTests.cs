using System.Net;
using System.Net.Sockets;
using Dashboard.Core.Dns;
using Dashboard.Lab.Processes;
using Dashboard.Probes.Dns;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Tests.Support;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes.Tests.Dns;

/// <summary>A resolver in a private tree: the server that it should ask for the root never answers.</summary>
public sealed class ResolverWithoutRootTests
{
    [Fact]
    public async Task Check_does_not_call_a_resolver_unreachable_when_only_the_root_is_silent()
    {
        using var silence = new Socket(
            AddressFamily.InterNetwork,
            SocketType.Dgram,
            ProtocolType.Udp
        );
        silence.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var folder = Directory.CreateTempSubdirectory("unbound-").FullName;
        var endpoint = new IPEndPoint(IPAddress.Loopback, ServerProcess.FreePort());
        var file = await ScratchUnbound.WriteAsync(
            folder,
            endpoint,
            "local-data: \"there.example. A 192.0.2.1\"",
            $"""
            forward-zone:
            name: "."
            forward-addr: 127.0.0.1@{((IPEndPoint)silence.LocalEndPoint!).Port}
            """,
            TestContext.Current.CancellationToken
        );
        await using var unbound = ServerProcess.Start(
            InstalledProgram.Find("unbound"),
            Path.Combine(folder, "unbound.log"),
            "-d",
            "-c",
            file
        );
        var options = Options.Create(
            new DnsOptions { Resolver = endpoint.ToString(), Timeout = TimeSpan.FromSeconds(5) }
        );
        await unbound.UntilAsync(
            async () =>
            {
                using var probe = new ResolverCheck(options, TimeProvider.System);
                return (await probe.CheckAsync(TestContext.Current.CancellationToken)).Validation
                    != ResolverValidation.Unreachable;
            },
            TestContext.Current.CancellationToken
        );
        using var check = new ResolverCheck(options, TimeProvider.System);
        var resolver = new ValidatingResolver(
            check,
            options,
            Options.Create(new ProbeOptions()),
            TimeProvider.System
        );

        var identity = await check.CheckAsync(TestContext.Current.CancellationToken);
        var lookup = await resolver.AAsync(
            DomainName.Parse("there.example"),
            TestContext.Current.CancellationToken
        );

        identity.Validation.ShouldBe(ResolverValidation.NotProven);
        lookup.Outcome.ShouldBe(LookupOutcome.Answer);
        lookup.Dnssec.ShouldBe(DnssecStatus.Insecure);
        Directory.Delete(folder, recursive: true);
    }
}
