using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Lab;
using Dashboard.Probes.Tests.Support;
using DnsClient;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;

namespace Dashboard.Probes.Tests.Outbound.Zone;

/// <summary>What resolvers see of the probes: PowerDNS signs, Unbound validates, another does not.</summary>
[Collection(ProbeZoneCollection.Name)]
public sealed class ProbeZoneServedTests(ProbeZoneFixture zone)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Control, "answer secure", "answer secure", "nxdomain secure")]
    [InlineData(TlsOnly, "answer secure", "answer secure", "nxdomain secure")]
    [InlineData(PkixBad, "answer secure", "answer secure", "nxdomain secure")]
    [InlineData(EeGood, "answer secure", "answer secure", "answer secure")]
    [InlineData(TaGood, "answer secure", "answer secure", "answer secure")]
    [InlineData(Rollover, "answer secure", "answer secure", "answer secure")]
    [InlineData(TlsaCname, "answer secure", "answer secure", "answer secure")]
    [InlineData(InsecureHost, "answer secure", "answer", "answer")]
    [InlineData(Unusable, "answer secure", "answer secure", "answer secure")]
    [InlineData(PkixUsage, "answer secure", "answer secure", "answer secure")]
    [InlineData(Mismatch, "answer secure", "answer secure", "answer secure")]
    [InlineData(Stripped, "answer secure", "answer secure", "answer secure")]
    [InlineData(StartTls454, "answer secure", "answer secure", "answer secure")]
    [InlineData(HandshakeClose, "answer secure", "answer secure", "answer secure")]
    [InlineData(TaName, "answer secure", "answer secure", "answer secure")]
    [InlineData(TaMissing, "answer secure", "answer secure", "answer secure")]
    [InlineData(TlsaBogus, "answer secure", "answer secure", "servfail")]
    [InlineData(TlsaServfail, "answer secure", "answer secure", "servfail")]
    [InlineData(MxBogus, "servfail", "servfail", "servfail")]
    [InlineData(UnusableStripped, "answer secure", "answer secure", "answer secure")]
    [InlineData(MxPair, "answer secure", "answer secure", "answer secure")]
    public async Task Probe_looks_to_a_validating_resolver_as_its_set_up_says(
        OutboundProbeId probe,
        string mx,
        string address,
        string tlsa
    )
    {
        var test = ProbeZoneFixture.NewTest();
        await zone.PutAsync(test, Cancellation);
        var host = test.Hosts.First(h => h.Probe == probe).Name;

        (await AskAsync(test.Names.RecipientDomain(probe, test.Token), QueryType.MX)).ShouldBe(mx);
        (await AskAsync(host, QueryType.A)).ShouldBe(address);
        (await AskAsync(host, QueryType.AAAA)).ShouldBe(address);
        (await AskAsync(ProbeZoneNames.TlsaOwner(host), QueryType.TLSA)).ShouldBe(tlsa);
    }

    [Theory]
    [InlineData(TlsaBogus, "answer", "answer")]
    [InlineData(TlsaServfail, "answer", "servfail")]
    [InlineData(MxBogus, "answer", "nxdomain")]
    public async Task Fault_in_signatures_is_unseen_by_who_does_not_validate_and_a_failing_name_is_not(
        OutboundProbeId probe,
        string mx,
        string tlsa
    )
    {
        var test = ProbeZoneFixture.NewTest();
        await zone.PutAsync(test, Cancellation);
        var host = test.Hosts.First(h => h.Probe == probe).Name;
        var recipient = test.Names.RecipientDomain(probe, test.Token);

        (await zone.Careless.AskAsync(recipient, QueryType.MX, Cancellation)).ShouldBe(mx);
        (
            await zone.Careless.AskAsync(
                ProbeZoneNames.TlsaOwner(host),
                QueryType.TLSA,
                Cancellation
            )
        ).ShouldBe(tlsa);
    }

    [Theory]
    [InlineData(Mismatch)]
    [InlineData(TaName)]
    [InlineData(TaMissing)]
    [InlineData(TlsaBogus)]
    [InlineData(TlsaServfail)]
    public async Task Healed_probe_has_one_TLSA_record_of_the_certificate_that_is_served(
        OutboundProbeId probe
    )
    {
        var test = ProbeZoneFixture.NewTest();
        await zone.PutAsync(test, Cancellation);
        var owner = ProbeZoneNames.TlsaOwner(test.Hosts.First(h => h.Probe == probe).Name);
        await AskAsync(owner, QueryType.TLSA);

        await zone.PutAsync(test, Cancellation, probe);

        // A resolver may hold what it found before for a while.
        await Eventually.TrueAsync(async () =>
            await AskAsync(owner, QueryType.TLSA) == "answer secure"
        );
        var served = zone.Layout.Certificates.Leaves[
            OutboundProbes.Get(probe).Host(HostRole.Primary).Certificate
        ];
        (await zone.Validating.RecordsAsync(owner, QueryType.TLSA, Cancellation))
            .ShouldHaveSingleItem()
            .ShouldContain(served.ToString(), Case.Insensitive);
    }

    [Theory]
    [InlineData(Stripped)]
    [InlineData(StartTls454)]
    [InlineData(HandshakeClose)]
    [InlineData(UnusableStripped)]
    public async Task Healed_probe_has_the_address_of_a_listener_with_STARTTLS(
        OutboundProbeId probe
    )
    {
        var test = ProbeZoneFixture.NewTest();
        await zone.PutAsync(test, Cancellation, probe);
        var host = test.Hosts.First(h => h.Probe == probe);

        (await zone.Validating.RecordsAsync(host.Name, QueryType.A, Cancellation))
            .ShouldHaveSingleItem()
            .ShouldEndWith($" A {host.HealedAddresses[0]}");
    }

    [Fact]
    public async Task Healed_zone_validates()
    {
        var test = ProbeZoneFixture.NewTest();
        await zone.PutAsync(test, Cancellation, MxBogus);

        (await AskAsync(test.Names.RecipientDomain(MxBogus, test.Token), QueryType.MX)).ShouldBe(
            "answer secure"
        );
        (await AskAsync(test.Hosts.First(h => h.Probe == MxBogus).Name, QueryType.A)).ShouldBe(
            "answer secure"
        );
    }

    [Fact]
    public async Task Records_come_with_the_transaction_that_makes_the_test_and_go_with_it()
    {
        var test = ProbeZoneFixture.NewTest();
        var recipient = test.Names.RecipientDomain(Control, test.Token);
        await using var connection = await zone.Database.OpenConnectionAsync(Cancellation);
        await using (var transaction = await connection.BeginTransactionAsync(Cancellation))
        {
            await zone.Store.PutTestAsync(
                connection,
                transaction,
                test,
                new HashSet<OutboundProbeId>(),
                Cancellation
            );
            (await AskAsync(recipient, QueryType.MX)).ShouldBe("nxdomain secure");
            await transaction.RollbackAsync(Cancellation);
        }
        (await CountAsync(test)).ShouldBe(0);

        await zone.PutAsync(test, Cancellation);
        (await AskAsync(recipient, QueryType.MX)).ShouldBe("answer secure");

        await zone.Store.RemoveTestAsync(connection, null, test, Cancellation);
        (await AskAsync(recipient, QueryType.MX)).ShouldBe("nxdomain secure");
        (await CountAsync(test)).ShouldBe(0);
    }

    [Fact]
    public async Task Removing_a_healed_test_leaves_nothing_and_touches_no_other()
    {
        var test = ProbeZoneFixture.NewTest();
        var other = ProbeZoneFixture.NewTest();
        await zone.PutAsync(test, Cancellation, TlsaBogus, Stripped);
        await zone.PutAsync(other, Cancellation);
        var before = await CountAsync(other);
        await using var connection = await zone.Database.OpenConnectionAsync(Cancellation);

        await zone.Store.RemoveTestAsync(connection, null, test, Cancellation);

        (await CountAsync(test)).ShouldBe(0);
        (await CountAsync(other)).ShouldBe(before);
    }

    [Fact]
    public async Task Zone_made_again_keeps_its_key_and_its_tests()
    {
        var test = ProbeZoneFixture.NewTest();
        await zone.PutAsync(test, Cancellation);
        await using var connection = await zone.Database.OpenConnectionAsync(Cancellation);

        var ds = await zone.Store.EnsureZoneAsync(connection, null, Cancellation);

        ds.ShouldBe(zone.Ds);
        (await AskAsync(test.Names.RecipientDomain(Control, test.Token), QueryType.MX)).ShouldBe(
            "answer secure"
        );
    }

    [Fact]
    public async Task Name_of_no_test_does_not_exist_and_that_is_proven()
    {
        var stranger = ProbeZoneFixture.NewTest();

        (
            await AskAsync(stranger.Names.RecipientDomain(Control, stranger.Token), QueryType.MX)
        ).ShouldBe("nxdomain secure");
    }

    private Task<string> AskAsync(DomainName name, QueryType type) =>
        zone.Validating.AskAsync(name, type, Cancellation);

    private async Task<long> CountAsync(OutboundTest test)
    {
        await using var command = zone.Database.CreateCommand(
            "SELECT (SELECT count(*) FROM pdns.records WHERE name LIKE @a OR name LIKE @b)"
                + " + (SELECT count(*) FROM pdns.domains WHERE name LIKE @a OR name LIKE @b)"
        );
        command.Parameters.AddWithValue("a", $"%{test.Token}%");
        command.Parameters.AddWithValue("b", $"%{test.HostToken}%");
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
