using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.MailAuthentication;
using static Dashboard.Core.Inbound.StandardOutcome;
using static Dashboard.Core.Tests.Inbound.RelatedEvidence;

namespace Dashboard.Core.Tests.Inbound.MailAuthentication;

internal static class DkimCases
{
    private static readonly DnsLookup<string> Exists = Text("_domainkey.example.nl");
    private static readonly DnsLookup<string> Sibling = Text("_q8w1x.example.nl");

    private static readonly DkimObservation Absent = new()
    {
        Keys = Exists.NxDomain(),
        Sibling = Sibling.NxDomain(),
    };

    private static readonly RelatedObservation SendsNothing = Good with
    {
        Spf = Spf(("example.nl", "v=spf1 -all exp=why.example.nl")),
    };

    public static IReadOnlyList<RelatedCase> All { get; } =
    [
        Case("the name exists", Good.Dkim, "dkim-possible", Passed, Info),
        Case(
            "a record at the name",
            Good.Dkim with
            {
                Keys = Text("_domainkey.example.nl", "o=~"),
            },
            "dkim-possible",
            Passed,
            Info
        ),
        Case("a wildcard", Good.Dkim with { Sibling = Sibling }, "dkim-undetermined", Passed, Info),
        Case(
            "compact denial",
            Good.Dkim with
            {
                Keys = Exists with { HasNxName = true },
                Sibling = Sibling with { HasNxName = true },
            },
            "dkim-undetermined",
            Passed,
            Info
        ),
        Case(
            "the name exists in a zone of compact denials",
            Good.Dkim with
            {
                Sibling = Sibling with { HasNxName = true },
            },
            "dkim-possible",
            Passed,
            Info
        ),
        Case(
            "the sibling could not be looked up",
            Good.Dkim with
            {
                Sibling = Sibling.Fails(),
            },
            "dkim-undetermined",
            Passed,
            Info
        ),
        Case("no such name", Absent, "dkim-absent", Failed, Failed),
        Case("a name too long to exist", new DkimObservation(), "dkim-absent", Failed, Failed),
        Case(
            "lookup fails",
            Good.Dkim with
            {
                Keys = Exists.Fails(),
            },
            "dkim-lookup-failed",
            NotMeasured,
            NotMeasured
        ),
        Case(
            "proven by a sending test",
            Good.Dkim with
            {
                Proof = Seen(300),
            },
            "dkim-proven",
            Passed,
            Passed
        ),
        Case(
            "proven at this instant",
            Good.Dkim with
            {
                Proof = Seen(0),
            },
            "dkim-proven",
            Passed,
            Passed
        ),
        Case(
            "proven a year ago to the second",
            Good.Dkim with
            {
                Proof = Seen(365),
            },
            "dkim-possible",
            Passed,
            Info
        ),
        Case(
            "proven later than this round",
            Good.Dkim with
            {
                Proof = Seen(-1),
            },
            "dkim-possible",
            Passed,
            Info
        ),
        Case(
            "proven, more than a year ago",
            Good.Dkim with
            {
                Proof = Seen(366),
            },
            "dkim-possible",
            Passed,
            Info
        ),
        Case(
            "proven, and the name above the key denied",
            Absent with
            {
                Proof = Seen(1),
            },
            "dkim-proven",
            Failed,
            Passed,
            results: ["dkim-proven", "dkim-name-denied"]
        ),
        Case(
            "proven by a key of the domain above, and no name of its own",
            Absent with
            {
                Proof = Seen(1) with { Signer = DomainName.Parse("nl") },
            },
            "dkim-proven",
            Failed,
            Passed,
            results: ["dkim-proven"]
        ),
        Case(
            "no such name, and whether it is proven is not known",
            Absent with
            {
                IsProofUnknown = true,
            },
            "dkim-lookup-failed",
            Failed,
            NotMeasured
        ),
        Case(
            "the name exists, and whether it is proven is not known",
            Good.Dkim with
            {
                IsProofUnknown = true,
            },
            "dkim-possible",
            Passed,
            Info
        ),
        Case(
            "it sends no mail, and whether it is proven is not known",
            Absent with
            {
                IsProofUnknown = true,
            },
            "dkim-not-needed",
            NotCounted,
            Passed,
            SendsNothing
        ),
        Left(
            "null MX, and whether it is proven is not known",
            NullMx,
            ExclusionReason.NoMail,
            Absent with
            {
                IsProofUnknown = true,
            }
        ),
        Case(
            "the domain sends no mail",
            Absent,
            "dkim-not-needed",
            NotCounted,
            Passed,
            SendsNothing
        ),
        Case(
            "the domain sends no mail, and explains nothing",
            Absent,
            "dkim-not-needed",
            NotCounted,
            Passed,
            SendsNothing with
            {
                Spf = Spf(("example.nl", "v=spf1 -all")),
            }
        ),
        Case(
            "it sends no mail and receives none",
            Absent,
            "dkim-not-needed",
            NotCounted,
            Passed,
            SendsNothing,
            NullMx
        ),
        Case(
            "nobody may send, and DMARC does not reject",
            Absent,
            "dkim-absent",
            Failed,
            Failed,
            SendsNothing with
            {
                Dmarc = Dmarc(("example.nl", "v=DMARC1; p=quarantine")),
            }
        ),
        Case(
            "nobody may send, and DMARC is in test mode",
            Absent,
            "dkim-absent",
            Failed,
            Failed,
            SendsNothing with
            {
                Dmarc = Dmarc(("example.nl", "v=DMARC1; p=reject; t=y")),
            }
        ),
        Case(
            "somebody may send",
            Absent,
            "dkim-absent",
            Failed,
            Failed,
            SendsNothing with
            {
                Spf = Spf(("example.nl", "v=spf1 ip4:192.0.2.1 -all")),
            }
        ),
        Left("null MX", NullMx, ExclusionReason.NoMail),
        Left("no domain", NoDomain, ExclusionReason.NoDomain),
    ];

    private static DkimProof Seen(int daysAgo) =>
        new(DomainName.Parse("example.nl"), "s1", Pki.Instant.AddDays(-daysAgo));

    private static RelatedCase Case(
        string name,
        DkimObservation dkim,
        string status,
        StandardOutcome forum,
        StandardOutcome strict,
        RelatedObservation? related = null,
        InboundObservation? seen = null,
        IReadOnlyList<string>? results = null
    ) =>
        new()
        {
            Name = "dkim: " + name,
            Standard = MailStandard.Dkim,
            Seen = seen ?? Domain,
            Related = (related ?? Good) with { Dkim = dkim },
            Status = status,
            Forum = forum,
            Strict = strict,
            Results = results,
        };

    private static RelatedCase Left(
        string name,
        InboundObservation seen,
        ExclusionReason why,
        DkimObservation? dkim = null
    ) =>
        new()
        {
            Name = "dkim: " + name,
            Standard = MailStandard.Dkim,
            Seen = seen,
            Related = Good with { Dkim = dkim ?? Absent },
            Status = Slug.Of(why),
            Forum = Excluded,
            Strict = Excluded,
            Why = why,
            Results = [],
        };
}
