using Dashboard.Core.Dns;
using Dashboard.Probes.Dns;

namespace Dashboard.Probes.Tests.Dns;

/// <summary>A failed lookup is never an absent record, and only what was validated is secure.</summary>
public sealed class DnsAnswerTests
{
    private static readonly DomainName Name = DomainName.Parse("x.example");

    [Theory]
    [InlineData("records, AD", 0, true, 0, true, "Answer Secure")]
    [InlineData("records, no AD", 0, false, 0, true, "Answer Insecure")]
    [InlineData("records, AD of a stranger", 0, true, 0, false, "Answer Indeterminate")]
    [InlineData("no AD of a stranger", 0, false, 0, false, "Answer Indeterminate")]
    [InlineData("NXDOMAIN, AD", 3, true, 0, true, "NxDomain Secure")]
    [InlineData("NXDOMAIN, no AD", 3, false, 0, true, "NxDomain Insecure")]
    [InlineData("SERVFAIL", 2, false, 0, true, "Failed Indeterminate ServFail")]
    [InlineData("SERVFAIL with AD", 2, true, 0, true, "Failed Indeterminate ServFail")]
    [InlineData("SERVFAIL, DNSSEC bogus", 2, false, 6, true, "Failed Bogus ServFail")]
    [InlineData("SERVFAIL, signature expired", 2, false, 7, true, "Failed Bogus ServFail")]
    [InlineData("SERVFAIL, NSEC missing", 2, false, 12, true, "Failed Bogus ServFail")]
    [InlineData("SERVFAIL, no authority", 2, false, 22, true, "Failed Indeterminate ServFail")]
    [InlineData(
        "SERVFAIL, bogus says a stranger",
        2,
        false,
        6,
        false,
        "Failed Indeterminate ServFail"
    )]
    [InlineData("REFUSED", 5, false, 0, true, "Failed Indeterminate Refused")]
    [InlineData("FORMERR", 1, false, 0, true, "Failed Indeterminate OtherResponseCode")]
    [InlineData("BADVERS", 16, true, 0, true, "Failed Indeterminate OtherResponseCode")]
    public void Read_says(
        string what,
        int code,
        bool ad,
        int extendedError,
        bool believed,
        string expected
    )
    {
        var lookup = DnsAnswer.Read<MxRecord>(
            Name,
            DnsRecordType.Mx,
            Reply(ad, code, [Mx(Name)]) with
            {
                ExtendedErrors = extendedError == 0 ? [] : [new ExtendedDnsError(extendedError)],
            },
            believed
        );

        $"{lookup.Outcome} {lookup.Dnssec} {lookup.Failure}".TrimEnd().ShouldBe(expected, what);
        lookup.Records.Count.ShouldBe(lookup.Outcome == LookupOutcome.Answer ? 1 : 0);
    }

    [Fact]
    public void Read_follows_aliases_to_the_records()
    {
        var middle = DomainName.Parse("middle.example");
        var end = DomainName.Parse("end.example");

        var lookup = Read(Alias(middle, end), Mx(end), Alias(Name, middle));

        lookup.Outcome.ShouldBe(LookupOutcome.Answer);
        lookup.Aliases.ShouldBe([middle, end]);
    }

    [Theory]
    [InlineData("denial", "example", "", "", "example")]
    [InlineData("apex", "", "x.example", "", "x.example")]
    [InlineData("deepest", "example", "x.example", "", "x.example")]
    [InlineData("of another name", "other.example", "", "", null)]
    [InlineData("alias: who signs it", "other.example", "", "example", "example")]
    [InlineData("alias that a stranger signs", "other.example", "", "stranger.example", null)]
    [InlineData("nothing", "", "", "", null)]
    public void Apex_is_read_from_what_names_the_zone(
        string what,
        string authority,
        string answer,
        string signer,
        string? expected
    )
    {
        var reply = Reply(true, 0, [.. Soa(answer), .. Signature(signer)]) with
        {
            Authorities = [.. Soa(authority)],
        };

        var lookup = DnsAnswer.AsApex(
            DnsAnswer.Read<DomainName>(Name, DnsRecordType.Soa, reply, believed: true),
            reply
        );

        lookup.Records.ShouldBe(expected is null ? [] : [DomainName.Parse(expected)], what);
        lookup.Outcome.ShouldBe(
            expected is null ? LookupOutcome.Failed : LookupOutcome.Answer,
            what
        );
    }

    private static IEnumerable<DnsReplyRecord> Soa(string owner) =>
        owner.Length == 0
            ? []
            : [new(DomainName.Parse(owner), (int)DnsRecordType.Soa, 300, DomainName.Parse("ns"))];

    private static IEnumerable<DnsReplyRecord> Signature(string signer) =>
        signer.Length == 0
            ? []
            :
            [
                new(
                    Name,
                    46,
                    300,
                    new RrsigSpan(
                        5,
                        13,
                        DomainName.Parse(signer),
                        DateTimeOffset.UnixEpoch,
                        DateTimeOffset.UnixEpoch
                    )
                ),
            ];

    [Fact]
    public void Read_takes_no_record_of_another_name()
    {
        var lookup = Read(Mx(DomainName.Parse("attacker.example")));

        lookup.Outcome.ShouldBe(LookupOutcome.NoData);
        lookup.Records.ShouldBeEmpty();
    }

    [Fact]
    public void Read_says_no_data_where_an_alias_leads_to_nothing()
    {
        var end = DomainName.Parse("end.example");

        var lookup = Read(Alias(Name, end));

        lookup.Outcome.ShouldBe(LookupOutcome.NoData);
        lookup.Aliases.ShouldBe([end]);
    }

    [Fact]
    public void Read_comes_to_an_end_where_aliases_go_round()
    {
        var other = DomainName.Parse("other.example");

        Read(Alias(Name, other), Alias(other, Name)).Outcome.ShouldBe(LookupOutcome.NoData);
    }

    private static DnsLookup<MxRecord> Read(params DnsReplyRecord[] answers) =>
        DnsAnswer.Read<MxRecord>(Name, DnsRecordType.Mx, Reply(true, 0, answers), believed: true);

    private static DnsReply Reply(bool ad, int code, DnsReplyRecord[] answers) =>
        new()
        {
            QuestionName = Name,
            QuestionType = (int)DnsRecordType.Mx,
            ResponseCode = code,
            AuthenticData = ad,
            Answers = answers,
        };

    private static DnsReplyRecord Mx(DomainName owner) =>
        new(owner, (int)DnsRecordType.Mx, 300, new MxRecord(10, DomainName.Parse("mx.example")));

    private static DnsReplyRecord Alias(DomainName owner, DomainName target) =>
        new(owner, (int)DnsRecordType.Cname, 300, target);
}
