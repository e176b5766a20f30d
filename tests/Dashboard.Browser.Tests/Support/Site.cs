using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Data;
using Dashboard.Data.Accounts;
using Dashboard.Data.Campaigns;
using Dashboard.Data.Evidence;
using Dashboard.Data.Notices;
using Dashboard.Lab;
using Dashboard.Lab.Processes;
using Dashboard.Probes.Outbound.Receiver;
using Dashboard.Web.Cli;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Rounds.Control;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
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

    private readonly ConcurrentDictionary<string, Lazy<Task<DashboardApp>>> others = [];

    private readonly Lazy<Task<int>> monitor;
    private LabSenders? senders;
    private PostgresCluster? cluster;
    private LabInternet? lab;
    private DashboardApp? app;
    private IPlaywright? playwright;
    private IBrowser? browser;

    public Site() => monitor = new(FillMonitorAsync);

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
                $"Dns:NameServerPort={lab.Authoritative.Port}",
                "Probe:AllowReservedAddresses=true",
                $"MtaSts:Port={lab.HttpsPort}",
                $"MtaSts:TrustedRoots={lab.TrustedRoots}",
                "Webhooks:Site=https://dashboard.example",
                $"Webhooks:Port={lab.HttpsPort}",
                $"Webhooks:TrustedRoots={lab.TrustedRoots}",
                "InboundTest:StartsPerMinute=1000",
                "RateLimit:RequestsPerMinute=100000",
                "OutboundTest:StartsPerMinute=1000",
                "Rounds:SweepEvery=00:00:00.2",
                "ProbeZone:Name=probe.example",
                "ProbeZone:NameServers=ns1.probe.example=127.53.53.53",
                $"Receiver:CertificateFolder={certificates.FullName}",
                .. ReceiverListenerNames.All.Select(
                    (name, i) => $"Receiver:Listen:{name}=127.{70 + i}.0.0/16:{port}"
                ),
            ]
        );
        senders = await LabSenders.StartAsync(certificates.FullName);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = FindChromium(),
                Timeout = 180_000,
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
    /// <param name="other">Another site than this one.</param>
    /// <param name="host">Another name for it: passkeys belong to names, not to addresses.</param>
    public async Task<Visitor> VisitAsync(
        BrowserNewContextOptions? options = null,
        DashboardApp? other = null,
        string? host = null
    )
    {
        options ??= new();
        var address = other?.Address ?? Address;
        if (host is not null)
        {
            address = new UriBuilder(address) { Host = host }.Uri;
        }
        options.BaseURL = address.ToString();
        options.Locale ??= "nl-NL";
        return await Visitor.OpenAsync(await browser!.NewContextAsync(options), address);
    }

    /// <summary>The path of an invitation to this site.</summary>
    public async Task<string> InviteAsync(string name, AccountRole role)
    {
        var (token, _) = await app!
            .Services.GetRequiredService<Invitations>()
            .CreateAsync("test", name, role, organisation: null, CancellationToken.None);
        return SitePaths.Invitation(token!);
    }

    /// <summary>The path of the link in mail to an address, of the newest campaign that has it.</summary>
    public async Task<string> CampaignLinkAsync(string address)
    {
        await using var db = await app!.OpenDatabaseAsync();
        return SitePaths.CampaignAnswer(
            await db.Set<CampaignAddressRow>()
                .Where(a =>
                    db.Set<MailRecipientRow>()
                        .Any(r => r.Id == a.RecipientId && r.Address == address)
                )
                .OrderByDescending(a => a.Id)
                .Select(a => a.Token!)
                .FirstAsync()
        );
    }

    /// <summary>
    /// The web server alone, on the same database. It stays until the end, as all programs of a process share the queue's log, and
    /// it goes with the last that was started.
    /// </summary>
    public Task<DashboardApp> OtherAsync(string setting) =>
        others
            .GetOrAdd(
                setting,
                _ =>
                    new(() =>
                        DashboardApp.StartAsync(
                            cluster!.ConnectionString(Database),
                            "Https:StrictTransport=false",
                            "Roles=web",
                            setting
                        )
                    )
            )
            .Value;

    /// <summary>This site as it is where there is a sending lab beside it.</summary>
    public async Task<DashboardApp> WithLabAsync() =>
        await OtherAsync($"Lab:SendingControl={senders!.Socket}");

    /// <summary>Puts closed rounds before the open one of a standing test.</summary>
    /// <returns>The open round.</returns>
    public async Task<string> AddRoundsAsync(string standing, int count)
    {
        await using var db = await app!.OpenDatabaseAsync();
        await FormerRounds.AddAsync(db, standing, count);
        return await db
            .OutboundTests.Where(test =>
                test.ClosedAt == null
                && db.StandingTests.Any(s => s.Id == test.StandingTestId && s.ViewId == standing)
            )
            .Select(test => test.ViewId)
            .SingleAsync();
    }

    /// <summary>Organisations with two published rounds and one in correction, measured when a test first asks for them.</summary>
    /// <returns>The number of the round in correction.</returns>
    public Task<int> MonitorAsync() => monitor.Value;

    private async Task<int> FillMonitorAsync()
    {
        var (_, second) = await MonitorSite.FillAsync(app!);
        var control = app!.Services.GetRequiredService<RoundControl>();
        await control.CloseAsync(second, early: true, "test", CancellationToken.None);
        await control.PublishAsync(second, CancellationToken.None);
        return await MonitorSite.MeasureAsync(app!, "Wintermeting");
    }

    /// <summary>A receiving test as it lies in the database.</summary>
    /// <returns>The path of its page.</returns>
    public async Task<string> StoreAsync(InboundTest test)
    {
        await using var db = await app!.OpenDatabaseAsync();
        db.InboundTests.Add(test);
        await db.SaveChangesAsync();
        return $"/receiving/{test.Id}";
    }

    /// <summary>The same domain as seen by a machine without IPv6, under another name, judged anew.</summary>
    /// <returns>The path of its page.</returns>
    public async Task<string> WithoutIpv6Async(string path, string name)
    {
        var id = path.Split('/')[^1];
        await using var db = await app!.OpenDatabaseAsync();
        var evidence = (await db.InboundTests.SingleAsync(test => test.Id == id))
            .ObservationId!
            .Value;
        var seen = (await db.FindObservationAsync(evidence, CancellationToken.None))!;
        var observation = seen with
        {
            Domain = DomainName.Parse(name),
            Hosts =
            [
                .. seen.Hosts.Select(host =>
                    host with
                    {
                        Addresses =
                        [
                            .. host.Addresses.Select(address =>
                                address.Address.AddressFamily == AddressFamily.InterNetworkV6
                                    ? new AddressObservation
                                    {
                                        Address = address.Address,
                                        Disposition = AddressDisposition.NoRouteHere,
                                    }
                                    : address
                            ),
                        ],
                    }
                ),
            ],
        };
        var now = DateTimeOffset.UtcNow;
        var judged = InboundJudgement.Judge(observation);
        var stored = await db.AddFinishedAsync(
            now,
            observation,
            judged,
            CancellationToken.None,
            name
        );
        return $"/receiving/{stored}";
    }

    /// <summary>Lets the time of a sending test be over.</summary>
    public async Task CloseAsync(string id)
    {
        var now = DateTimeOffset.UtcNow;
        await using var db = await app!.OpenDatabaseAsync();
        await db
            .OutboundTests.Where(test => test.ViewId == id)
            .ExecuteUpdateAsync(test =>
                test.SetProperty(t => t.ClosesAt, now).SetProperty(t => t.DueAt, now)
            );
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
        foreach (var other in others.Values)
        {
            await (await other.Value).DisposeAsync();
        }
        if (senders is not null)
        {
            await senders.DisposeAsync();
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
