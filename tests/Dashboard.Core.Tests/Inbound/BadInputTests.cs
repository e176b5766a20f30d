using CsCheck;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.DnsSec;
using Dashboard.Core.Inbound.MailAuthentication;
using Dashboard.Core.Inbound.MtaSts;
using Dashboard.Core.Tls;
using static Dashboard.Core.Tests.Inbound.RelatedEvidence;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>What strangers publish that is no record at all: a row of the tables or not measured, never an exception, never better.</summary>
public sealed class BadInputTests
{
    private static readonly string Name254 = string.Join('.', Enumerable.Repeat("abcdefgh", 28));

    private static readonly string Long = new('a', 65_535);

    /// <summary>Behind what makes it a record of the standard.</summary>
    private static readonly (string Name, string Text)[] Bad =
    [
        ("not ASCII", "é"),
        ("NUL", "\0"),
        ("control characters", "\r\n\t\u001b"),
        ("a byte order mark", "\uFEFF"),
        ("64 kB", Long),
        ("half of a surrogate pair", "\uD800"),
    ];

    public static TheoryData<string> Names() => [.. Bad.Select(bad => bad.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Broken_record_is_never_good(string name)
    {
        var bad = Bad.Single(each => each.Name == name).Text;

        Strict(Good with { Spf = Spf(("example.nl", $"v=spf1 {bad} -all")) }, MailStandard.Spf)
            .ShouldBe(StandardOutcome.Failed);
        Strict(
                Good with
                {
                    Dmarc = Dmarc(("example.nl", $"v=DMARC1; p={bad}")),
                },
                MailStandard.Dmarc
            )
            .ShouldBe(StandardOutcome.Failed);
        Strict(
                Good with
                {
                    Dmarc = Dmarc(("example.nl", $"{bad};v=DMARC1; p=reject"), ("nl", null)),
                },
                MailStandard.Dmarc
            )
            .ShouldBe(StandardOutcome.Failed);
        Strict(
                Good with
                {
                    TlsRpt = Text("_smtp._tls.example.nl", $"v=TLSRPTv1; rua={bad}"),
                },
                MailStandard.TlsRpt
            )
            .ShouldBe(StandardOutcome.Warning);
        Strict(Good with { MtaSts = Sts(records: $"v=STSv1; id={bad};") }, MailStandard.MtaSts)
            .ShouldBe(StandardOutcome.Warning);
        Strict(
                Good with
                {
                    MtaSts = Sts(policy: $"version: STSv1\nmode: {bad}\nmx: mx1.example.nl\n"),
                },
                MailStandard.MtaSts
            )
            .ShouldBe(StandardOutcome.Warning);
    }

    [Theory]
    [InlineData("include:", " -all")]
    [InlineData("redirect=", "")]
    [InlineData("a:", " -all")]
    [InlineData("exists:", " -all")]
    public void Name_that_is_too_long_is_never_good_in_SPF(string term, string rest) =>
        Strict(
                Good with
                {
                    Spf = Spf(("example.nl", $"v=spf1 {term}{Name254}{rest}")),
                },
                MailStandard.Spf
            )
            .ShouldBeOneOf(StandardOutcome.Failed, StandardOutcome.NotMeasured);

    [Theory]
    [InlineData("max_age: 1209600\nmax_age: 12096000000000000000000000000000000000000")]
    [InlineData("max_age: 9999999999999999999999999999999999999999")]
    [InlineData("max_age: -1")]
    [InlineData("max_age: 1209600.5")]
    [InlineData("max_age: ٣")]
    public void Number_that_is_none_is_read_by_its_first_line(string lines)
    {
        var policy = $"version: STSv1\nmode: enforce\nmx: mx1.example.nl\n{lines}\n";

        // The first of two counts (RFC 8461 section 3.2).
        Strict(Good with { MtaSts = Sts(policy: policy) }, MailStandard.MtaSts)
            .ShouldBe(
                lines.StartsWith("max_age: 1209600\n", StringComparison.Ordinal)
                    ? StandardOutcome.Passed
                    : StandardOutcome.Warning
            );
    }

    [Fact]
    public void Any_answer_of_a_policy_host_has_a_verdict_and_none_without_a_policy_is_good() =>
        Gen.Select(
                Gen.OneOf(
                    Gen.Const((StsFetchFault?)null),
                    Gen.Enum<StsFetchFault>().Select(fault => (StsFetchFault?)fault)
                ),
                Gen.Int[-1, 1000],
                Gen.String,
                Gen.String,
                Gen.Bool.Array[4]
            )
            .Sample(
                (fault, status, media, body, yes) =>
                {
                    var sts = Sts(
                        policy: yes[0] ? body : null,
                        fetch =>
                            fetch with
                            {
                                Fault = fault,
                                HttpStatus = yes[1] ? status : null,
                                MediaType = yes[2] ? media : null,
                                ContentCoding = yes[3] ? media : null,
                            }
                    );

                    Strict(Good with { MtaSts = sts }, MailStandard.MtaSts)
                        .ShouldNotBe(StandardOutcome.Passed);
                }
            );

    /// <summary>Of a zone in which no key, digest or signature has anything to say.</summary>
    [Fact]
    public void Any_key_material_has_a_verdict_and_old_algorithms_are_never_good() =>
        Gen.Select(
                Gen.Byte.Array[0, 40],
                Gen.Byte.Array[0, 40],
                Gen.Int[-1, 70_000],
                Gen.Int[0, 300],
                Gen.Int[0, 300],
                Gen.Int[-5, 100_000]
            )
            .Sample(
                (key, param, flags, algorithm, digest, bits) =>
                {
                    var zone = Zone() with
                    {
                        Ds = Look.Up(
                            "example.nl",
                            DnsRecordType.Ds,
                            DnssecStatus.Secure,
                            new DsRecord(flags, algorithm, digest, new OctetString(key))
                        ),
                        Dnskey = Look.Up(
                            "example.nl",
                            DnsRecordType.Dnskey,
                            DnssecStatus.Secure,
                            DnskeyRecord.Read(key) ?? new DnskeyRecord(flags, algorithm, 0, bits)
                        ),
                        Nsec3Param = Look.Up(
                            "example.nl",
                            DnsRecordType.Nsec3Param,
                            DnssecStatus.Secure,
                            Nsec3ParamRecord.Read(param)
                                ?? new Nsec3ParamRecord(1, bits, new OctetString(param))
                        ),
                    };

                    var outcome = Strict(
                        Good with
                        {
                            DnsSec = Zones(zone),
                        },
                        MailStandard.DnssecDomain
                    );
                    if (algorithm is 1 or 3 or 5 or 6 or 7 or 12)
                    {
                        outcome.ShouldNotBe(StandardOutcome.Passed);
                    }
                }
            );

    [Fact]
    public void Any_pattern_of_ten_thousand_is_read_and_a_hundred_kept()
    {
        var policy =
            "version: STSv1\nmode: enforce\nmax_age: 1209600\n"
            + string.Concat(Enumerable.Range(0, 10_000).Select(i => $"mx: mx{i}.example.org\n"));

        var read = StsPolicyReader.Read(policy);

        read.Mx.Count.ShouldBe(100);
        Strict(Good with { MtaSts = Sts(policy: policy) }, MailStandard.MtaSts)
            .ShouldBe(StandardOutcome.NotMeasured);
    }

    private static StandardOutcome Strict(RelatedObservation related, MailStandard standard) =>
        RelatedStandards
            .Judge(Domain with { Related = related }, DomainJudgement.Judge(Domain))
            .Single(verdict => verdict.Standard == standard)
            .Strict;
}
