using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.MailAuthentication;
using Dashboard.Core.Inbound.MtaSts;
using Dashboard.Core.Inbound.TlsNcsc;

namespace Dashboard.Core.Tests.Inbound;

public sealed class OwnFaultsTests
{
    private static RelatedObservation Good => RelatedEvidence.Good;

    /// <summary>Each question about the related standards, with the answer given.</summary>
    private static readonly Dictionary<
        string,
        Func<Func<DnsLookup, DnsLookup>, RelatedObservation>
    > Questions = new()
    {
        ["record of MTA-STS"] = to =>
            Good with
            {
                MtaSts = Good.MtaSts with { Record = To(to, Good.MtaSts.Record!) },
            },
        ["A of the policy host"] = to => Fetched(fetch => fetch with { A = To(to, fetch.A) }),
        ["AAAA of the policy host"] = to =>
            Fetched(fetch => fetch with { Aaaa = To(to, fetch.Aaaa) }),
        ["TLS-RPT"] = to => Good with { TlsRpt = To(to, Good.TlsRpt!) },
        ["keys of DKIM"] = to =>
            Good with
            {
                Dkim = Good.Dkim with { Keys = To(to, Good.Dkim.Keys!) },
            },
        ["sibling of the keys"] = to =>
            Good with
            {
                Dkim = Good.Dkim with { Sibling = To(to, Good.Dkim.Sibling!) },
            },
        ["step of DMARC"] = to =>
            Good with
            {
                Dmarc = Good.Dmarc with
                {
                    Steps =
                    [
                        .. Good.Dmarc.Steps.Select(step =>
                            step with
                            {
                                Lookup = To(to, step.Lookup!),
                            }
                        ),
                    ],
                },
            },
        ["registrable domain of DMARC"] = to =>
            Good with
            {
                Dmarc = Good.Dmarc with
                {
                    Registrable = new DmarcStep(
                        DomainName.Parse("nl"),
                        To(to, RelatedEvidence.Text("_dmarc.nl"))
                    ),
                },
            },
        ["permission of DMARC"] = to =>
            Good with
            {
                Dmarc = Good.Dmarc with
                {
                    Permissions =
                    [
                        new(
                            DomainName.Parse("example.org"),
                            To(to, RelatedEvidence.Text("example.nl._report._dmarc.example.org"))
                        ),
                    ],
                },
            },
        ["SPF"] = to =>
            Good with
            {
                Spf = Good.Spf with { Records = [.. Good.Spf.Records.Select(r => To(to, r))] },
            },
        ["mx of SPF"] = to => Good with { Spf = Good.Spf with { Mx = [To(to, Seen.Domain().Mx)] } },
        ["a of SPF"] = to =>
            Good with
            {
                Spf = Good.Spf with { Addresses = [To(to, Look.A("a.example.nl", "192.0.2.9"))] },
            },
        ["DS"] = to => Zoned(zone => zone with { Ds = To(to, zone.Ds) }),
        ["DNSKEY"] = to => Zoned(zone => zone with { Dnskey = To(to, zone.Dnskey) }),
        ["NSEC3PARAM"] = to => Zoned(zone => zone with { Nsec3Param = To(to, zone.Nsec3Param) }),
        ["zone of a name"] = to =>
            Good with
            {
                DnsSec = Good.DnsSec with
                {
                    Places =
                    [
                        new(DomainName.Parse("mx1.example.nl"), null)
                        {
                            Failed = To(to, Soa("mx1.example.nl")),
                        },
                    ],
                },
            },
        ["denial"] = to => Zoned(zone => zone with { Denial = To(to, zone.Denial!) }),
    };

    public static TheoryData<string> Names { get; } = new(Questions.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Resolver_out_of_reach_is_a_fault_of_ours_in_every_question(string question)
    {
        var unreachable = Questions[question](Failing(LookupFailure.ResolverUnreachable));

        OwnFaults.AreIn(unreachable).ShouldBeTrue();
        OwnFaults
            .AreOfTheResolver(RelatedEvidence.Domain with { Related = unreachable })
            .ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Answer_without_a_status_is_a_fault_of_ours_in_every_question(string question) =>
        OwnFaults
            .AreIn(
                Questions[question](lookup => lookup with { Dnssec = DnssecStatus.Indeterminate })
            )
            .ShouldBeTrue();

    [Theory]
    [MemberData(nameof(Names))]
    public void Failure_of_the_domain_and_a_limit_of_ours_would_be_met_again(string question)
    {
        OwnFaults.AreIn(Questions[question](Failing(LookupFailure.Timeout))).ShouldBeFalse();
        OwnFaults.AreIn(Questions[question](Failing(LookupFailure.OwnLimit))).ShouldBeFalse();
    }

    /// <summary>A time limit may not be met when somebody else asks; that of the domain is the answer to them too.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Time_limit_of_ours_is_a_fault_anywhere_in_every_question(string question)
    {
        bool IsIn(LookupFailure failure) =>
            OwnFaults.AreAnywhereIn(
                RelatedEvidence.Domain with
                {
                    Related = Questions[question](Failing(failure)),
                }
            );

        IsIn(LookupFailure.OwnLimit).ShouldBeTrue();
        IsIn(LookupFailure.ResolverUnreachable).ShouldBeTrue();
        IsIn(LookupFailure.Timeout).ShouldBeFalse();
    }

    [Fact]
    public void Every_question_about_the_related_standards_is_in_the_table()
    {
        var whole = Questions.Values.Aggregate(
            new List<string>(),
            (names, question) =>
            {
                names.AddRange(OwnFaults.Lookups(question(l => l)).Select(Named));
                return names;
            }
        );

        foreach (var name in whole.Distinct())
        {
            Questions
                .Values.Any(question =>
                    OwnFaults
                        .Lookups(question(Failing(LookupFailure.ResolverUnreachable)))
                        .Any(l => Named(l) == name && OwnFaults.IsOwn(l))
                )
                .ShouldBeTrue(name);
        }
    }

    [Theory]
    [InlineData(StsFetchFault.OwnFault, true)]
    [InlineData(StsFetchFault.OwnLimit, false)]
    [InlineData(StsFetchFault.ConnectTimeout, false)]
    [InlineData(StsFetchFault.NoRouteHere, false)]
    public void Fetch_that_failed_by_a_fault_of_ours_is_one(StsFetchFault fault, bool own) =>
        OwnFaults.AreIn(Good with { MtaSts = RelatedEvidence.StsFails(fault) }).ShouldBe(own);

    [Theory]
    [InlineData(LookupFailure.ResolverUnreachable, true)]
    [InlineData(LookupFailure.ServFail, false)]
    [InlineData(LookupFailure.OwnLimit, false)]
    public void Caa_without_a_resolver_is_a_fault_of_ours(LookupFailure failure, bool own)
    {
        var caa = new CaaObservation([
            Look.Up<CaaRecord>("mx1.example.nl", DnsRecordType.Caa, DnssecStatus.Secure)
                .Fails(failure),
        ]);

        OwnFaults.AreIn(caa).ShouldBe(own);
        OwnFaults
            .AreOfTheResolver(
                RelatedEvidence.Domain with
                {
                    Hosts = [RelatedEvidence.Domain.Hosts[0] with { Caa = caa }],
                }
            )
            .ShouldBe(own);
    }

    [Fact]
    public void Zone_that_a_fault_of_ours_kept_open_is_looked_for_again()
    {
        var open = new ZoneObservation(null, null)
        {
            Failed = Soa("mx1.example.nl").Fails(LookupFailure.ResolverUnreachable),
        };
        var ofHost = RelatedEvidence.Domain with
        {
            Hosts = [RelatedEvidence.Domain.Hosts[0] with { Zone = open }],
        };
        var ofDomain = RelatedEvidence.Domain with { Zone = open };

        OwnFaults.AreNotIn(ofHost.Hosts[0]).ShouldBeFalse();
        OwnFaults.AreIn(ofHost).ShouldBeTrue();
        OwnFaults.AreIn(ofDomain).ShouldBeTrue();
        OwnFaults.AreOfTheResolver(ofHost).ShouldBeTrue();
        OwnFaults.AreOfTheResolver(ofDomain).ShouldBeTrue();
    }

    [Fact]
    public void Slip_that_a_fault_of_ours_kept_open_is_looked_for_again()
    {
        var host = RelatedEvidence.Domain.Hosts[0];
        var slip = new TlsaObservation(
            host.Host.Name,
            TlsaQueryPurpose.SlipNoPrefix,
            Look.Up<TlsaRecord>("mx1.example.nl", DnsRecordType.Tlsa, DnssecStatus.Secure)
                .Fails(LookupFailure.ResolverUnreachable)
        );
        var open = host with { Tlsa = [.. host.Tlsa, slip] };

        OwnFaults.AreNotIn(open).ShouldBeFalse();
        OwnFaults.Lookups(open).ShouldNotContain(slip.Lookup, "no sender asks it");
    }

    [Fact]
    public void Good_evidence_has_no_fault_of_ours()
    {
        OwnFaults.AreIn(Good).ShouldBeFalse();
        OwnFaults.AreOfTheResolver(RelatedEvidence.Domain with { Related = Good }).ShouldBeFalse();
    }

    private static DnsLookup<DomainName> Soa(string name) =>
        Look.Up(name, DnsRecordType.Soa, DnssecStatus.Secure, DomainName.Parse("ns1.example.nl"));

    private static string Named(DnsLookup lookup) => $"{lookup.Name} {lookup.Type}";

    private static DnsLookup<T> To<T>(Func<DnsLookup, DnsLookup> to, DnsLookup<T> lookup) =>
        (DnsLookup<T>)to(lookup);

    private static Func<DnsLookup, DnsLookup> Failing(LookupFailure failure) =>
        lookup =>
            lookup with
            {
                Outcome = LookupOutcome.Failed,
                Failure = failure,
                Dnssec =
                    failure == LookupFailure.ResolverUnreachable
                        ? DnssecStatus.Indeterminate
                        : lookup.Dnssec,
            };

    private static RelatedObservation Fetched(Func<StsFetch, StsFetch> change) =>
        Good with
        {
            MtaSts = RelatedEvidence.Sts(change: change),
        };

    private static RelatedObservation Zoned(
        Func<Core.Inbound.DnsSec.SignedZone, Core.Inbound.DnsSec.SignedZone> change
    ) => Good with { DnsSec = new() { Zones = [change(RelatedEvidence.Zone())] } };
}
