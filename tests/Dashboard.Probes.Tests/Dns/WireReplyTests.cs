using CsCheck;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Probes.Dns;

namespace Dashboard.Probes.Tests.Dns;

public sealed class WireReplyTests
{
    private const string Owner = "_25._tcp.mx.example";
    private const int Tlsa = 52;
    private const int Cname = 5;

    [Theory]
    [InlineData("complete", "030101aabb", "3 1 1 aabb")]
    [InlineData("no data", "030101", "3 1 1 ")]
    [InlineData("two octets", "0301", "3 1 0 ")]
    [InlineData("one octet", "03", "3 0 0 ")]
    [InlineData("nothing", "", "0 0 0 ")]
    public void Tlsa_record_of_any_length_is_a_record(string what, string rdata, string expected)
    {
        var message = WireMessage
            .Reply(Owner, Tlsa, flags: 0x81A0, answers: 2)
            .Record(Owner, Tlsa, Convert.FromHexString(rdata))
            .Record(Owner, Tlsa, Convert.FromHexString("030101cc"))
            .ToArray();

        WireReply.TryRead(message, out var reply).ShouldBeTrue(what);

        reply!.AuthenticData.ShouldBeTrue();
        reply
            .Answers.Select(record => record.Data)
            .OfType<TlsaRecord>()
            .Select(record => record.ToString())
            .ShouldBe([expected, "3 1 1 cc"]);
    }

    [Fact]
    public void Alias_and_extended_error_are_read()
    {
        var message = WireMessage
            .Reply(Owner, Tlsa, flags: 0x8183, answers: 1, additionals: 1)
            .Record(Owner, Cname, WireMessage.NameOctets("other.example"))
            .Record(".", 41, [0, 15, 0, 2, 0, 6], ttl: 0x01000000)
            .ToArray();

        WireReply.TryRead(message, out var reply).ShouldBeTrue();

        reply!.Answers.Single().Data.ShouldBe(DomainName.Parse("other.example"));
        reply.ExtendedErrors.ShouldBe([new ExtendedDnsError(6)]);
        reply.ResponseCode.ShouldBe(16 + 3);
    }

    [Fact]
    public void Pointer_that_leads_to_itself_is_refused()
    {
        // The name of the answer is a pointer to the place where it stands.
        var start = WireMessage.Reply(Owner, Tlsa, answers: 1).ToArray();
        var message = start.Concat(new byte[] { 0xC0, (byte)start.Length, 0, 52, 0, 1 }).ToArray();

        WireReply.TryRead(message, out _).ShouldBeFalse();
    }

    [Fact]
    public void Any_octets_are_read_or_refused() =>
        Gen.OneOf(Gen.Byte.Array[0, 600], Spoilt)
            .Sample(
                octets =>
                {
                    _ = WireReply.TryRead(octets, out _);
                },
                iter: 50_000
            );

    [Fact]
    public void Tlsa_data_is_read_whatever_it_is() =>
        Gen
            .Byte.Array[0, 2000]
            .Sample(
                rdata =>
                {
                    var record = TlsaRdata.Read(rdata);
                    if (rdata.Length >= 3)
                    {
                        byte[] again =
                        [
                            record.Usage,
                            record.Selector,
                            record.MatchingType,
                            .. record.AssociationData.ToArray(),
                        ];
                        again.ShouldBe(rdata);
                    }
                    else
                    {
                        record.AssociationData.ShouldBe(default(OctetString));
                    }
                },
                iter: 5_000
            );

    /// <summary>A good reply with a few octets changed and its end cut off.</summary>
    private static readonly Gen<byte[]> Spoilt = Gen.Select(
            Gen.Select(Gen.Int[0, 400], Gen.Byte).Array[0, 6],
            Gen.Int[0, 400]
        )
        .Select(
            (changes, length) =>
            {
                var message = WireMessage
                    .Reply(Owner, Tlsa, answers: 3, additionals: 1)
                    .Record(Owner, Cname, WireMessage.NameOctets("t.example"))
                    .Record("t.example", Tlsa, [3, 1, 1, 1, 2, 3])
                    .Record(
                        "t.example",
                        46,
                        [.. new byte[18], .. WireMessage.NameOctets("example")]
                    )
                    .Record(".", 41, [0, 15, 0, 2, 0, 6])
                    .ToArray();
                foreach (var (at, octet) in changes)
                {
                    message[at % message.Length] = octet;
                }
                return message[..Math.Min(length, message.Length)];
            }
        );
}
