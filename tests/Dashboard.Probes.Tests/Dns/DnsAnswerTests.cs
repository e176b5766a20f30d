using Dashboard.Core.Dns;
using Dashboard.Probes.Dns;

namespace Dashboard.Probes.Tests.Dns;

/// <summary>A failed lookup is never an absent record, and only what was validated is secure.</summary>
public sealed class DnsAnswerTests
{
    private static readonly DomainName Name = DomainName.Parse("x.example");

    private static readonly Reading[] Readings =
    [
        new()
        {
            What = "records, AD",
            AuthenticData = true,
            Expected = "Answer Secure",
        },
        new() { What = "records, no AD", Expected = "Answer Insecure" },
        new()
        {
            What = "records, AD of a stranger",
            AuthenticData = true,
            Believed = false,
            Expected = "Answer Indeterminate",
        },
        new()
        {
            What = "no AD of a stranger",
            Believed = false,
            Expected = "Answer Indeterminate",
        },
        new()
        {
            What = "NXDOMAIN, AD",
            ResponseCode = 3,
            AuthenticData = true,
            Expected = "NxDomain Secure",
        },
        new()
        {
            What = "NXDOMAIN, no AD",
            ResponseCode = 3,
            Expected = "NxDomain Insecure",
        },
        new()
        {
            What = "SERVFAIL",
            ResponseCode = 2,
            Expected = "Failed Indeterminate ServFail",
        },
        new()
        {
            What = "SERVFAIL with AD",
            ResponseCode = 2,
            AuthenticData = true,
            Expected = "Failed Indeterminate ServFail",
        },
        new()
        {
            What = "SERVFAIL, DNSSEC bogus",
            ResponseCode = 2,
            ExtendedError = 6,
            Expected = "Failed Bogus ServFail",
        },
        new()
        {
            What = "SERVFAIL, signature expired",
            ResponseCode = 2,
            ExtendedError = 7,
            Expected = "Failed Bogus ServFail",
        },
        new()
        {
            What = "SERVFAIL, NSEC missing",
            ResponseCode = 2,
            ExtendedError = 12,
            Expected = "Failed Bogus ServFail",
        },
        new()
        {
            What = "SERVFAIL, no authority",
            ResponseCode = 2,
            ExtendedError = 22,
            Expected = "Failed Indeterminate ServFail",
        },
        new()
        {
            What = "SERVFAIL, bogus says a stranger",
            ResponseCode = 2,
            ExtendedError = 6,
            Believed = false,
            Expected = "Failed Indeterminate ServFail",
        },
        new()
        {
            What = "REFUSED",
            ResponseCode = 5,
            Expected = "Failed Indeterminate Refused",
        },
        new()
        {
            What = "FORMERR",
            ResponseCode = 1,
            Expected = "Failed Indeterminate OtherResponseCode",
        },
        new()
        {
            What = "BADVERS",
            ResponseCode = 16,
            AuthenticData = true,
            Expected = "Failed Indeterminate OtherResponseCode",
        },
    ];

    public static TheoryData<string> WhatIsRead => [.. Readings.Select(reading => reading.What)];

    [Theory]
    [MemberData(nameof(WhatIsRead))]
    public void Read_says(string what)
    {
        var reading = Readings.Single(one => one.What == what);

        var lookup = DnsAnswer.Read<MxRecord>(
            Name,
            DnsRecordType.Mx,
            Reply(reading.AuthenticData, reading.ResponseCode, [Mx(Name)]) with
            {
                ExtendedErrors = reading.ExtendedError is { } error
                    ? [new ExtendedDnsError(error)]
                    : [],
            },
            reading.Believed
        );

        $"{lookup.Outcome} {lookup.Dnssec} {lookup.Failure}"
            .TrimEnd()
            .ShouldBe(reading.Expected, what);
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

    private static readonly ApexCase[] Apexes =
    [
        new()
        {
            What = "denial",
            Authority = "example",
            Expected = "example",
        },
        new()
        {
            What = "apex",
            Answer = "x.example",
            Expected = "x.example",
        },
        new()
        {
            What = "deepest",
            Authority = "example",
            Answer = "x.example",
            Expected = "x.example",
        },
        new() { What = "of another name", Authority = "other.example" },
        new()
        {
            What = "alias: who signs it",
            Authority = "other.example",
            Signer = "example",
            Expected = "example",
        },
        new()
        {
            What = "alias that a stranger signs",
            Authority = "other.example",
            Signer = "stranger.example",
        },
        new() { What = "nothing" },
    ];

    public static TheoryData<string> WhatNamesTheZone => [.. Apexes.Select(apex => apex.What)];

    [Theory]
    [MemberData(nameof(WhatNamesTheZone))]
    public void Apex_is_read_from_what_names_the_zone(string what)
    {
        var apex = Apexes.Single(one => one.What == what);
        var reply = Reply(true, 0, [.. Soa(apex.Answer), .. Signature(apex.Signer)]) with
        {
            Authorities = [.. Soa(apex.Authority)],
        };

        var lookup = DnsAnswer.AsApex(
            DnsAnswer.Read<DomainName>(Name, DnsRecordType.Soa, reply, believed: true),
            reply
        );

        lookup.Records.ShouldBe(
            apex.Expected is null ? [] : [DomainName.Parse(apex.Expected)],
            what
        );
        lookup.Outcome.ShouldBe(
            apex.Expected is null ? LookupOutcome.Failed : LookupOutcome.Answer,
            what
        );
    }

    private static IEnumerable<DnsReplyRecord> Soa(string? owner) =>
        owner is null
            ? []
            : [new(DomainName.Parse(owner), (int)DnsRecordType.Soa, 300, DomainName.Parse("ns"))];

    private static IEnumerable<DnsReplyRecord> Signature(string? signer) =>
        signer is null
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

    /// <summary>A reply of one MX record.</summary>
    private sealed record Reading
    {
        public required string What { get; init; }

        public int ResponseCode { get; init; }

        public bool AuthenticData { get; init; }

        /// <summary>RFC 8914; null for none.</summary>
        public int? ExtendedError { get; init; }

        /// <summary>Whether the resolver counts.</summary>
        public bool Believed { get; init; } = true;

        /// <summary>Outcome, security and failure.</summary>
        public required string Expected { get; init; }
    }

    /// <summary>Names in the reply to a question for an SOA record; null where it has none there.</summary>
    private sealed record ApexCase
    {
        public required string What { get; init; }

        /// <summary>The owner of the SOA record in the authority section.</summary>
        public string? Authority { get; init; }

        /// <summary>The owner of the SOA record in the answer.</summary>
        public string? Answer { get; init; }

        /// <summary>The zone that signed the answer.</summary>
        public string? Signer { get; init; }

        /// <summary>Null where no zone is known.</summary>
        public string? Expected { get; init; }
    }
}
