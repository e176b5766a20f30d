using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Probes.Inbound;

namespace Dashboard.Probes.Tests.Inbound;

/// <summary>Rows 5, 6 and 12: which names a sender asks for TLSA records (RFC 7672 sections 2.2.2 and 2.2.3).</summary>
public sealed class TlsaQuestionsTests
{
    private static readonly DomainName Host = DomainName.Parse("mx.example");

    [Theory]
    [InlineData("secure", DnssecStatus.Secure, "", null, "mx.example")]
    [InlineData(
        "secure alias",
        DnssecStatus.Secure,
        "middle.example end.example",
        DnssecStatus.Secure,
        "end.example mx.example"
    )]
    [InlineData(
        "secure alias to an insecure name",
        DnssecStatus.Insecure,
        "end.example",
        DnssecStatus.Secure,
        "mx.example"
    )]
    [InlineData("insecure alias", DnssecStatus.Insecure, "end.example", DnssecStatus.Insecure, "")]
    [InlineData("insecure", DnssecStatus.Insecure, "", null, "")]
    [InlineData("not known", DnssecStatus.Indeterminate, "", null, "")]
    public void BaseDomains_are(
        string what,
        DnssecStatus addresses,
        string aliases,
        DnssecStatus? alias,
        string expected
    )
    {
        var a = Lookup<IPAddress>(LookupOutcome.Answer, addresses) with
        {
            Aliases =
            [
                .. aliases
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(DomainName.Parse),
            ],
        };

        string.Join(
                ' ',
                TlsaQuestions.BaseDomains(
                    Host,
                    a,
                    alias is { } status ? Lookup<DomainName>(LookupOutcome.Answer, status) : null
                )
            )
            .ShouldBe(expected, what);
    }

    [Theory]
    [InlineData(LookupOutcome.Answer, DnssecStatus.Secure, true)]
    [InlineData(LookupOutcome.Answer, DnssecStatus.Insecure, false)]
    [InlineData(LookupOutcome.NoData, DnssecStatus.Secure, false)]
    [InlineData(LookupOutcome.NxDomain, DnssecStatus.Secure, false)]
    [InlineData(LookupOutcome.Failed, DnssecStatus.Bogus, true)]
    [InlineData(LookupOutcome.Failed, DnssecStatus.Indeterminate, true)]
    public void EndsSearch_at_a_set_and_at_a_failure(
        LookupOutcome outcome,
        DnssecStatus status,
        bool expected
    ) => TlsaQuestions.EndsSearch(Lookup<DomainName>(outcome, status)).ShouldBe(expected);

    [Fact]
    public void Slips_are_looked_for_in_every_likely_place() =>
        TlsaQuestions
            .Slips(DomainName.Parse("mx.example.nl"), DomainName.Parse("example.nl"))
            .Select(slip => $"{slip.Purpose} {slip.Owner}")
            .ShouldBe([
                "SlipPort _465._tcp.mx.example.nl",
                "SlipPort _587._tcp.mx.example.nl",
                "SlipUnderscore 25._tcp.mx.example.nl",
                "SlipUnderscore _25.tcp.mx.example.nl",
                "SlipUnderscore 25.tcp.mx.example.nl",
                "SlipNoPrefix mx.example.nl",
                "SlipDoubledZone _25._tcp.mx.example.nl.example.nl",
            ]);

    [Fact]
    public void Slips_leave_out_names_too_long_for_the_dns()
    {
        var label = new string('a', 61);
        var longest = DomainName.Parse($"{label}.{label}.{label}.{label}.nl");

        TlsaQuestions
            .Slips(longest, longest)
            .Select(slip => slip.Purpose)
            .ShouldBe([TlsaQueryPurpose.SlipNoPrefix]);
        TlsaQuestions.SlipAtMailDomain(longest, Host).ShouldBeNull();
    }

    [Theory]
    [InlineData("example", "mx.example", "_25._tcp.example")]
    [InlineData("mx.example", "mx.example", null)]
    public void Slip_at_the_mail_domain_is_that_of_another_name_than_the_host(
        string domain,
        string host,
        string? expected
    ) =>
        TlsaQuestions
            .SlipAtMailDomain(DomainName.Parse(domain), DomainName.Parse(host))
            ?.Value.ShouldBe(expected);

    private static DnsLookup<T> Lookup<T>(LookupOutcome outcome, DnssecStatus status) =>
        new()
        {
            Name = Host,
            Type = DnsRecordType.A,
            Outcome = outcome,
            Dnssec = status,
        };
}
