using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Lab;
using Dashboard.Probes.Outbound.Zone;
using Dashboard.Probes.Tests.Support;
using DnsClient;

namespace Dashboard.Probes.Tests.Outbound.Zone;

[Collection(ProbeZoneCollection.Name)]
public sealed class QueryLogTests(ProbeZoneFixture zone)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Question_of_a_resolver_becomes_evidence_with_name_type_DO_and_source()
    {
        var test = ProbeZoneFixture.NewTest(OutboundTestKind.Basic);
        await zone.PutAsync(test, Cancellation);
        var owner = ProbeZoneNames.TlsaOwner(
            test.Hosts.First(h => h.Probe == OutboundProbeId.EeGood).Name
        );
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var seen = new List<DnsQueryEvidence>();
        var following = FollowAsync(seen, stop.Token);

        var query = await Eventually.GetAsync(() =>
        {
            _ = zone.Validating.AskAsync(owner, QueryType.TLSA, Cancellation);
            lock (seen)
            {
                return seen.Find(q => q.Name == owner && q.Type == DnsRecordType.Tlsa);
            }
        });

        query.DnssecOk.ShouldBeTrue();
        query.ResolverAddress.ShouldBe(IPAddress.Loopback);
        query.At.ShouldBe(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(1));
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(following);
    }

    private async Task FollowAsync(List<DnsQueryEvidence> seen, CancellationToken cancellation)
    {
        var log = new QueryLogFile(
            zone.Server.QueryLog,
            TimeProvider.System,
            new QueryLogProgress()
        );
        await foreach (var query in log.FollowAsync(cancellation))
        {
            lock (seen)
            {
                seen.Add(query);
            }
        }
    }
}
