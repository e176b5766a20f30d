using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Counting;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Inbound.Planned;
using Dashboard.Core.Inbound.TlsNcsc;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>A caller that has nothing to judge learns which argument it is.</summary>
public sealed class DaneArgumentTests
{
    private static readonly InboundObservation Domain = Seen.Domain(Seen.Host());

    private static readonly DomainName Mx = Seen.Name(Seen.Mx1);

    private static DomainVerdict Verdict => DomainJudgement.Judge(Domain);

    private static readonly Dictionary<string, (string Argument, Action Call)> All = new()
    {
        ["counting DANE"] = ("facts", () => DaneStandard.Judge(null!, "1")),
        ["counting STARTTLS"] = ("facts", () => StartTlsStandard.Judge(null!, "1")),
        ["facts of nothing"] = ("seen", () => TransportFactsReader.Read(null!, Verdict)),
        ["facts without a verdict"] = ("verdict", () => TransportFactsReader.Read(Domain, null!)),
        ["TLSA set"] = ("records", () => TlsaSet.Assess(null!)),
        ["TLSA record"] = ("record", () => TlsaSet.ProblemOf(null!)),
        ["judgement"] = ("observation", () => DomainJudgement.Judge(null!)),
        ["judgement of all"] = ("observation", () => InboundJudgement.Judge(null!)),
        ["document of nothing"] = (
            "observation",
            () => InboundDocument.Create(null!, InboundJudgement.Judge(Domain))
        ),
        ["document without a verdict"] = ("judged", () => InboundDocument.Create(Domain, null!)),
        ["faults of ours"] = ("seen", () => OwnFaults.AreIn((InboundObservation)null!)),
        ["faults of ours anywhere"] = ("seen", () => OwnFaults.AreAnywhereIn(null!)),
        ["faults of the resolver"] = ("seen", () => OwnFaults.AreOfTheResolver(null!)),
        ["faults in related"] = ("seen", () => OwnFaults.AreIn((RelatedObservation)null!)),
        ["faults in CAA"] = ("seen", () => OwnFaults.AreIn((CaaObservation)null!)),
        ["no faults in a host"] = ("host", () => OwnFaults.AreNotIn((HostObservation)null!)),
        ["no faults in an address"] = (
            "address",
            () => OwnFaults.AreNotIn((AddressObservation)null!)
        ),
        ["questions of related"] = ("seen", () => OwnFaults.Lookups((RelatedObservation)null!)),
        ["questions of a host"] = ("host", () => OwnFaults.Lookups((HostObservation)null!)),
        ["all questions of a host"] = ("host", () => OwnFaults.Asked(null!)),
        ["fault of one question"] = ("lookup", () => OwnFaults.IsOwn(null!)),
        ["records of no host"] = ("host", () => HostRecords.Of(null!, Verdict.Hosts[0])),
        ["records without a verdict"] = ("verdict", () => HostRecords.Of(Domain.Hosts[0], null!)),
        ["records for no material"] = (
            "material",
            () => RecommendedTlsa.For((PastedMaterial)null!)
        ),
        ["records for no host"] = ("host", () => RecommendedTlsa.For((HostObservation)null!)),
        ["lines of no host"] = ("host", () => RecommendedTlsa.Lines(null!, [])),
        ["lines of no records"] = ("records", () => RecommendedTlsa.Lines(Mx, null!)),
        ["plan of no host"] = (
            "host",
            () => PlannedJudgement.Judge(null!, null, [], [], Pki.Instant)
        ),
        ["plan of no records"] = (
            "records",
            () => PlannedJudgement.Judge(Mx, null, null!, [], Pki.Instant)
        ),
        ["plan of no chain"] = (
            "chain",
            () => PlannedJudgement.Judge(Mx, null, [], null!, Pki.Instant)
        ),
        ["related of nothing"] = ("seen", () => RelatedStandards.Judge(null!, Verdict)),
        ["related without a verdict"] = ("dane", () => RelatedStandards.Judge(Domain, null!)),
        ["senders of nothing"] = ("seen", () => RelatedStandards.Senders(null!, Verdict)),
        ["senders without a verdict"] = ("dane", () => RelatedStandards.Senders(Domain, null!)),
        ["questions of a standard"] = (
            "seen",
            () => RelatedStandards.Lookups(MailStandard.Spf, null!)
        ),
        ["record of a standard"] = (
            "domain",
            () => RelatedStandards.ExampleRecord(MailStandard.Spf, null!)
        ),
        ["sends no mail"] = ("seen", () => RelatedStandards.SendsNoMail(null!)),
        ["sender without DANE, no verdict"] = (
            "verdict",
            () => SenderWithoutDane.DeliveryOf(null!, Domain)
        ),
        ["sender without DANE, nothing seen"] = (
            "seen",
            () => SenderWithoutDane.DeliveryOf(Verdict, null!)
        ),
        ["sighting"] = ("session", () => SessionSightings.Of(null!, SessionQuestion.Default)),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Argument_that_is_null_is_named(string name)
    {
        var (argument, call) = All[name];

        Should.Throw<ArgumentNullException>(call).ParamName.ShouldBe(argument);
    }
}
