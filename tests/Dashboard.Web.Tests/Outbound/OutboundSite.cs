using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Check.Terminal;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Tests.Outbound;
using Dashboard.Data;
using Dashboard.Lab;
using Dashboard.Probes.Outbound.Receiver;
using Dashboard.Probes.Outbound.Zone;
using Dashboard.Probes.Tests.Outbound.Zone;
using Dashboard.Web.Cli;
using Dashboard.Web.Features.Outbound;
using Dashboard.Web.Features.Outbound.Evidence;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Dashboard.Web.Tests.Outbound;

/// <summary>
/// The whole program with a probe zone of its own: a database, PowerDNS on it, a validating resolver that trusts the zone's DS,
/// and a clock that can be moved on.
/// </summary>
internal sealed class OutboundSite : IAsyncDisposable
{
    public static readonly DomainName Zone = DomainName.Parse("probe.example");

    /// <summary>A network for each listener: every test has addresses of its own.</summary>
    public static readonly IReadOnlyList<string> Networks =
    [
        .. ReceiverListenerNames.All.Select(
            (name, i) => $"Receiver:Listen:{name}=127.{40 + i}.0.0/16:PORT"
        ),
    ];

    /// <summary>The same, for thirty tests.</summary>
    public static readonly IReadOnlyList<string> SmallNetworks =
    [
        .. ReceiverListenerNames.All.Select(
            (name, i) => $"Receiver:Listen:{name}=127.{40 + i}.0.0/21:PORT"
        ),
    ];

    /// <summary>One address for each listener: all tests share them.</summary>
    public static readonly IReadOnlyList<string> Single =
    [
        .. ReceiverListenerNames.All.Select(
            (name, i) => $"Receiver:Listen:{name}=127.60.0.{i + 1}:PORT"
        ),
    ];

    private readonly string folder;
    private readonly PowerDnsServer powerDns;
    private readonly UnboundServer resolver;

    private OutboundSite(
        string folder,
        string connectionString,
        OffsetClock clock,
        EveryLog log,
        PowerDnsServer powerDns,
        UnboundServer resolver,
        DashboardApp app,
        int port,
        IReadOnlyList<string> settings
    )
    {
        this.folder = folder;
        this.powerDns = powerDns;
        this.resolver = resolver;
        ConnectionString = connectionString;
        Clock = clock;
        Log = log;
        App = app;
        SmtpPort = port;
        Settings = settings;
    }

    public string ConnectionString { get; }

    public OffsetClock Clock { get; }

    /// <summary>All that was logged, of every level.</summary>
    public EveryLog Log { get; }

    /// <summary>Where its servers keep their files.</summary>
    public string Folder => folder;

    public DashboardApp App { get; }

    public int SmtpPort { get; }

    /// <summary>Of the zone and the receiver, for another process beside this one.</summary>
    public IReadOnlyList<string> Settings { get; }

    public UnboundServer Resolver => resolver;

    public IReceiverEvidence Evidence => App.Services.GetRequiredService<IReceiverEvidence>();

    public IReceiverDirectory Directory => App.Services.GetRequiredService<IReceiverDirectory>();

    public OutboundTests Tests => App.Services.GetRequiredService<OutboundTests>();

    public static async Task<OutboundSite> StartAsync(
        PostgresFixture postgres,
        IReadOnlyList<string> listeners,
        CancellationToken cancellation,
        params string[] settings
    ) => await StartAsync(await postgres.CreateDatabaseAsync(), listeners, cancellation, settings);

    /// <param name="connectionString">Of a migrated database.</param>
    public static async Task<OutboundSite> StartAsync(
        string connectionString,
        IReadOnlyList<string> listeners,
        CancellationToken cancellation,
        params string[] settings
    )
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("dashboard-sending-").FullName;
        var port = ServerProcess.FreePort();
        string[] common =
        [
            $"ProbeZone:Name={Zone}",
            "ProbeZone:NameServers=ns1.probe.example=127.53.53.53",
            $"ProbeZone:QueryLog={Path.Combine(folder, "pdns.log")}",
            $"Receiver:CertificateFolder={Path.Combine(folder, "certificates")}",
            .. listeners.Select(listener =>
                listener.Replace(
                    "PORT",
                    port.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    StringComparison.Ordinal
                )
            ),
        ];
        // As an operator does it: the zone is made by the command, which prints what goes to the parent.
        var printed = await CommandAsync(
            [.. common, $"ConnectionStrings:Dashboard={connectionString}"],
            cancellation
        );
        var powerDns = await PowerDnsServer.StartAsync(
            ConnectionOf(connectionString),
            folder,
            cancellation
        );
        var resolver = await UnboundServer.StartAsync(
            Zone,
            DsIn(printed),
            powerDns.Endpoint,
            folder,
            cancellation
        );
        var clock = new OffsetClock();
        var log = new EveryLog();
        var app = await DashboardApp.StartAsync(
            connectionString,
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(clock);
                builder.Logging.AddProvider(log);
            },
            [
                "OutboundTest:StartsPerMinute=1000",
                // Tests ask again and again until something is there.
                "RateLimit:RequestsPerMinute=1000000",
                $"Dns:Resolver={resolver.Endpoint}",
                // What is beyond the zone is refused at once, so that nobody waits for it.
                "Dns:Timeout=00:00:05",
                "Dns:RetryAfter=00:00:00",
                "Logging:Everything:LogLevel:Default=Trace",
                .. common,
                .. settings,
            ]
        );
        return new(folder, connectionString, clock, log, powerDns, resolver, app, port, common);
    }

    public static async Task<string> CommandAsync(
        IReadOnlyList<string> settings,
        CancellationToken cancellation,
        params string[] words
    )
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var console = new CommandConsole(TextReader.Null, output, error, ErrorIsTerminal: false);
        var status = await ProbeZoneCommand.RunAsync(
            [.. words, .. settings.Select(setting => "--" + setting)],
            console,
            new EnglishCommandTexts(),
            cancellation
        );
        status.ShouldBe(0, $"{output}{error}");
        return output.ToString();
    }

    public async Task<JsonElement> StartTestAsync(string kind = "full")
    {
        using var response = await App.Client.PostAsJsonAsync(
            "/api/v1/outbound-tests",
            new { kind },
            TestContext.Current.CancellationToken
        );
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.Created);
        return await response.Content.ReadFromJsonAsync<JsonElement>(
            TestContext.Current.CancellationToken
        );
    }

    /// <summary>A new test, as the pure judgement knows it.</summary>
    public async Task<(string Id, Core.Outbound.OutboundTest Test)> NewTestAsync(
        OutboundTestKind kind = OutboundTestKind.Full
    )
    {
        var started = await Tests.StartAsync(
            kind,
            System.Net.IPAddress.Loopback,
            TestContext.Current.CancellationToken
        );
        var id = started.ShouldBeOfType<OutboundTestStart.Accepted>().Id;
        return (id, (await RowAsync(id)).ToTest());
    }

    public async Task<OutboundTestRow> RowAsync(string id)
    {
        await using var db = await App.OpenDatabaseAsync();
        return await db
            .OutboundTests.AsNoTracking()
            .SingleAsync(t => t.ViewId == id, TestContext.Current.CancellationToken);
    }

    /// <summary>A question by the resolver of the source, as the log of the name server has it.</summary>
    public Task AskAsync(DnsRecordType type, DomainName name, Source source) =>
        App
            .Services.GetRequiredService<QueryIntake>()
            .StoreAsync(
                [
                    new DnsQueryEvidence(
                        Clock.GetUtcNow(),
                        name,
                        type,
                        DnssecOk: true,
                        ResolverOf(source)
                    ),
                ],
                TestContext.Current.CancellationToken
            );

    /// <summary>Each source has one of its own.</summary>
    public static System.Net.IPAddress ResolverOf(Source source)
    {
        var octets = System.Net.IPAddress.Parse(source.Address).GetAddressBytes();
        return new System.Net.IPAddress([100, octets[2], octets[3], 53]);
    }

    /// <summary>A session as the receiver would report it, after the question for the MX records that led it here.</summary>
    public async Task<SmtpSessionEvidence> ReportAsync(
        Core.Outbound.OutboundTest test,
        OutboundProbeId probe,
        SessionShape shape,
        Source? source = null,
        bool healed = false,
        HostRole role = HostRole.Primary,
        bool asks = true
    )
    {
        if (asks)
        {
            await AskAsync(
                DnsRecordType.Mx,
                test.Names.RecipientDomain(probe, test.Token),
                source ?? Source.First
            );
        }
        var session = Sketch.Session(
            test,
            test.Hosts.Single(host => host.Probe == probe && host.Role == role),
            Clock.GetUtcNow(),
            shape,
            source ?? Source.First,
            healed,
            Guid.NewGuid()
        );
        await Evidence.SessionAsync(session, TestContext.Current.CancellationToken);
        return session;
    }

    /// <summary>Two attempts without a message, the second as a queue makes it, and the quiet after it.</summary>
    public async Task RefuseAsync(
        Core.Outbound.OutboundTest test,
        OutboundProbeId probe,
        SessionShape shape,
        Source? source = null
    )
    {
        await ReportAsync(test, probe, shape, source);
        Clock.Step(ProbeTiming.RetryAfter + TimeSpan.FromSeconds(1));
        await ReportAsync(test, probe, shape, source);
        Clock.Step(ProbeTiming.QuietPeriod + TimeSpan.FromSeconds(1));
    }

    /// <summary>The message of a session passed SPF for the domain.</summary>
    public Task ProveAsync(
        Core.Outbound.OutboundTest test,
        SmtpSessionEvidence session,
        string domain = "sender.example",
        OutboundProbeId probe = OutboundProbeId.Control,
        params IReadOnlyList<string> ownNetworks
    ) =>
        Evidence.IdentityAsync(
            test.Token,
            new MessageIdentity
            {
                SessionId = session.Id,
                MailAt = session.Transactions is [var first, ..] ? first.At : session.StartedAt,
                At = session.StartedAt,
                Probe = probe,
                FromDomain = DomainName.Parse(domain),
                OrganisationalDomain = DomainName.Parse(domain),
                Spf = new SpfIdentity(
                    AuthenticationOutcome.Pass,
                    DomainName.Parse(domain),
                    Aligned: true
                ),
                SourceAddress = session.SourceAddress,
                OwnNetworks = [.. ownNetworks.Select(text => System.Net.IPNetwork.Parse(text))],
            },
            TestContext.Current.CancellationToken
        );

    /// <summary>Waits until the stored judgement is as the test wants it.</summary>
    public Task<OutboundTestView> UntilAsync(
        string id,
        Func<OutboundTestView, bool> wanted,
        string what
    ) =>
        Eventually.GetAsync(
            async () =>
                await Tests.FindAsync(id, TestContext.Current.CancellationToken)
                    is { Revision: > 0 } view
                && wanted(view)
                    ? view
                    : null,
            what: what
        );

    /// <summary>A TXT record in the zone, with the names between.</summary>
    public async Task AddRecordAsync(string name, string content)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO pdns.records (domain_id, name, type, content, ttl, auth)
            SELECT d.id, r.name, r.type, r.content, 60, true
            FROM pdns.domains d, unnest(@names, @types, @contents) AS r (name, type, content)
            WHERE d.name = 'probe.example'
            """,
            connection
        );
        // The names in between exist too, for a resolver that minimises what it asks for.
        var above = new List<string>();
        for (var parent = DomainName.Parse(name).Parent!; parent != Zone; parent = parent.Parent!)
        {
            above.Add(parent.Value);
        }
        command.Parameters.AddWithValue("names", above.Prepend(name).ToArray());
        command.Parameters.AddWithValue(
            "types",
            above.Select(_ => (string?)null).Prepend("TXT").ToArray()
        );
        command.Parameters.AddWithValue(
            "contents",
            above.Select(_ => (string?)null).Prepend(content).ToArray()
        );
        (await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)).ShouldBe(
            1 + above.Count
        );
    }

    public async Task<long> CountAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await resolver.DisposeAsync();
        await powerDns.DisposeAsync();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    private static PowerDnsConnection ConnectionOf(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        return new(parts.Host!, parts.Port, parts.Database!, parts.Username!, parts.Password);
    }

    private static DsRecord DsIn(string printed)
    {
        var words = printed
            .Split('\n')
            .Single(line => line.Contains(" IN DS ", StringComparison.Ordinal))
            .Split(' ');
        return new DsRecord(
            int.Parse(words[^4], System.Globalization.CultureInfo.InvariantCulture),
            int.Parse(words[^3], System.Globalization.CultureInfo.InvariantCulture),
            int.Parse(words[^2], System.Globalization.CultureInfo.InvariantCulture),
            Core.OctetString.FromHex(words[^1])
        );
    }
}
