using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;

namespace Dashboard.Core.Tests.Inbound.Dane;

/// <summary>The weakest connection that an attacker can force, where a lookup failed and may hide a host without DANE.</summary>
public sealed class AttackerTests
{
    private static readonly HostObservation Good = Seen.Host();

    private static readonly HostObservation Plain = Seen.Host(tlsa: []);

    private static readonly HostObservation TlsaFails = Seen.Host("mx2.example.nl", 20)
        .WithTlsa(lookup => lookup.Fails());

    private static readonly HostObservation AddressesFail = Seen.Host("mx2.example.nl", 20) with
    {
        A = Look.A("mx2.example.nl").Fails(),
        Aaaa = Look.Aaaa("mx2.example.nl").Fails(),
        Tlsa = [],
        Addresses = [],
    };

    private static readonly Dictionary<
        string,
        (HostObservation[] Hosts, ConnectionType? Forced)
    > Cases = new()
    {
        ["all good"] = ([Good], ConnectionType.EncryptedAndVerified),
        ["no TLSA records"] = ([Plain], ConnectionType.Unencrypted),
        ["good, and the records of another are not known"] = ([Good, TlsaFails], null),
        ["good, and the addresses of another are not known"] = ([Good, AddressesFail], null),
        ["none, and the records of another are not known"] = (
            [Plain, TlsaFails],
            ConnectionType.Unencrypted
        ),
        ["nothing known"] = ([TlsaFails], null),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Attacker_forces_the_weakest_and_nothing_is_claimed_of_what_is_not_known(string name)
    {
        var (hosts, forced) = Cases[name];

        DomainJudgement.Judge(Seen.Domain(hosts)).AttackerConnectionType.ShouldBe(forced);
    }

    [Fact]
    public void Host_is_weaker_where_an_attacker_gets_less_than_verified_mail_from_it()
    {
        var unusable = Seen.Host(tlsa: [Seen.Mismatch(CertificateUsage.PkixEe)]);
        var wrong = Seen.Host(tlsa: [Seen.Mismatch()]);

        HasWeaker(Good).ShouldBeFalse();
        HasWeaker(Plain).ShouldBeTrue();
        HasWeaker(unusable).ShouldBeTrue("any TLS will do");
        HasWeaker(wrong).ShouldBeFalse("it gets no mail");
        HasWeaker(TlsaFails).ShouldBeFalse("nobody knows");
        HasWeaker(Good, Plain).ShouldBeTrue();

        static bool HasWeaker(params HostObservation[] hosts) =>
            DomainJudgement.Judge(Seen.Domain(hosts)).HasWeakerHost();
    }

    [Fact]
    public void Attack_is_not_known_only_where_a_lookup_of_ours_failed()
    {
        var familyFails = TlsaFails with { Aaaa = Look.Aaaa("mx2.example.nl").Fails() };
        var bogus = Seen.Host().WithTlsa(lookup => lookup.IsBogus());
        var wrong = Seen.Host(tlsa: [Seen.Mismatch()]);

        IsUnknown(Good).ShouldBeFalse();
        IsUnknown(Good, TlsaFails).ShouldBeTrue();
        IsUnknown(Good, AddressesFail).ShouldBeTrue();
        IsUnknown(Good, familyFails).ShouldBeTrue("beside another reason");
        IsUnknown(Plain, TlsaFails).ShouldBeFalse("the worst is known");
        IsUnknown(bogus).ShouldBeFalse("no mail can be forced");
        IsUnknown(wrong).ShouldBeFalse("no mail can be forced");

        static bool IsUnknown(params HostObservation[] hosts) =>
            DomainJudgement.Judge(Seen.Domain(hosts)).IsAttackUnknown;
    }
}
