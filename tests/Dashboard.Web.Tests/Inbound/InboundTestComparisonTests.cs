using Dashboard.Core.Inbound;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Inbound;

public sealed class InboundTestComparisonTests
{
    [Fact]
    public void Between_is_empty_where_nothing_changed() =>
        Between(Samples.Verdict(), Samples.Verdict()).ShouldBeEmpty();

    [Fact]
    public void Between_names_a_changed_status() =>
        Between(Samples.Verdict(), Samples.Verdict(DomainStatus.Failed))
            .ShouldBe([new(InboundTestChangeKind.Status, null, "protected", "failed")]);

    [Fact]
    public void Between_names_changed_records_with_their_host() =>
        Between(Samples.Verdict(tlsa: "aa"), Samples.Verdict(tlsa: "bb"))
            .ShouldBe([new(InboundTestChangeKind.Tlsa, "mx.example", "3 1 1 aa", "3 1 1 bb")]);

    [Fact]
    public void Between_names_a_changed_outcome_with_its_address() =>
        Between(Samples.Verdict(), Samples.Verdict(outcome: AddressOutcome.Refused))
            .ShouldBe([
                new(
                    InboundTestChangeKind.Outcome,
                    "mx.example 192.0.2.1",
                    "authenticated",
                    "refused"
                ),
            ]);

    [Fact]
    public void Between_names_a_host_that_came_and_one_that_went_once() =>
        Between(Samples.Verdict(), Samples.Verdict(host: "new.example", tlsa: "bb"))
            .ShouldBe([
                new(InboundTestChangeKind.HostAdded, "new.example", null, "new.example"),
                new(InboundTestChangeKind.HostRemoved, "mx.example", "mx.example", null),
            ]);

    [Fact]
    public void Between_names_another_certificate() =>
        InboundTestComparison
            .Between(
                Facts(Samples.Verdict(), Samples.Observation("old")),
                Facts(Samples.Verdict(), Samples.Observation("new"))
            )
            .ShouldHaveSingleItem()
            .Kind.ShouldBe(InboundTestChangeKind.Certificate);

    [Fact]
    public void Between_says_that_the_method_is_another() =>
        Between(Samples.Verdict(method: "1"), Samples.Verdict(method: "2"))
            .ShouldBe([new(InboundTestChangeKind.MethodVersion, null, "1", "2")]);

    /// <summary>What an attacker could force at servers that were not looked at is not known, and is not said to have changed.</summary>
    [Fact]
    public void What_can_be_forced_is_unknown_where_servers_were_left_out()
    {
        var omitted = Samples.Verdict(DomainStatus.Partial) with
        {
            AttackerConnectionType = ConnectionType.Unencrypted,
            OmittedHosts = 1,
        };

        Between(omitted, omitted).ShouldBeEmpty();
        Between(Samples.Verdict(DomainStatus.Partial), omitted)
            .ShouldBe([
                new(
                    InboundTestChangeKind.AttackerConnectionType,
                    null,
                    "3",
                    InboundTestChange.Unknown
                ),
            ]);
    }

    private static IReadOnlyList<InboundTestChange> Between(
        DomainVerdict before,
        DomainVerdict after
    ) =>
        InboundTestComparison.Between(
            Facts(before, Samples.Observation()),
            Facts(after, Samples.Observation())
        );

    internal static InboundTestFacts Facts(DomainVerdict verdict, InboundObservation observation) =>
        new()
        {
            Id = "any",
            FinishedAt = Samples.Noon,
            Status = verdict.Status,
            Delivery = verdict.Delivery,
            ConnectionType = verdict.ConnectionType,
            AttackerConnectionType = verdict.AttackerConnectionType,
            MethodVersion = verdict.MethodVersion,
            ResolverFault = verdict.ResolverFault,
            OmittedHosts = verdict.OmittedHosts,
            Hosts =
            [
                .. verdict.Hosts.Select(host => new InboundTestFacts.Host(
                    host.Host.Name.Value,
                    host.Policy.Lookups(),
                    [.. host.Policy.Tlsa.Select(t => t.Record)],
                    [
                        .. host.Addresses.Select(a => new InboundTestFacts.HostAddress(
                            a.Address.ToString(),
                            a.Outcome,
                            a.NotProbed
                        )),
                    ]
                )),
            ],
            Served =
            [
                .. observation.Hosts.Select(host => new InboundTestFacts.ServedHost(
                    host.Host.Name.Value,
                    [
                        .. new[]
                        {
                            host.Addresses[0].Last!.Handshake!,
                            host.Addresses[0].OtherCertificate!.Handshake!,
                        }.Select(handshake => handshake.Chain.Certificates[0].Sha256.ToString()),
                    ]
                )),
            ],
        };
}
