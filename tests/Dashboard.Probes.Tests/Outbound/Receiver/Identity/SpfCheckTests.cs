using System.Net;
using Dashboard.Core.Dns;
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
            DomainName.Parse("sender.example"),
            Cancellation
        );

        networks
            .Select(network => network.ToString())
            .ShouldBe(
                ["127.0.0.1/32", "192.0.2.128/30", "198.51.100.0/24", "2001:db8:5::/48"],
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task Listing_a_record_that_includes_itself_ends()
    {
        var networks = await new SpfNetworks(senders.Dns).ListAsync(
            DomainName.Parse("chain1.example.com"),
            Cancellation
        );

        networks.ShouldBeEmpty();
    }

    private Task<AuthenticationOutcome> CheckAsync(string domain, string address) =>
        new SpfCheck(
            senders.Dns,
            IPAddress.Parse(address),
            "strong-bad",
            DomainName.Parse(domain),
            "mx.example.org"
        ).CheckAsync(Cancellation);
}
