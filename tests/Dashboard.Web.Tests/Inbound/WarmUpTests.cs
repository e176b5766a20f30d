using System.Net;
using System.Text.Json;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Tls;
using Dashboard.Lab;
using Dashboard.Web.Features.Inbound.WarmUp;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Outbound;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dashboard.Web.Tests.Inbound;

/// <summary>Ready means warm: real database, real queue, and a mail server and a name server of the program's own.</summary>
public sealed class WarmUpTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The whole way: what ends before the handshake would leave the most expensive part cold.</summary>
    [Fact]
    public async Task Test_on_this_machine_goes_all_the_way_of_a_visitors()
    {
        var (seen, judged) = await WarmUpTest.RunAsync(Cancellation);

        var address = seen.Hosts.ShouldHaveSingleItem().Addresses.ShouldHaveSingleItem();
        IPAddress.IsLoopback(address.Address).ShouldBeTrue();
        address.Attempts.ShouldContain(attempt =>
            attempt.Handshake != null && attempt.Handshake.Chain.Certificates.Count == 1
        );
        judged
            .MailTransport.Hosts.ShouldHaveSingleItem()
            .Addresses.ShouldHaveSingleItem()
            .Outcome.ShouldBe(AddressOutcome.Authenticated);
        seen.Related.ShouldNotBeNull();
    }

    [Fact]
    public async Task Nothing_is_asked_of_another_machine()
    {
        var (seen, _) = await WarmUpTest.RunAsync(Cancellation);

        IPEndPoint.Parse(seen.Resolver.Address).Address.ShouldBe(IPAddress.Loopback);
        seen.Hosts.SelectMany(host => host.Addresses)
            .ShouldAllBe(address => IPAddress.IsLoopback(address.Address));
        seen.Related!.MtaSts.Fetch.ShouldBeNull();
    }

    [Theory]
    [InlineData("web,worker")]
    [InlineData("web")]
    [InlineData("worker")]
    public async Task Process_is_ready_once_it_is_warm_and_leaves_nothing(string roles)
    {
        using var log = new EveryLog();
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            builder => builder.Logging.AddProvider(log),
            $"Roles={roles}",
            "WarmUp:Enabled=true"
        );
        var warmUp = app.Services.GetRequiredService<WarmUp>();

        await Eventually.GetAsync(() => Task.FromResult(warmUp.IsDone ? "done" : null));
        await app.Services.GetRequiredService<WarmUpGate>().WaitAsync(Cancellation);

        log.Lines.ShouldNotContain(line =>
            line.Contains("of the warm-up failed", StringComparison.Ordinal)
        );
        using var ready = await app.Client.GetAsync("/health/ready", Cancellation);
        ready.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ReadAsync(ready, "warm-up")).ShouldBe("ok");
        await using var db = await app.OpenDatabaseAsync();
        (await db.InboundTests.CountAsync(Cancellation)).ShouldBe(0);
        (await db.Observations.CountAsync(Cancellation)).ShouldBe(0);
        (
            await db
                .Database.SqlQuery<long>($"SELECT count(*) AS \"Value\" FROM hangfire.jobqueue")
                .SingleAsync(Cancellation)
        ).ShouldBe(0);
    }

    [Fact]
    public async Task Process_that_is_not_warm_is_not_ready()
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            builder => builder.Services.AddSingleton<IWarmUpStep, EndlessStep>(),
            "Roles=web",
            "WarmUp:Enabled=true"
        );

        using var ready = await app.Client.GetAsync("/health/ready", Cancellation);
        using var live = await app.Client.GetAsync("/health/live", Cancellation);
        using var page = await app.Client.GetAsync("/", Cancellation);

        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await ReadAsync(ready, "warm-up")).ShouldBe("warming-up");
        live.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.StatusCode.ShouldBe(HttpStatusCode.OK, "who comes all the same is served");
    }

    [Fact]
    public async Task Step_that_fails_keeps_no_process_from_being_ready()
    {
        using var log = new EveryLog();
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            builder =>
            {
                builder.Services.AddSingleton<IWarmUpStep, FailingStep>();
                builder.Logging.AddProvider(log);
            },
            "Roles=web",
            "WarmUp:Enabled=true"
        );
        var warmUp = app.Services.GetRequiredService<WarmUp>();

        await Eventually.GetAsync(() => Task.FromResult(warmUp.IsDone ? "done" : null));

        log.Lines.ShouldContain(line =>
            line.Contains("FailingStep of the warm-up failed: not today", StringComparison.Ordinal)
        );
    }

    private static async Task<string?> ReadAsync(HttpResponseMessage response, string part)
    {
        using var report = JsonDocument.Parse(
            await response.Content.ReadAsStringAsync(Cancellation)
        );
        return report
            .RootElement.GetProperty("parts")
            .EnumerateArray()
            .Single(one => one.GetProperty("name").GetString() == part)
            .GetProperty("slug")
            .GetString();
    }

    private sealed class EndlessStep : IWarmUpStep
    {
        public int Order => 0;

        public Task TakeAsync(WarmUpContext context, CancellationToken cancellation) =>
            Task.Delay(Timeout.Infinite, cancellation);
    }

    private sealed class FailingStep : IWarmUpStep
    {
        public int Order => 0;

        public Task TakeAsync(WarmUpContext context, CancellationToken cancellation) =>
            throw new InvalidOperationException("not today");
    }
}
