using Dashboard.Core.Inbound;
using Dashboard.Web.Features.InboundTest;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Receiving;

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
                Samples.Verdict(),
                Samples.Observation("old"),
                Samples.Verdict(),
                Samples.Observation("new")
            )
            .ShouldHaveSingleItem()
            .Kind.ShouldBe(InboundTestChangeKind.Certificate);

    [Fact]
    public void Between_says_that_the_method_is_another() =>
        Between(Samples.Verdict(method: "1"), Samples.Verdict(method: "2"))
            .ShouldBe([new(InboundTestChangeKind.MethodVersion, null, "1", "2")]);

    private static IReadOnlyList<InboundTestChange> Between(
        DomainVerdict before,
        DomainVerdict after
    ) => InboundTestComparison.Between(before, Samples.Observation(), after, Samples.Observation());
}
