using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using static Dashboard.Core.Inbound.StandardOutcome;
using static Dashboard.Core.Tests.Inbound.Seen;
using static Dashboard.Core.Tests.Inbound.SeenInDns;

namespace Dashboard.Core.Tests.Inbound.Counting;

/// <summary>DNSSEC as it is counted where only whether names are signed was looked at.</summary>
public sealed class DnssecCountingTests
{
    internal sealed record DnssecCase
    {
        public required string Says { get; init; }

        public required InboundObservation Seen { get; init; }

        public required (StandardOutcome Forum, StandardOutcome Strict) Domain { get; init; }

        public required (StandardOutcome Forum, StandardOutcome Strict) Mx { get; init; }
    }

    private static IEnumerable<DnssecCase> All()
    {
        yield return new()
        {
            Says = "both secure",
            Seen = Domain(Host()),
            Domain = (Passed, Passed),
            Mx = (Passed, Passed),
        };
        yield return new()
        {
            Says = "domain unsigned",
            Seen = With(Host(), mx => mx.Is(DnssecStatus.Insecure)) with
            {
                Zone = Unsigned("example.nl"),
            },
            Domain = (Failed, Failed),
            Mx = (Passed, Passed),
        };
        yield return new()
        {
            Says = "one of two hosts unsigned",
            Seen = Domain(Host(), Insecure(Host("mx2.example.nl"))),
            Domain = (Passed, Passed),
            Mx = (Failed, Failed),
        };
        yield return new()
        {
            Says = "an algorithm that validators need not support",
            Seen = With(Host(), mx => mx.Is(DnssecStatus.Insecure)) with
            {
                Zone = Delegated("example.nl", algorithm: 12),
            },
            Domain = (Warning, Failed),
            Mx = (Passed, Passed),
        };
        yield return new()
        {
            Says = "a host of such an algorithm beside one whose lookup failed",
            Seen = Domain(
                Insecure(Host()) with
                {
                    Zone = Delegated("example.com", algorithm: 12),
                },
                Failing(Host("mx2.example.nl"), bogus: false)
            ),
            Domain = (Passed, Passed),
            Mx = (NotMeasured, Failed),
        };
        yield return new()
        {
            Says = "MX bogus",
            Seen = MxFails(mx => mx.IsBogus()),
            Domain = (Failed, Failed),
            Mx = (Failed, Failed),
        };
        yield return new()
        {
            Says = "MX lookup fails",
            Seen = MxFails(mx => mx.Fails()),
            Domain = (NotMeasured, NotMeasured),
            Mx = (NotMeasured, NotMeasured),
        };
        yield return new()
        {
            Says = "host bogus",
            Seen = Domain(Failing(Host(), bogus: true)),
            Domain = (Passed, Passed),
            Mx = (Failed, Failed),
        };
        yield return new()
        {
            Says = "host lookup fails",
            Seen = Domain(Failing(Host(), bogus: false)),
            Domain = (Passed, Passed),
            Mx = (NotMeasured, NotMeasured),
        };
        yield return new()
        {
            Says = "TLSA bogus at a secure host",
            Seen = Domain(Host().WithTlsa(t => t.IsBogus())),
            Domain = (Passed, Passed),
            Mx = (Failed, Failed),
        };
        yield return new()
        {
            Says = "hosts beyond our limit",
            Seen = Domain(Host()) with { OmittedHosts = [new MxHost(Name("mx2.example.nl"), 20)] },
            Domain = (Passed, Passed),
            Mx = (NotMeasured, NotMeasured),
        };
        yield return new()
        {
            Says = "a resolver that does not validate",
            Seen = Domain(Host()) with
            {
                Resolver = new(
                    "192.0.2.53:53",
                    ResolverTrust.Loopback,
                    ResolverValidation.DoesNotValidate
                ),
            },
            Domain = (NotMeasured, NotMeasured),
            Mx = (NotMeasured, NotMeasured),
        };
        yield return new()
        {
            Says = "null MX",
            Seen = Domain() with
            {
                Mx = Look.Up(
                    "example.nl",
                    DnsRecordType.Mx,
                    DnssecStatus.Insecure,
                    new MxRecord(0, DomainName.Root)
                ),
            },
            Domain = (Excluded, Excluded),
            Mx = (Excluded, Excluded),
        };
        yield return new()
        {
            Says = "no domain",
            Seen = MxFails(mx => mx.NxDomain()),
            Domain = (Excluded, Excluded),
            Mx = (Excluded, Excluded),
        };
        yield return new()
        {
            Says = "silent hosts: DNSSEC needs no session",
            Seen = Domain(
                Host(
                    addresses: Address(
                        session: Ended(
                            Core.Smtp.SmtpStage.Connect,
                            Core.Smtp.SessionFaultKind.Timeout
                        )
                    )
                )
            ),
            Domain = (Passed, Passed),
            Mx = (Passed, Passed),
        };
    }

    private static HostObservation Failing(HostObservation host, bool bogus) =>
        host with
        {
            A = bogus ? host.A.IsBogus() : host.A.Fails(),
            Aaaa = bogus ? host.Aaaa.IsBogus() : host.Aaaa.Fails(),
            Tlsa = [],
            Addresses = [],
        };

    private static (StandardVerdict Domain, StandardVerdict Mx) Judge(InboundObservation seen)
    {
        var standards = RelatedStandards.Judge(seen, DomainJudgement.Judge(seen));
        return (
            standards.Single(s => s.Standard == MailStandard.DnssecDomain),
            standards.Single(s => s.Standard == MailStandard.DnssecMx)
        );
    }

    public static TheoryData<string> Cases => [.. All().Select(c => c.Says)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Outcome_is_that_of_the_rules(string says)
    {
        var @case = All().Single(c => c.Says == says);

        var (domain, mx) = Judge(@case.Seen);

        domain.ShouldSatisfyAllConditions(
            () => (domain.Forum, domain.Strict).ShouldBe(@case.Domain, "domain"),
            () => (mx.Forum, mx.Strict).ShouldBe(@case.Mx, "MX hosts"),
            () => domain.Standard.ShouldBe(MailStandard.DnssecDomain),
            () => mx.Standard.ShouldBe(MailStandard.DnssecMx)
        );
    }

    [Fact]
    public void Every_case_of_the_verdict_table_has_both_outcomes()
    {
        foreach (var @case in VerdictCases.All)
        {
            var (domain, mx) = Judge(@case.Observation);
            foreach (var verdict in new[] { domain, mx })
            {
                (verdict.Why is not null).ShouldBe(verdict.Strict == Excluded, @case.Says);
                verdict.Why.ShouldBeOneOf(null, ExclusionReason.NoMail, ExclusionReason.NoDomain);
            }
        }
    }
}
