using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Catalogue;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>Which resolvers are a sender's: by what it needed to know, and until when it can have asked.</summary>
public sealed class ResolverBoundsTests
{
    private const string Own = "192.0.2.53";

    private const string Other = "203.0.113.53";

    private static readonly TimeSpan At = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Scene scene = Scene.Of();

    private SenderGroup Sender(string address = "198.51.100.7") =>
        SenderGroups
            .Form(scene.Evidence(), scene.Identities, [])
            .Told.Single(group => group.SourceAddresses[0].ToString() == address);

    private static IEnumerable<string> Resolvers(IEnumerable<AttributedQuery> queries) =>
        queries.Select(query => query.Query.ResolverAddress.ToString());

    [Theory]
    [InlineData("five seconds after the connection", 0, true)]
    [InlineData("later", 1, false)]
    public void Question_may_have_been_dated_five_seconds_late(string when, int ticks, bool own)
    {
        var asked = At + TimeSpan.FromSeconds(5) + TimeSpan.FromTicks(ticks);
        scene
            .See(Control, At, SessionShape.MailOverTls)
            .Query(Control, DnsRecordType.Mx, asked)
            .Query(Mismatch, DnsRecordType.Tlsa, asked);

        Sender().Queries.Count.ShouldBe(own ? 2 : 0, when);
        Sender().SharedQueries.Count.ShouldBe(own ? 0 : 2, when);
    }

    private sealed record SameCase
    {
        public required bool DnssecOk { get; init; }

        /// <summary>Of the other network that may be the sender's, which asked a second before.</summary>
        public required bool OtherDnssecOk { get; init; }

        public required bool Own { get; init; }
    }

    private static readonly Dictionary<string, SameCase> SameCases = new()
    {
        ["neither wants signatures"] = new()
        {
            DnssecOk = false,
            OtherDnssecOk = false,
            Own = true,
        },
        ["both want signatures"] = new()
        {
            DnssecOk = true,
            OtherDnssecOk = true,
            Own = true,
        },
        ["the other wants signatures"] = new()
        {
            DnssecOk = false,
            OtherDnssecOk = true,
            Own = true,
        },
        ["only the later one wants signatures"] = new()
        {
            DnssecOk = true,
            OtherDnssecOk = false,
            Own = false,
        },
    };

    public static TheoryData<string> Same => [.. SameCases.Keys];

    [Theory]
    [MemberData(nameof(Same))]
    public void Question_is_the_senders_where_all_that_may_be_its_resolvers_asked_it_as_well(
        string name
    )
    {
        var given = SameCases[name];
        scene
            .Query(Control, DnsRecordType.Mx, At, Own)
            .Query(Control, DnsRecordType.Mx, At, Other)
            .See(Control, At, SessionShape.MailOverTls)
            .Query(Mismatch, DnsRecordType.Tlsa, At * 2, Other, dnssecOk: given.OtherDnssecOk)
            .Query(Mismatch, DnsRecordType.Tlsa, (At * 2) + Second, Own, dnssecOk: given.DnssecOk);

        Resolvers(Sender().Queries.Where(query => query.Probe == Mismatch))
            .ShouldBe(given.Own ? [Own] : []);
    }

    [Fact]
    public void Question_of_another_sender_is_not_shared_with_it()
    {
        scene
            .Query(Control, DnsRecordType.Mx, At, Own)
            .See(Control, At, SessionShape.MailOverTls)
            .Query(EeGood, DnsRecordType.Mx, At * 3, Other)
            .See(EeGood, At * 3, SessionShape.MailOverTls, Source.Other)
            .Query(Mismatch, DnsRecordType.Tlsa, At * 4, Other)
            .Query(Stripped, DnsRecordType.Tlsa, At * 4, "198.18.0.53");

        Resolvers(Sender().Queries).ShouldBe([Own]);
        Resolvers(Sender().SharedQueries).ShouldBe(["198.18.0.53"]);
        Resolvers(Sender(Source.Other.Address).Queries).ShouldBe([Other, Other]);
        Resolvers(Sender(Source.Other.Address).SharedQueries).ShouldBe(["198.18.0.53"]);
    }

    [Fact]
    public void Host_was_looked_for_before_the_connection_and_not_before_the_message()
    {
        scene.Query(Control, DnsRecordType.Mx, At, Own);
        var session = scene.Add(Control, At, SessionShape.MailOverTls);
        scene.Sessions[0] = session with
        {
            Transactions = [session.Transactions[0] with { At = Scene.Opened + (At * 4) }],
        };
        scene
            .Query(Control, DnsRecordType.Mx, At * 2, Other)
            .Query(Mismatch, DnsRecordType.Tlsa, At * 2, Own);

        Resolvers(Sender().Queries.Where(query => query.Probe == Mismatch)).ShouldBe([Own]);
    }

    [Theory]
    [InlineData("an IPv4 address", "127.0.0.9", DnsRecordType.A, true)]
    [InlineData("an IPv4 address in an IPv6 one", "::ffff:127.0.0.9", DnsRecordType.A, true)]
    [InlineData("an IPv6 address", "2001:db8::9", DnsRecordType.Aaaa, true)]
    [InlineData("an IPv6 address, asked for the other kind", "2001:db8::9", DnsRecordType.A, false)]
    [InlineData(
        "an IPv4 address, asked for the other kind",
        "127.0.0.9",
        DnsRecordType.Aaaa,
        false
    )]
    public void Sender_needed_the_kind_of_address_that_it_connected_to(
        string came,
        string local,
        DnsRecordType type,
        bool own
    )
    {
        var session = scene.Add(Control, At, SessionShape.MailOverTls);
        scene.Sessions[0] = session with { LocalAddress = IPAddress.Parse(local) };
        scene.Query(Control, type, At, Own).Query(Mismatch, DnsRecordType.Tlsa, At * 2, Own);

        Sender().Queries.Count.ShouldBe(own ? 2 : 0, came);
    }
}
