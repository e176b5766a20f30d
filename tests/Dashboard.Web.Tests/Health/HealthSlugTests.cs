using System.Net.Sockets;
using System.Text.Json;
using Dashboard.Data.Accounts;
using Dashboard.Lab;
using Dashboard.Web.Features.Health;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Platform;
using Dashboard.Web.Platform.Status;
using Dashboard.Web.Tests.Accounts;
using Dashboard.Web.Tests.Outbound;
using Dashboard.Web.Tests.Support;
using Hangfire;
using Hangfire.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Health;

/// <summary>resilience R1, R3 and R9: what is nearly full is told, to whom it is for. The slug of the evidence's room is in <see cref="SharedAddressTests"/>.</summary>
public sealed class HealthSlugTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Queue_is_long_where_half_of_what_may_be_open_waits()
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            "Roles=web",
            "InboundTest:MaximumOpen=4"
        );
        AnnounceWorker(app);
        await StartAsync(app, "a.example");
        (await SlugAsync(app, "queue")).ShouldBe(SystemSlug.Ok);

        await StartAsync(app, "b.example");

        (await SlugAsync(app, "queue")).ShouldBe(SystemSlug.QueueLong);
    }

    /// <summary>One test alone, where those who should do it are held up.</summary>
    [Fact]
    public async Task Queue_is_long_where_its_oldest_test_waits_too_long()
    {
        var clock = new OffsetClock();
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            builder => builder.Services.AddSingleton<TimeProvider>(clock),
            "Roles=web"
        );
        AnnounceWorker(app);
        await StartAsync(app, "a.example");
        (await SlugAsync(app, "queue")).ShouldBe(SystemSlug.Ok);

        clock.Step(TimeSpan.FromSeconds(16));

        (await SlugAsync(app, "queue")).ShouldBe(SystemSlug.QueueLong);
    }

    [Fact]
    public async Task Receiver_is_crowded_while_senders_are_turned_away()
    {
        await using var site = await OutboundSite.StartAsync(
            postgres,
            OutboundSite.Single,
            Cancellation,
            "Receiver:Limits:Sessions=1"
        );
        (await SlugAsync(site.App, "evidence")).ShouldBe(SystemSlug.Ok);
        var crowd = new List<TcpClient>();
        try
        {
            await Eventually.GetAsync(async () =>
            {
                var silent = new TcpClient();
                crowd.Add(silent);
                await silent.ConnectAsync("127.60.0.1", site.SmtpPort, Cancellation);
                return await SlugAsync(site.App, "evidence") == SystemSlug.ReceiverCrowded
                    ? "crowded"
                    : null;
            });
        }
        finally
        {
            crowd.ForEach(client => client.Dispose());
        }
        // The last of the crowd can be turned away, or stored, after the step.
        await Eventually.GetAsync(
            async () =>
            {
                site.Clock.Step(TimeSpan.FromMinutes(6));
                return await SlugAsync(site.App, "evidence") == SystemSlug.Ok ? "free" : null;
            },
            what: "a receiver that turned senders away a while ago"
        );
    }

    [Theory]
    [InlineData(AccountRole.Administrator, true)]
    [InlineData(AccountRole.Analyst, false)]
    [InlineData(AccountRole.Reader, false)]
    public async Task Details_are_for_administrators_wherever_they_are(AccountRole role, bool sees)
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            "Roles=web",
            "Proxies:Trusted:0=127.0.0.0/8"
        );
        using var visitor = await AccountVisitor.SignedInAsync(app, "Anna", role);
        visitor.ComesFrom("198.51.100.7");

        var ready = await visitor.GetAsync("/health/ready");
        var status = await visitor.GetAsync("/status");

        using var report = JsonDocument.Parse(ready.Body);
        (report.RootElement.GetProperty("parts").GetArrayLength() > 0).ShouldBe(sees);
        status.Body.Contains("reason-facts", StringComparison.Ordinal).ShouldBe(sees);
    }

    /// <summary>In the real storage, as a worker on another machine does.</summary>
    private static void AnnounceWorker(DashboardApp app)
    {
        using var connection = app.Services.GetRequiredService<JobStorage>().GetConnection();
        connection.AnnounceServer(
            "elsewhere:interactive:1:1",
            new ServerContext { Queues = [QueueNames.Interactive], WorkerCount = 1 }
        );
    }

    private static async Task StartAsync(DashboardApp app, string domain) =>
        (
            await app
                .Services.GetRequiredService<InboundTests>()
                .StartAsync(domain, System.Net.IPAddress.Loopback, again: false, Cancellation)
        ).ShouldBeOfType<InboundTestStart.Accepted>();

    /// <summary>As it is now, not as it was shown some seconds ago.</summary>
    private static async Task<string> SlugAsync(DashboardApp app, string part) =>
        (
            await app
                .Services.GetServices<ISystemCheck>()
                .Single(check => check.Name == part)
                .CheckAsync(Cancellation)
        ).Slug;
}
