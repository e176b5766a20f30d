using System.Net;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Data;
using Dashboard.Lab.Outbound;
using Dashboard.Outbound.Tests.Support;
using Dashboard.Probes.Outbound.Zone;
using Dashboard.Web.Cli;
using Dashboard.Web.Features.Outbound;
using Dashboard.Web.Features.Outbound.Zone;
using Dashboard.Web.Hosting;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(OutboundFixture))]

namespace Dashboard.Outbound.Tests.Support;

/// <summary>
/// All of the sending test with nothing left out: the product's pages and worker in this process; its receiver, its PowerDNS and
/// the senders in the lab's private network; PostgreSQL between them.
/// </summary>
public class OutboundFixture : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> parts = [];

    private WebApplication? app;
    private OutboundLab? lab;
    private SteppedClock? clock;

    /// <summary>What this machine lacks for a private network; null where all is there.</summary>
    public string? Missing { get; private set; }

    /// <summary>Where the product's processes keep what they keep on disk.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("dashboard-sending-").FullName;

    /// <summary>All tests have the same addresses, one for each listener.</summary>
    protected virtual bool SharedAddresses => false;

    public OutboundLab Lab => lab!;

    public SteppedClock Clock => clock!;

    /// <summary>Of the site.</summary>
    public Uri Address => new(app!.Urls.Single());

    public IServiceProvider Product => app!.Services;

    public PostgresCluster Database { get; private set; } = null!;

    /// <summary>By the Unix socket: it reaches into the private network.</summary>
    public string ConnectionString =>
        $"Host={Database.SocketFolder};Port={Database.Port};Username=postgres;Database=postgres";

    public async ValueTask InitializeAsync()
    {
        Missing = PrivateNetwork.Missing();
        if (Missing is not null)
        {
            return;
        }
        var cancellation = TestContext.Current.CancellationToken;
        clock = SteppedClock.Create(Path.Combine(Folder, "clock"));
        Database = await PostgresCluster.StartNewAsync();
        parts.Add(Database);
        await MigrateCommand.MigrateAsync(ConnectionString, cancellation);
        app = DashboardHost.Build(
            [
                "--urls=http://127.0.0.1:0",
                "--Roles=web,worker",
                $"--Lab:SendingControl={Path.Combine(Folder, "lab", "control")}",
                .. Common(ConnectionString, OutboundSettings.Product(Folder, SharedAddresses)),
            ],
            builder => builder.Services.AddSingleton<TimeProvider>(clock)
        );
        parts.Add(app);
        var administration = Product.GetRequiredService<ProbeZoneAdministration>();
        var delegation = administration.Delegation(await administration.EnsureAsync(cancellation));
        lab = await OutboundLab.StartAsync(
            new OutboundLabOptions
            {
                Folder = Path.Combine(Folder, "lab"),
                Delegation = delegation,
                EximFolder = OutboundLabOptions.UnpackedExim,
                Parts = [await NameServerAsync(cancellation), await ReceiverAsync(cancellation)],
            },
            cancellation
        );
        parts.Add(lab);
        await app.StartAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.StopAsync();
        }
        foreach (var part in Enumerable.Reverse(parts))
        {
            await part.DisposeAsync();
        }
        clock?.Dispose();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Skips the test where this machine cannot have a private network, and says what is missing.</summary>
    public void Require() => Assert.SkipWhen(Missing is not null, $"Missing: {Missing}.");

    /// <summary>Begins a test as a visitor does.</summary>
    public async Task<OutboundTestView> OpenAsync(OutboundTestKind kind)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var tests = Product.GetRequiredService<OutboundTests>();
        var start = await tests.StartAsync(kind, IPAddress.Loopback, cancellation);
        return await ViewAsync(start.ShouldBeOfType<OutboundTestStart.Accepted>().Id);
    }

    /// <summary>The test as the page shows it now.</summary>
    public async Task<OutboundTestView> ViewAsync(string id) =>
        (
            await Product
                .GetRequiredService<OutboundTests>()
                .FindAsync(id, TestContext.Current.CancellationToken)
        ).ShouldNotBeNull();

    public async Task<DashboardDb> OpenDatabaseAsync() =>
        await Product
            .GetRequiredService<IDbContextFactory<DashboardDb>>()
            .CreateDbContextAsync(TestContext.Current.CancellationToken);

    private async Task<LabPart> NameServerAsync(CancellationToken cancellation)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, "pdns")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "pdns.conf"),
            PowerDnsConfiguration.Render(
                [new IPEndPoint(OutboundAddresses.ProbeZone, 53)],
                new PowerDnsConnection(
                    Database.SocketFolder,
                    Database.Port,
                    "postgres",
                    "postgres",
                    null
                ),
                folder
            ),
            cancellation
        );
        return new LabPart(
            "PowerDNS",
            ["pdns_server", $"--config-dir={folder}"],
            OutboundSettings.QueryLog(Folder),
            new Dictionary<string, string>()
        )
        {
            ListensOn = $"{OutboundAddresses.ProbeZone}:53",
        };
    }

    private async Task<LabPart> ReceiverAsync(CancellationToken cancellation)
    {
        var file = Path.Combine(Folder, "receiver.json");
        await ReceiverProcess.WriteAsync(
            file,
            new ReceiverProcessSettings(
                Path.Combine(Folder, "clock"),
                [
                    "--urls=http://127.0.0.1:8081",
                    .. Common(ConnectionString, OutboundSettings.Receiver(Folder, SharedAddresses)),
                ]
            ),
            cancellation
        );
        return new LabPart(
            "receiver",
            [Environment.ProcessPath!, ReceiverProcess.Command, file],
            Path.Combine(Folder, "receiver.log"),
            new Dictionary<string, string>()
        )
        {
            ListensOn = $"{OutboundAddresses.Receiver}:25",
        };
    }

    private static IEnumerable<string> Common(
        string connection,
        IReadOnlyDictionary<string, string> settings
    ) =>
        settings
            .Select(setting => $"--{setting.Key}={setting.Value}")
            .Concat([
                $"--ConnectionStrings:Dashboard={connection}",
                "--OutboundTest:StartsPerMinute=1000",
                "--Logging:LogLevel:Default=Information",
                "--Logging:LogLevel:Microsoft=Warning",
                "--Logging:LogLevel:Hangfire=Warning",
            ]);
}
