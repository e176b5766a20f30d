using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Lab.Processes;
using Dashboard.Probes.Dns;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Probes.Tests.Lab;

/// <summary>A resolver whose only trust anchor is for a zone below a root that is signed, and whose signatures it cannot check.</summary>
public sealed class AnchorBelowRootTests(LabFixture lab) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("unbound-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("no", ResolverValidation.Validates, "good-001.example", DomainStatus.Protected)]
    [InlineData("no", ResolverValidation.Validates, "domain-unsigned.example", DomainStatus.None)]
    [InlineData(
        "yes",
        ResolverValidation.DoesNotValidate,
        "good-001.example",
        DomainStatus.Protected
    )]
    public async Task Verdict_is_that_of_the_anchored_zone_when_the_root_is_signed_with_another_key(
        string hidden,
        ResolverValidation before,
        string domain,
        DomainStatus expected
    )
    {
        var endpoint = new IPEndPoint(IPAddress.Loopback, ServerProcess.FreePort());
        await using var unbound = await StartAsync(
            endpoint,
            await AnchorAsync(),
            $"hide-trustanchor: {hidden}"
        );
        await using var services = ScenarioVerdicts.Engine(lab, endpoint.ToString());
        var check = services.GetRequiredService<ResolverCheck>();
        // Just started, it may fail for a moment.
        await unbound.UntilAsync(
            async () => (await check.CheckAsync(Stop)).Validation == before,
            Stop
        );

        var seen = await services
            .GetRequiredService<InboundProbe>()
            .ObserveAsync(DomainName.Parse(domain), EvidenceDemand.Interactive, null, Stop);

        DomainJudgement.Judge(seen).Status.ShouldBe(expected);
        seen.Resolver.Validation.ShouldBe(ResolverValidation.Validates);
    }

    [Fact]
    public async Task Anchored_zone_that_fails_shows_nothing_and_is_soon_asked_again()
    {
        var endpoint = new IPEndPoint(IPAddress.Loopback, ServerProcess.FreePort());
        var options = Options.Create(new DnsOptions { Resolver = endpoint.ToString() });
        var anchor = await AnchorAsync();
        var time = new FakeTimeProvider();
        using var check = new ResolverCheck(options, time);
        await using (
            var unbound = await StartAsync(endpoint, anchor with { KeyTag = anchor.KeyTag ^ 1 })
        )
        {
            await unbound.UntilAsync(() => SaysAsync(options, ResolverValidation.NotProven), Stop);
            (await check.CheckAsync(Stop)).Validation.ShouldBe(ResolverValidation.NotProven);
        }
        await using var mended = await StartAsync(endpoint, anchor);
        await mended.UntilAsync(() => SaysAsync(options, ResolverValidation.Validates), Stop);

        time.Advance(TimeSpan.FromSeconds(3));

        (await check.CheckAsync(Stop)).Validation.ShouldBe(ResolverValidation.Validates);
    }

    /// <summary>Asked by a check that remembers nothing.</summary>
    private static async Task<bool> SaysAsync(
        IOptions<DnsOptions> options,
        ResolverValidation expected
    )
    {
        using var check = new ResolverCheck(options, TimeProvider.System);
        return (await check.CheckAsync(Stop)).Validation == expected;
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<DsRecord> AnchorAsync()
    {
        await using var known = ScenarioVerdicts.Engine(lab);
        var lookup = await known
            .GetRequiredService<ValidatingResolver>()
            .DsAsync(DomainName.Parse("example"), Stop);
        return lookup.Records[0];
    }

    private async Task<ServerProcess> StartAsync(
        IPEndPoint endpoint,
        DsRecord anchor,
        string setting = ""
    )
    {
        var file = await ScratchUnbound.WriteAsync(
            folder,
            endpoint,
            $"""
            module-config: "validator iterator"
            trust-anchor: "example. IN DS {anchor.KeyTag} {anchor.Algorithm} {anchor.DigestType} {anchor.Digest}"
            {setting}
            """,
            $"""
            forward-zone:
            name: "."
            forward-addr: {lab.Internet.Resolver.Address}@{lab.Internet.Resolver.Port}
            """,
            Stop
        );
        return ServerProcess.Start(
            InstalledProgram.Find("unbound"),
            Path.Combine(folder, "unbound.log"),
            "-d",
            "-c",
            file
        );
    }
}
