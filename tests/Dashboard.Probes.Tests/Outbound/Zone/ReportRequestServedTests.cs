using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.TlsReports;
using DnsClient;

namespace Dashboard.Probes.Tests.Outbound.Zone;

/// <summary>What senders find who look where TLS reports go (RFC 8460 section 3).</summary>
[Collection(ProbeZoneCollection.Name)]
public sealed class ReportRequestServedTests(ProbeZoneFixture zone)
{
    private static readonly DomainName Mailbox = TlsReportTargets.MailDomain(ProbeZoneFixture.Zone);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Recipient_domains_of_a_standing_test_ask_for_reports_and_no_other_does()
    {
        var standing = ProbeZoneFixture.NewTest() with { IsStanding = true };
        var once = ProbeZoneFixture.NewTest();
        await zone.PutAsync(standing, Cancellation);
        await zone.PutAsync(once, Cancellation);

        foreach (var probe in standing.Probes.Where(probe => probe.Id != OutboundProbeId.MxBogus))
        {
            var owner = TlsReportTargets.Owner(
                standing.Names.RecipientDomain(probe.Id, standing.Token)
            )!;
            (await AskAsync(owner, QueryType.TXT)).ShouldBe("answer secure", probe.Slug);
            (await zone.Validating.RecordsAsync(owner, QueryType.TXT, Cancellation))
                .ShouldHaveSingleItem()
                .ShouldContain(zone.Layout.Reports!.Targets.Record);
            (
                await AskAsync(
                    TlsReportTargets.Owner(once.Names.RecipientDomain(probe.Id, once.Token))!,
                    QueryType.TXT
                )
            ).ShouldBe("nxdomain secure", probe.Slug);
        }
    }

    [Fact]
    public async Task Names_above_the_record_exist_for_who_minimises_names()
    {
        var standing = ProbeZoneFixture.NewTest() with { IsStanding = true };
        await zone.PutAsync(standing, Cancellation);
        var recipient = standing.Names.RecipientDomain(OutboundProbeId.Control, standing.Token);

        (await AskAsync(recipient.Prepend("_tls"), QueryType.TXT)).ShouldBe("nodata secure");
        (await AskAsync(Mailbox.Prepend("_tcp"), QueryType.TXT)).ShouldBe("nodata secure");
    }

    [Fact]
    public async Task Mailbox_has_a_host_that_DANE_protects()
    {
        (await AskAsync(Mailbox, QueryType.MX)).ShouldBe("answer secure");
        (await AskAsync(Mailbox, QueryType.A)).ShouldBe("answer secure");
        (await AskAsync(Mailbox, QueryType.AAAA)).ShouldBe("answer secure");
        (
            await zone.Validating.RecordsAsync(
                Mailbox.Prepend("_25._tcp"),
                QueryType.TLSA,
                Cancellation
            )
        )
            .ShouldHaveSingleItem()
            .ShouldContain(
                zone.Layout.Certificates.Leaves[ReceiverCertificate.Ordinary].ToString(),
                Case.Insensitive
            );
    }

    [Fact]
    public async Task Request_goes_with_its_test()
    {
        var standing = ProbeZoneFixture.NewTest() with { IsStanding = true };
        var owner = TlsReportTargets.Owner(
            standing.Names.RecipientDomain(OutboundProbeId.EeGood, standing.Token)
        )!;
        await zone.PutAsync(standing, Cancellation);
        await using var connection = await zone.Database.OpenConnectionAsync(Cancellation);
        await zone.Store.RemoveTestAsync(connection, null, standing, Cancellation);

        (await AskAsync(owner, QueryType.TXT)).ShouldBe("nxdomain secure");
        await using var command = zone.Database.CreateCommand(
            "SELECT count(*) FROM pdns.records WHERE name LIKE @token"
        );
        command.Parameters.AddWithValue("token", $"%{standing.Token}%");
        (await command.ExecuteScalarAsync(Cancellation)).ShouldBe(0L);
    }

    private Task<string> AskAsync(DomainName name, QueryType type) =>
        zone.Validating.AskAsync(name, type, Cancellation);
}
