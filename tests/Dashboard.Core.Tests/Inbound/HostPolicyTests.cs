using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>What the DNS alone says of a host, and what is said of the lookups behind it.</summary>
public sealed class HostPolicyTests
{
    private static HostVerdict Of(HostObservation host) =>
        DomainJudgement.Judge(Seen.Domain(host)).Hosts[0];

    private static DnsLookup<T> As<T>(DnsLookup<T> lookup, string how) =>
        how switch
        {
            "bogus" => lookup.IsBogus(),
            "time-out" => lookup.Fails(),
            "NODATA" => lookup,
            "NODATA, not signed" => lookup.Is(DnssecStatus.Insecure),
            "NXDOMAIN" => lookup.NxDomain(),
            "NXDOMAIN, not signed" => lookup.NxDomain().Is(DnssecStatus.Insecure),
            _ => throw new ArgumentOutOfRangeException(nameof(how), how, null),
        };

    private static HostObservation Nowhere(string a, string aaaa) =>
        Seen.Host() with
        {
            A = As(Look.A(Seen.Mx1), a),
            Aaaa = As(Look.Aaaa(Seen.Mx1), aaaa),
            Tlsa = [],
            Addresses = [],
        };

    [Theory]
    [InlineData("bogus", "bogus", ReasonSlug.AddressBogus, "A", DnssecStatus.Bogus)]
    [InlineData("bogus", "NODATA", ReasonSlug.AddressBogus, "A", DnssecStatus.Bogus)]
    [InlineData("bogus", "time-out", ReasonSlug.AddressBogus, "A", DnssecStatus.Bogus)]
    [InlineData("time-out", "bogus", ReasonSlug.AddressBogus, "AAAA", DnssecStatus.Bogus)]
    [InlineData("NODATA", "bogus", ReasonSlug.AddressBogus, "AAAA", DnssecStatus.Bogus)]
    [InlineData(
        "time-out",
        "time-out",
        ReasonSlug.AddressLookupFailed,
        "A",
        DnssecStatus.Indeterminate
    )]
    [InlineData(
        "time-out",
        "NODATA",
        ReasonSlug.AddressLookupFailed,
        "A",
        DnssecStatus.Indeterminate
    )]
    [InlineData(
        "NODATA",
        "time-out",
        ReasonSlug.AddressLookupFailed,
        "AAAA",
        DnssecStatus.Indeterminate
    )]
    public void Host_whose_address_lookups_fail_names_the_lookup_that_decides(
        string a,
        string aaaa,
        string slug,
        string type,
        DnssecStatus security
    )
    {
        var host = Of(Nowhere(a, aaaa));
        var reason = host.Reasons.ShouldHaveSingleItem();
        reason.Slug.ShouldBe(slug);
        reason.Facts["type"].ShouldBe(type);
        host.Policy.AddressSecurity.ShouldBe(security);
        host.Policy.Skipped.ShouldBeFalse();
    }

    [Theory]
    [InlineData("NXDOMAIN", "NXDOMAIN", ReasonSlug.HostNotFound, DnssecStatus.Secure)]
    [InlineData("NODATA", "NODATA", ReasonSlug.HostWithoutAddress, DnssecStatus.Secure)]
    [InlineData("NODATA", "NXDOMAIN", ReasonSlug.HostWithoutAddress, DnssecStatus.Secure)]
    [InlineData("NXDOMAIN", "NODATA", ReasonSlug.HostWithoutAddress, DnssecStatus.Secure)]
    [InlineData("NXDOMAIN", "NXDOMAIN, not signed", ReasonSlug.HostNotFound, DnssecStatus.Insecure)]
    [InlineData(
        "NODATA, not signed",
        "NODATA",
        ReasonSlug.HostWithoutAddress,
        DnssecStatus.Insecure
    )]
    public void Host_without_address_is_proven_to_have_none_where_both_denials_are_signed(
        string a,
        string aaaa,
        string slug,
        DnssecStatus security
    )
    {
        var host = Of(Nowhere(a, aaaa));
        host.Reasons.ShouldHaveSingleItem().Slug.ShouldBe(slug);
        host.Policy.AddressSecurity.ShouldBe(security);
        host.Policy.Skipped.ShouldBeTrue();
    }

    [Theory]
    [InlineData("IPv4 and IPv6", "198.51.100.1", "2001:db8::1", "A")]
    [InlineData("IPv4 alone", "198.51.100.1", null, "A")]
    [InlineData("IPv6 alone", null, "2001:db8::1", "AAAA")]
    public void Insecure_addresses_are_said_of_the_lookup_that_has_them(
        string because,
        string? a,
        string? aaaa,
        string type
    )
    {
        var host = Seen.Host() with
        {
            A = Look.A(Seen.Mx1, a is null ? [] : [a]).Is(DnssecStatus.Insecure),
            Aaaa = Look.Aaaa(Seen.Mx1, aaaa is null ? [] : [aaaa]).Is(DnssecStatus.Insecure),
            Tlsa = [],
        };
        Of(host)
            .Reasons.Single(r => r.Slug == ReasonSlug.AddressInsecure)
            .Facts["type"]
            .ShouldBe(type, because);
    }

    [Fact]
    public void Insecure_addresses_are_not_said_of_a_lookup_that_is_bogus()
    {
        var host = Seen.Host() with
        {
            A = Look.A(Seen.Mx1, "198.51.100.1").Is(DnssecStatus.Bogus),
            Aaaa = Look.Aaaa(Seen.Mx1, "2001:db8::1").Is(DnssecStatus.Insecure),
            Tlsa = [],
        };
        Of(host)
            .Reasons.Single(r => r.Slug == ReasonSlug.AddressInsecure)
            .Facts["type"]
            .ShouldBe("AAAA");
    }

    [Theory]
    [InlineData("published", TlsaQueryPurpose.Ignored, true, true)]
    [InlineData("not published", TlsaQueryPurpose.Ignored, false, false)]
    [InlineData("published elsewhere", TlsaQueryPurpose.SlipMailDomain, true, false)]
    public void TLSA_at_an_insecure_host_is_said_to_be_ignored_where_it_is_published(
        string because,
        TlsaQueryPurpose purpose,
        bool published,
        bool said
    )
    {
        var tlsa = published ? Seen.Tlsa(Seen.Mx1, Seen.Pinned(Pki.Leaf)) : Seen.Tlsa(Seen.Mx1);
        var host = Seen.Host() with
        {
            A = Look.A(Seen.Mx1, "198.51.100.1").Is(DnssecStatus.Insecure),
            Tlsa = [tlsa.For(purpose)],
        };
        Of(host).Reasons.Any(r => r.Slug == ReasonSlug.TlsaIgnored).ShouldBe(said, because);
    }

    private static AddressObservation Reserved(string address) =>
        Seen.Address(address) with
        {
            Disposition = AddressDisposition.Reserved,
            Attempts = [],
        };

    [Fact]
    public void Host_with_reserved_addresses_alone_is_skipped()
    {
        var host = Of(Seen.Host(addresses: [Reserved("10.0.0.1"), Reserved("10.0.0.2")]));
        host.Policy.Skipped.ShouldBeTrue();
        host.Reasons.ShouldContain(r => r.Slug == ReasonSlug.HostAddressesReserved);
    }

    [Fact]
    public void Host_with_one_address_that_is_not_reserved_is_not_skipped()
    {
        var host = Of(Seen.Host(addresses: [Reserved("10.0.0.1"), Seen.Address()]));
        host.Policy.Skipped.ShouldBeFalse();
        host.Reasons.ShouldNotContain(r => r.Slug == ReasonSlug.HostAddressesReserved);
    }

    [Fact]
    public void Host_whose_addresses_were_not_looked_at_is_not_said_to_have_reserved_ones()
    {
        var host = Of(Seen.Host() with { Addresses = [] });
        host.Policy.Skipped.ShouldBeFalse();
        host.Reasons.ShouldBeEmpty();
    }

    [Fact]
    public void Alias_is_a_fault_of_an_MX_record_and_not_of_a_domain_that_is_its_own_host()
    {
        static HostObservation Aliased(string name) =>
            Seen.Host(name) with
            {
                A = Look.A(name, "198.51.100.1").Through("a.example.com", "b.example.com"),
            };
        static VerdictReason Alias(InboundObservation seen) =>
            DomainJudgement.Judge(seen).Reasons.Single(r => r.Slug == ReasonSlug.MxIsAlias);

        var named = Alias(Seen.Domain(Aliased(Seen.Mx1)));
        named.Severity.ShouldBe(ReasonSeverity.Warning);
        named.Facts["target"].ShouldBe("b.example.com");
        Alias(Seen.ImplicitMx(Aliased("example.nl"))).Severity.ShouldBe(ReasonSeverity.Note);
    }

    [Fact]
    public void TLSA_asked_twice_at_the_host_was_asked_there()
    {
        var host = Seen.Host() with { Tlsa = [Seen.Tlsa(Seen.Mx1), Seen.Tlsa(Seen.Mx1)] };
        var policy = Of(host).Policy;
        policy.Policy.ShouldBe(DanePolicy.Opportunistic);
        policy.Reasons.Select(r => r.Slug).ShouldBe([ReasonSlug.TlsaAbsent]);
    }

    [Fact]
    public void TLSA_found_through_an_alias_names_its_last_target()
    {
        var host = Seen.Host().WithTlsa(t => t.Through("one.example.com", "two.example.com"));
        var alias = Of(host).Reasons.Single(r => r.Slug == ReasonSlug.TlsaAlias);
        alias.Facts["owner"].ShouldBe("_25._tcp.mx1.example.nl");
        alias.Facts["target"].ShouldBe("two.example.com");
    }
}
