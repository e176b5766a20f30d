using System.Globalization;
using System.Net;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Lab;
using Dashboard.Lab.Processes;
using Dashboard.Probes.Receiver;
using Dashboard.Web.Cli;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Npgsql;

[assembly: AssemblyFixture(typeof(Dashboard.Browser.Tests.Support.Site))]

namespace Dashboard.Browser.Tests.Support;

/// <summary>The whole product for all tests: real database, real queue, the lab as its Internet, and one browser.</summary>
public sealed class Site : IAsyncLifetime
{
    private const string Database = "dashboard_browser";

    private readonly DirectoryInfo certificates = Directory.CreateTempSubdirectory(
        "dashboard-browser-"
    );

    private PostgresCluster? cluster;
    private LabInternet? lab;
    private DashboardApp? app;
    private IPlaywright? playwright;
    private IBrowser? browser;

    public Uri Address => app!.Address;

    /// <summary>Where the receiver of the sending test listens, on all its addresses.</summary>
    public int ReceiverPort { get; } = ServerProcess.FreePort();

    public async ValueTask InitializeAsync()
    {
        cluster = await PostgresCluster.StartNewAsync();
        await using (var connection = new NpgsqlConnection(cluster.ConnectionString("postgres")))
        {
            await connection.OpenAsync();
            await using var create = new NpgsqlCommand($"CREATE DATABASE {Database}", connection);
            await create.ExecuteNonQueryAsync();
        }
        var connectionString = cluster.ConnectionString(Database);
        await MigrateCommand.MigrateAsync(connectionString, CancellationToken.None);
        lab = await LabInternet.StartAsync(new(), CancellationToken.None);
        var port = ReceiverPort.ToString(CultureInfo.InvariantCulture);
        app = await DashboardApp.StartAsync(
            connectionString,
            [
                "Https:StrictTransport=false",
                $"Dns:Resolver={lab.Resolver}",
                $"Smtp:Port={lab.SmtpPort}",
                "Probe:AllowReservedAddresses=true",
                "InboundTest:StartsPerMinute=1000",
                "RateLimit:RequestsPerMinute=100000",
                "OutboundTest:StartsPerMinute=1000",
                "ProbeZone:Name=probe.example",
                "ProbeZone:NameServers=ns1.probe.example=127.53.53.53",
                $"Receiver:CertificateFolder={certificates.FullName}",
                .. ReceiverListenerNames.All.Select(
                    (name, i) => $"Receiver:Listen:{name}=127.{70 + i}.0.0/16:{port}"
                ),
            ]
        );
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = FindChromium(),
                Args =
                [
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    // Chromium's own sandbox needs an ordinary user.
                    .. Environment.IsPrivilegedProcess ? ["--no-sandbox"] : Array.Empty<string>(),
                ],
            }
        );
    }

    /// <summary>A browser window of a visitor of its own.</summary>
    public async Task<Visitor> VisitAsync(BrowserNewContextOptions? options = null)
    {
        options ??= new();
        options.BaseURL = Address.ToString();
        options.Locale ??= "nl-NL";
        return await Visitor.OpenAsync(await browser!.NewContextAsync(options), Address);
    }

    /// <summary>Where mail to the control address of an open sending test goes.</summary>
    public async Task<IPEndPoint> ControlHostAsync(string id)
    {
        await using var db = await app!.OpenDatabaseAsync();
        var test = await db.OutboundTests.SingleAsync(test => test.ViewId == id);
        return new(
            test.Hosts.Single(host => host.Probe == OutboundProbeId.Control).Addresses[0],
            ReceiverPort
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }
        playwright?.Dispose();
        if (app is not null)
        {
            await app.DisposeAsync();
        }
        if (lab is not null)
        {
            await lab.DisposeAsync();
        }
        NpgsqlConnection.ClearAllPools();
        if (cluster is not null)
        {
            await cluster.DisposeAsync();
        }
        certificates.Delete(recursive: true);
    }

    private static string FindChromium() =>
        Environment.GetEnvironmentVariable("DASHBOARD_TEST_CHROMIUM") is { Length: > 0 } named
            ? named
            : new[]
            {
                "/usr/bin/chromium",
                "/usr/bin/chromium-browser",
                "/usr/bin/google-chrome",
            }.FirstOrDefault(File.Exists)
                ?? throw new InvalidOperationException(
                    "These tests need Chromium: apt-get install chromium, or set DASHBOARD_TEST_CHROMIUM."
                );
}
