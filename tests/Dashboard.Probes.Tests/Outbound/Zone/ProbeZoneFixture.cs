using System.Net;
using System.Security.Cryptography;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.TlsReports;
using Dashboard.Probes.Outbound.Zone;
using Dashboard.Web.Tests.Support;
using Npgsql;

namespace Dashboard.Probes.Tests.Outbound.Zone;

/// <summary>PostgreSQL, PowerDNS on it, and two resolvers in front: one that validates and one that does not.</summary>
public sealed class ProbeZoneFixture : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("dashboard-zone-").FullName;

    private PostgresCluster? cluster;
    private PowerDnsServer? server;
    private UnboundServer? validating;
    private UnboundServer? careless;

    public static DomainName Zone { get; } = DomainName.Parse("probe.example");

    public NpgsqlDataSource Database { get; private set; } = null!;

    public ProbeZoneLayout Layout { get; } =
        new(
            Zone,
            [new ZoneNameServer(Zone.Prepend("ns1"), [IPAddress.Parse("127.53.53.53")])],
            Zone.Prepend("hostmaster"),
            new CertificateDigests(
                Enum.GetValues<ReceiverCertificate>()
                    .ToDictionary(
                        certificate => certificate,
                        certificate => Digest((byte)certificate)
                    ),
                Digest(200)
            ),
            ZoneSigningKey.Create()
        )
        {
            Reports = new ReportPlace(
                TlsReportTargets.Of(Zone, new Uri("https://site.example/api/v1/tls-reports")),
                [IPAddress.Parse("127.3.0.1"), IPAddress.Parse("2001:db8::3:1")]
            ),
        };

    public PowerDnsStore Store => new(Layout);

    public DsRecord Ds { get; private set; } = null!;

    internal PowerDnsServer Server => server!;

    internal UnboundServer Validating => validating!;

    internal UnboundServer Careless => careless!;

    public async ValueTask InitializeAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        cluster = await PostgresCluster.StartNewAsync();
        Database = NpgsqlDataSource.Create(cluster.ConnectionString("postgres"));
        await using (var schema = Database.CreateCommand(PowerDnsSchema.Sql))
        {
            await schema.ExecuteNonQueryAsync(cancellation);
        }
        await using (var connection = await Database.OpenConnectionAsync(cancellation))
        {
            Ds = await Store.EnsureZoneAsync(connection, null, cancellation);
        }
        server = await PowerDnsServer.StartAsync(
            new PowerDnsConnection("127.0.0.1", cluster.Port, "postgres", "postgres", null),
            folder,
            cancellation
        );
        validating = await UnboundServer.StartAsync(
            Zone,
            Ds,
            server.Endpoint,
            folder,
            cancellation
        );
        careless = await UnboundServer.StartAsync(
            Zone,
            null,
            server.Endpoint,
            folder,
            cancellation
        );
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in new IAsyncDisposable?[] { careless, validating, server })
        {
            if (part is not null)
            {
                await part.DisposeAsync();
            }
        }
        await Database.DisposeAsync();
        if (cluster is not null)
        {
            await cluster.DisposeAsync();
        }
        Directory.Delete(folder, recursive: true);
    }

    public static OutboundTest NewTest(OutboundTestKind kind = OutboundTestKind.Full)
    {
        var names = new ProbeZoneNames(Zone);
        var hostToken = NewToken();
        return new OutboundTest
        {
            Id = Guid.NewGuid(),
            Kind = kind,
            Zone = Zone,
            Token = NewToken(),
            HostToken = hostToken,
            OpenedAt = DateTimeOffset.UnixEpoch,
            ClosesAt = DateTimeOffset.UnixEpoch + ProbeTiming.ClosesAfter,
            Hosts =
            [
                .. OutboundProbes
                    .Of(kind)
                    .SelectMany(probe =>
                        probe.Hosts.Select(setup => new ProbeHost(
                            probe.Id,
                            setup.Role,
                            names.Host(probe.Id, hostToken, setup.Role),
                            [
                                IPAddress.Parse($"127.1.{(int)probe.Id}.{(int)setup.Role + 1}"),
                                IPAddress.Parse(
                                    $"2001:db8::{(int)probe.Id:x}:{(int)setup.Role + 1}"
                                ),
                            ]
                        )
                        {
                            HealedAddresses = [IPAddress.Parse($"127.2.{(int)probe.Id}.1")],
                        })
                    ),
            ],
        };
    }

    public async Task PutAsync(
        OutboundTest test,
        CancellationToken cancellation,
        params IReadOnlyList<OutboundProbeId> healed
    )
    {
        await using var connection = await Database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await Store.PutTestAsync(connection, transaction, test, healed.ToHashSet(), cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static TestToken NewToken() =>
        TestToken.FromOctets(RandomNumberGenerator.GetBytes(TestToken.Octets));

    private static OctetString Digest(byte of) => new(SHA256.HashData([of]));
}
