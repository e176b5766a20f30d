using System.Net;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Probes.Dns;

namespace Dashboard.Probes.Tests.Dns;

/// <summary>Resolvers rotate the records of a set: what is read of it must not.</summary>
public sealed class RecordOrderTests
{
    private static readonly SetCase[] Sets =
    [
        new(DnsRecordType.A, [Address("127.1.1.99"), Address("127.1.1.100"), Address("127.2.0.1")]),
        new(DnsRecordType.Aaaa, [Address("2001:db8::9"), Address("2001:db8::10")]),
        new(DnsRecordType.Cname, [Name("a.example"), Name("b.example")]),
        new(DnsRecordType.Ns, [Name("a.example"), Name("b.example")]),
        new(DnsRecordType.Ptr, [Name("a.example"), Name("b.example")]),
        new(DnsRecordType.Soa, [Name("a.example"), Name("b.example")]),
        new(
            DnsRecordType.Mx,
            [
                new MxRecord(9, Name("b.example")),
                new MxRecord(10, Name("a.example")),
                new MxRecord(10, Name("b.example")),
            ]
        ),
        new(DnsRecordType.Txt, ["V=spf1", "v=spf1 -all", "v=spf1 ~all"]),
        new(
            DnsRecordType.Tlsa,
            [
                new TlsaRecord(2, 1, 1, Octets("ff")),
                new TlsaRecord(3, 0, 1, Octets("ff")),
                new TlsaRecord(3, 1, 1, Octets("ff")),
                new TlsaRecord(3, 1, 2, Octets("00")),
                new TlsaRecord(3, 1, 2, Octets("0001")),
            ]
        ),
        new(
            DnsRecordType.Ds,
            [
                new DsRecord(1, 13, 2, Octets("ff")),
                new DsRecord(2, 8, 2, Octets("ff")),
                new DsRecord(2, 13, 2, Octets("ff")),
                new DsRecord(2, 13, 4, Octets("00")),
                new DsRecord(2, 13, 4, Octets("01")),
            ]
        ),
        new(
            DnsRecordType.Dnskey,
            [
                new DnskeyRecord(256, 13, 9, null),
                new DnskeyRecord(257, 8, 9, null),
                new DnskeyRecord(257, 13, 1, 384),
                new DnskeyRecord(257, 13, 2, null),
                new DnskeyRecord(257, 13, 2, 256),
            ]
        ),
        new(
            DnsRecordType.Nsec3Param,
            [
                new Nsec3ParamRecord(1, 0, Octets("ff")),
                new Nsec3ParamRecord(1, 10, Octets("00")),
                new Nsec3ParamRecord(1, 10, Octets("01")),
                new Nsec3ParamRecord(2, 0, Octets("00")),
            ]
        ),
        new(
            DnsRecordType.Caa,
            [
                new CaaRecord(0, "issue", "b.example"),
                new CaaRecord(0, "issuewild", "a.example"),
                new CaaRecord(128, "issue", "a.example"),
                new CaaRecord(128, "issue", "b.example"),
            ]
        ),
    ];

    public static TheoryData<DnsRecordType> Types => [.. Sets.Select(set => set.Type)];

    [Fact]
    public void Order_is_known_of_each_type_that_is_asked_for() =>
        Sets.Select(set => set.Type).ShouldBe(Enum.GetValues<DnsRecordType>(), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Types))]
    public void Answer_is_the_same_however_its_set_is_rotated(DnsRecordType type)
    {
        var set = Sets.Single(one => one.Type == type);
        for (var first = 0; first < set.Records.Length; first++)
        {
            object[] rotated = [.. set.Records[first..], .. set.Records[..first]];

            Read(type, rotated).ShouldBe(set.Records, $"from record {first}");
            Read(type, [.. rotated.Reverse()]).ShouldBe(set.Records, $"back from record {first}");
        }
    }

    [Fact]
    public void Signatures_are_the_same_however_they_are_rotated()
    {
        RrsigSpan[] signatures =
        [
            Signature(1, "a.example", 13, 1, 0),
            Signature(1, "a.example", 13, 2, 0),
            Signature(1, "a.example", 13, 2, 1),
            Signature(1, "a.example", 14, 1, 0),
            Signature(1, "b.example", 8, 1, 0),
            Signature(2, "a.example", 8, 1, 0),
        ];
        for (var first = 0; first < signatures.Length; first++)
        {
            RrsigSpan[] rotated = [.. signatures[first..], .. signatures[..first]];

            var lookup = Lookup(DnsRecordType.A, rotated);
            lookup.Signatures.ShouldBe(signatures);
            DnsAnswer
                .WithDenial(lookup, Reply(DnsRecordType.A, [], rotated))
                .DenialSignatures.ShouldBe(signatures);
        }
    }

    [Fact]
    public void Records_of_two_types_have_no_order() =>
        Should.Throw<NotSupportedException>(() =>
            RecordOrder.Instance.Compare("text", Name("a.example"))
        );

    private static IReadOnlyList<object> Read(DnsRecordType type, object[] records) =>
        Lookup(type, records).Records;

    private static DnsLookup<object> Lookup(DnsRecordType type, object[] records) =>
        DnsAnswer.Read<object>(
            Owner,
            type,
            Reply(type, [.. records.Where(record => record is not RrsigSpan)], records),
            believed: true
        );

    private static DnsReply Reply(DnsRecordType type, object[] answers, object[] signatures) =>
        new()
        {
            QuestionName = Owner,
            QuestionType = (int)type,
            ResponseCode = 0,
            AuthenticData = true,
            Answers =
            [
                .. answers.Select(data => new DnsReplyRecord(Owner, (int)type, 300, data)),
                .. Signed(signatures),
            ],
            Authorities = [.. Signed(signatures)],
        };

    private static IEnumerable<DnsReplyRecord> Signed(object[] records) =>
        records.OfType<RrsigSpan>().Select(data => new DnsReplyRecord(Owner, 46, 300, data));

    private static readonly DomainName Owner = Name("x.example");

    private static IPAddress Address(string text) => IPAddress.Parse(text);

    private static DomainName Name(string text) => DomainName.Parse(text);

    private static OctetString Octets(string hex) => OctetString.FromHex(hex);

    private static RrsigSpan Signature(
        int type,
        string signer,
        int algorithm,
        int expiration,
        int inception
    ) =>
        new(
            type,
            algorithm,
            Name(signer),
            DateTimeOffset.FromUnixTimeSeconds(inception),
            DateTimeOffset.FromUnixTimeSeconds(expiration)
        );

    /// <param name="Records">In the order that they must come out.</param>
    private sealed record SetCase(DnsRecordType Type, object[] Records);
}
