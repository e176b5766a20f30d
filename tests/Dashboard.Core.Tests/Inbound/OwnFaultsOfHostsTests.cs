using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Smtp;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>Faults of our own in what was seen of mail servers: one is enough, wherever it is.</summary>
public sealed class OwnFaultsOfHostsTests
{
    private static readonly HostObservation Host = Seen.Host();

    private static readonly AddressObservation Address = Seen.Address();

    private static readonly StartTlsObservation Limited = Seen.Ended(
        SmtpStage.Greeting,
        SessionFaultKind.OwnLimit
    );

    private static readonly StartTlsObservation Silent = Seen.Ended(
        SmtpStage.Greeting,
        SessionFaultKind.Timeout
    );

    private static readonly Dictionary<string, (AddressObservation Address, bool Own)> Addresses =
        new()
        {
            ["all well"] = (Address, false),
            ["a fault of the server"] = (Seen.Address(session: Silent), false),
            ["never probed"] = (
                Address with
                {
                    Disposition = AddressDisposition.BeyondLimit,
                    Attempts = [],
                },
                false
            ),
            ["stopped"] = (Address with { Disposition = AddressDisposition.Stopped }, true),
            ["a limit of ours in the session"] = (Seen.Address(session: Limited), true),
            ["a limit of ours in an earlier session"] = (
                Address with
                {
                    Attempts = [Limited, Seen.Session()],
                },
                false
            ),
            ["a limit of ours in the session for the other certificate"] = (
                Address with
                {
                    OtherCertificate = Limited,
                },
                true
            ),
            ["a fault of the server in that session"] = (
                Address with
                {
                    OtherCertificate = Silent,
                },
                false
            ),
        };

    public static TheoryData<string> AddressNames => [.. Addresses.Keys];

    [Theory]
    [MemberData(nameof(AddressNames))]
    public void Address_has_a_fault_of_ours_by_its_disposition_and_its_last_sessions(string name)
    {
        var (address, own) = Addresses[name];
        var host = Host with { Addresses = [Address, address] };
        var seen = Seen.Domain(Host, host);

        OwnFaults.AreNotIn(address).ShouldBe(!own);
        OwnFaults.AreNotIn(host).ShouldBe(!own, "beside an address that is well");
        OwnFaults.AreIn(seen).ShouldBe(own, "beside a host that is well");
        OwnFaults.AreAnywhereIn(seen).ShouldBe(own);
        OwnFaults.AreOfTheResolver(seen).ShouldBeFalse();
    }

    [Theory]
    [InlineData(LookupOutcome.Answer, null, DnssecStatus.Secure, false)]
    [InlineData(LookupOutcome.Answer, null, DnssecStatus.Insecure, false)]
    [InlineData(LookupOutcome.Answer, null, DnssecStatus.Indeterminate, true)]
    [InlineData(LookupOutcome.NoData, null, DnssecStatus.Indeterminate, true)]
    [InlineData(
        LookupOutcome.Failed,
        LookupFailure.ResolverUnreachable,
        DnssecStatus.Indeterminate,
        true
    )]
    [InlineData(LookupOutcome.Failed, LookupFailure.OwnLimit, DnssecStatus.Indeterminate, true)]
    [InlineData(LookupOutcome.Failed, LookupFailure.Timeout, DnssecStatus.Indeterminate, false)]
    [InlineData(LookupOutcome.Failed, LookupFailure.ServFail, DnssecStatus.Indeterminate, false)]
    public void Question_has_a_fault_of_ours_by_its_failure_or_without_a_status(
        LookupOutcome outcome,
        LookupFailure? failure,
        DnssecStatus dnssec,
        bool own
    ) =>
        OwnFaults
            .IsOwn(Host.A with { Outcome = outcome, Failure = failure, Dnssec = dnssec })
            .ShouldBe(own);

    private static TlsaObservation Asked(TlsaQueryPurpose purpose, bool answers) =>
        Seen.Tlsa($"{purpose}.{answers}.example.nl", answers ? [Seen.Pinned(Pki.Leaf)] : [])
            .For(purpose);

    [Fact]
    public void Questions_of_a_sender_are_those_for_addresses_and_records_and_slips_that_answer()
    {
        var alias = Look.Up(
            Seen.Mx1,
            DnsRecordType.Cname,
            DnssecStatus.Secure,
            Seen.Name("real.example.com")
        );
        var zone = Look.Up<DsRecord>("example.nl", DnsRecordType.Ds, DnssecStatus.Secure);
        TlsaObservation[] asked =
        [
            Asked(TlsaQueryPurpose.Sender, answers: true),
            Asked(TlsaQueryPurpose.Sender, answers: false),
            Asked(TlsaQueryPurpose.Ignored, answers: false),
            Asked(TlsaQueryPurpose.SlipMailDomain, answers: true),
            Asked(TlsaQueryPurpose.SlipMailDomain, answers: false),
        ];
        var host = Host with
        {
            Alias = alias,
            Tlsa = asked,
            Zone = new ZoneObservation(Seen.Name("example.nl"), zone),
        };
        DnsLookup[] addresses = [host.A, host.Aaaa, alias];

        OwnFaults
            .Lookups(host)
            .ShouldBe([.. addresses, .. asked.Take(4).Select(one => one.Lookup)]);
        OwnFaults.Asked(host).ShouldBe([.. addresses, .. asked.Select(one => one.Lookup), zone]);
        OwnFaults.Lookups(host with { Alias = null, Tlsa = [] }).ShouldBe([host.A, host.Aaaa]);
    }

    [Theory]
    [InlineData(ResolverValidation.Validates, false)]
    [InlineData(ResolverValidation.NotProven, false)]
    [InlineData(ResolverValidation.DoesNotValidate, true)]
    public void Resolver_that_does_not_validate_is_a_fault_of_ours(
        ResolverValidation validation,
        bool own
    )
    {
        var seen = Seen.Domain(Host) with
        {
            Resolver = new("127.0.0.1:53", ResolverTrust.Loopback, validation),
        };

        OwnFaults.AreIn(seen).ShouldBe(own);
        OwnFaults.AreOfTheResolver(seen).ShouldBe(own);
        OwnFaults.AreAnywhereIn(seen).ShouldBe(own);
    }

    [Fact]
    public void One_question_of_several_is_enough()
    {
        var caa = Look.Up<CaaRecord>(Seen.Mx1, DnsRecordType.Caa, DnssecStatus.Secure);

        OwnFaults
            .AreIn(new CaaObservation([caa, caa.Fails(LookupFailure.ResolverUnreachable), caa]))
            .ShouldBeTrue();
        OwnFaults.AreIn(new CaaObservation([caa, caa])).ShouldBeFalse();
        OwnFaults
            .AreIn(
                Seen.Domain(Host) with
                {
                    Mx = Seen.Domain(Host).Mx.Fails(LookupFailure.ResolverUnreachable),
                }
            )
            .ShouldBeTrue();
    }
}
