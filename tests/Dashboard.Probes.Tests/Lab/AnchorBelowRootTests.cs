using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Lab.Processes;
using Dashboard.Probes.Dns;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Probes.Tests.Lab;

/// <summary>A resolver whose only trust anchor is for a zone below a root that is signed, and whose signatures it cannot check.</summary>
public sealed class AnchorBelowRootTests(LabFixture lab)
{
    [Theory]
    [InlineData("told", "no", "good-001.example", DomainStatus.Protected)]
    [InlineData("told", "no", "domain-unsigned.example", DomainStatus.None)]
    [InlineData("hidden", "yes", "good-001.example", DomainStatus.Protected)]
    public async Task Verdict_is_that_of_the_anchored_zone_when_the_root_is_signed_with_another_key(
        string anchor,
        string hidden,
        string domain,
        DomainStatus expected
    )
    {
        var stop = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory($"unbound-{anchor}-").FullName;
        var endpoint = new IPEndPoint(IPAddress.Loopback, ServerProcess.FreePort());
        await using var known = ScenarioVerdicts.Engine(lab);
        var ds = (
            await known
                .GetRequiredService<ValidatingResolver>()
                .DsAsync(DomainName.Parse("example"), stop)
        ).Records[0];
        var file = await ScratchUnbound.WriteAsync(
            folder,
            endpoint,
            $"""
            module-config: "validator iterator"
            hide-trustanchor: {hidden}
            trust-anchor: "example. IN DS {ds.KeyTag} {ds.Algorithm} {ds.DigestType} {ds.Digest}"
            """,
            $"""
            forward-zone:
            name: "."
            forward-addr: {lab.Internet.Resolver.Address}@{lab.Internet.Resolver.Port}
            """,
            stop
        );
        await using var unbound = ServerProcess.Start(
            InstalledProgram.Find("unbound"),
            Path.Combine(folder, "unbound.log"),
            "-d",
            "-c",
            file
        );
        await using var services = ScenarioVerdicts.Engine(lab, endpoint.ToString());
        var check = services.GetRequiredService<ResolverCheck>();
        await unbound.UntilAsync(
            async () => (await check.CheckAsync(stop)).Validation != ResolverValidation.Unreachable,
            stop
        );

        var seen = await services
            .GetRequiredService<InboundProbe>()
            .ObserveAsync(DomainName.Parse(domain), null, stop);

        DomainJudgement.Judge(seen).Status.ShouldBe(expected);
        seen.Resolver.Validation.ShouldBe(ResolverValidation.Validates);
        Directory.Delete(folder, recursive: true);
    }
}
