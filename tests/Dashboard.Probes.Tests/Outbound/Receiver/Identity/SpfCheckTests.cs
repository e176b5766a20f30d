using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.MailAuthentication;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Probes.Outbound.Receiver.Identity;

namespace Dashboard.Probes.Tests.Outbound.Receiver.Identity;

[Collection(SenderDnsCollection.Name)]
public sealed class SpfCheckTests(SenderDnsFixture senders)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Cases => [.. SpfCases.All.Select(row => row.What)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Record_says_of_an_address_what_the_standard_has(string what)
    {
        var (_, _, address, outcome) = SpfCases.All.Single(row => row.What == what);

        (await CheckAsync(SpfCases.Domain(what), address)).ToString().ShouldBe(outcome);
    }

    [Theory]
    [InlineData("amy.example.com", AuthenticationOutcome.None)]
    [InlineData("no-such-name.example.com", AuthenticationOutcome.None)]
    [InlineData("other.example.com", AuthenticationOutcome.None)]
    [InlineData("localhost", AuthenticationOutcome.None)]
    [InlineData("twice.example.com", AuthenticationOutcome.PermError)]
    [InlineData("faulty.example.com", AuthenticationOutcome.PermError)]
    [InlineData("split.example.com", AuthenticationOutcome.Pass)]
    [InlineData("host.broken.org", AuthenticationOutcome.TempError)]
    public async Task Domain_without_a_good_record_is_told_from_one_that_could_not_be_asked(
        string domain,
        AuthenticationOutcome outcome
    ) => (await CheckAsync(domain, "192.0.2.65")).ShouldBe(outcome);

    [Fact]
    public async Task Networks_of_a_record_are_listed_with_those_of_its_includes_and_exchangers()
    {
        var networks = await new SpfNetworks(senders.Dns).ListAsync(
            [DomainName.Parse("sender.example")],
            Cancellation
        );

        networks
            .Own.Select(network => network.ToString())
            .ShouldBe(
                ["127.0.0.1/32", "192.0.2.128/30", "198.51.100.0/24", "2001:db8:5::/48"],
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task Listing_a_record_that_includes_itself_ends()
    {
        var networks = await new SpfNetworks(senders.Dns).ListAsync(
            [DomainName.Parse("chain1.example.com")],
            Cancellation
        );

        networks.All.ShouldBeEmpty();
        networks.IsCut.ShouldBeFalse();
    }

    /// <summary>Whom it lets send, or turns away, is then not known, and not nobody.</summary>
    [Theory]
    [InlineData("v=spf1 -a:gone.example.com ip4:192.0.2.0/24 -all", true)]
    [InlineData("v=spf1 -mx:gone.example.com ip4:192.0.2.0/24 -all", true)]
    [InlineData("v=spf1 -include:gone.example.com ip4:192.0.2.0/24 -all", true)]
    [InlineData("v=spf1 a:gone.example.com ip4:192.0.2.0/24 -all", false)]
    public async Task Lookup_that_failed_leaves_open_whom_a_directive_matches(
        string record,
        bool hides
    )
    {
        var dns = new OneRecord(senders.Dns, Text("x.example.com", record))
        {
            Fails = DomainName.Parse("gone.example.com"),
        };

        var networks = await new SpfNetworks(dns).ListAsync(
            [DomainName.Parse("x.example.com")],
            Cancellation
        );

        networks.All.Select(network => network.ToString()).ShouldBe(["192.0.2.0/24"]);
        networks.Own.Count.ShouldBe(hides ? 0 : 1);
    }

    [Theory]
    [InlineData("ip4", "v=spf1 ip4:192.0.2.0/24 -all", SpfMechanism.Ip4, "192.0.2.0/24")]
    [InlineData("a", "v=spf1 a:example.com/29 -all", SpfMechanism.A, "192.0.2.8/29")]
    [InlineData("mx", "v=spf1 mx:example.com/30 -all", SpfMechanism.Mx, "192.0.2.128/30")]
    [InlineData("all", "v=spf1 ip4:203.0.113.1 +all", SpfMechanism.All, null)]
    public async Task Check_says_which_mechanism_and_network_let_the_address_pass(
        string what,
        string record,
        SpfMechanism mechanism,
        string? network
    )
    {
        var text = Text("x.example.com", record);
        var check = new SpfCheck(
            new OneRecord(senders.Dns, text),
            IPAddress.Parse(mechanism == SpfMechanism.Mx ? "192.0.2.130" : "192.0.2.10"),
            "strong-bad",
            text.Name,
            "mx.example.org"
        );

        (await check.CheckAsync(Cancellation)).ShouldBe(AuthenticationOutcome.Pass, what);

        check.Match!.Value.Mechanism.ShouldBe(mechanism);
        check.Match.Value.Network?.ToString().ShouldBe(network);
    }

    private static DnsLookup<string> Text(string name, string record) =>
        new()
        {
            Name = DomainName.Parse(name),
            Type = DnsRecordType.Txt,
            Outcome = LookupOutcome.Answer,
            Dnssec = DnssecStatus.Insecure,
            Records = [record],
        };

    private Task<AuthenticationOutcome> CheckAsync(string domain, string address) =>
        new SpfCheck(
            senders.Dns,
            IPAddress.Parse(address),
            "strong-bad",
            DomainName.Parse(domain),
            "mx.example.org"
        ).CheckAsync(Cancellation);

    /// <summary>The DNS of the fixture with another SPF record at one name.</summary>
    private sealed class OneRecord(ISenderDns dns, DnsLookup<string> record) : ISenderDns
    {
        /// <summary>Every lookup of it does.</summary>
        public DomainName? Fails { get; init; }

        private async Task<DnsLookup<T>> AskAsync<T>(DomainName name, Task<DnsLookup<T>> asked)
        {
            var found = await asked;
            return name == Fails
                ? found with
                {
                    Outcome = LookupOutcome.Failed,
                    Records = [],
                }
                : found;
        }

        public Task<DnsLookup<string>> TxtAsync(DomainName name, CancellationToken cancellation) =>
            name == record.Name
                ? Task.FromResult(record)
                : AskAsync(name, dns.TxtAsync(name, cancellation));

        public Task<DnsLookup<IPAddress>> AAsync(DomainName name, CancellationToken cancellation) =>
            AskAsync(name, dns.AAsync(name, cancellation));

        public Task<DnsLookup<IPAddress>> AaaaAsync(
            DomainName name,
            CancellationToken cancellation
        ) => AskAsync(name, dns.AaaaAsync(name, cancellation));

        public Task<DnsLookup<MxRecord>> MxAsync(DomainName name, CancellationToken cancellation) =>
            AskAsync(name, dns.MxAsync(name, cancellation));

        public Task<DnsLookup<DomainName>> PtrAsync(
            DomainName name,
            CancellationToken cancellation
        ) => dns.PtrAsync(name, cancellation);
    }
}
