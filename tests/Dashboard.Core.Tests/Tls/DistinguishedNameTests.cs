using System.Formats.Asn1;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Tls;

/// <summary>Names as certificates have them (RFC 5280 sections 4.1.2.4 and 7.1).</summary>
public sealed class DistinguishedNameTests
{
    private const string CommonName = "2.5.4.3";
    private const string Organisation = "2.5.4.10";
    private const string MailAddress = "1.2.840.113549.1.9.1";

    private static readonly byte[] Unreadable = [0x30, 3, 0x31, 1, 5];

    /// <param name="sets">The relative names, each of the attributes that it has.</param>
    private static byte[] Name(params (string Oid, UniversalTagNumber Kind, string Text)[][] sets)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var set in sets)
            {
                using (writer.PushSetOf())
                {
                    foreach (var (oid, kind, text) in set)
                    {
                        using (writer.PushSequence())
                        {
                            writer.WriteObjectIdentifier(oid);
                            writer.WriteCharacterString(kind, text);
                        }
                    }
                }
            }
        }
        return writer.Encode();
    }

    private static (string, UniversalTagNumber, string)[] Utf8(string oid, string text) =>
        [(oid, UniversalTagNumber.UTF8String, text)];

    /// <summary>A common name of a type that is no text.</summary>
    private static byte[] Number(int number)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSetOf())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(CommonName);
            writer.WriteInteger(number);
        }
        return writer.Encode();
    }

    [Theory]
    [InlineData(UniversalTagNumber.UTF8String)]
    [InlineData(UniversalTagNumber.PrintableString)]
    [InlineData(UniversalTagNumber.IA5String)]
    [InlineData(UniversalTagNumber.T61String)]
    [InlineData(UniversalTagNumber.BMPString)]
    [InlineData(UniversalTagNumber.VisibleString)]
    public void Kind_of_string_case_and_spaces_make_no_difference(UniversalTagNumber kind)
    {
        var name = Name([(CommonName, kind, "  Our  Root ")]);

        DistinguishedName.AreSame(name, Name(Utf8(CommonName, "our root"))).ShouldBeTrue();
        DistinguishedName.AreSame(name, Name(Utf8(CommonName, "ourroot"))).ShouldBeFalse();
        DistinguishedName.AreSame(name, Name(Utf8(Organisation, "our root"))).ShouldBeFalse();
        DistinguishedName.CommonNames(name).ShouldBe(["  Our  Root "]);
    }

    [Fact]
    public void What_is_no_text_is_the_same_only_octet_by_octet()
    {
        DistinguishedName.AreSame(Number(1), Number(1)).ShouldBeTrue();
        DistinguishedName.AreSame(Number(1), Number(2)).ShouldBeFalse();
        DistinguishedName
            .AreSame(Number(1), Name(Utf8(CommonName, "octets 020101")))
            .ShouldBeFalse();
        DistinguishedName.CommonNames(Number(1)).ShouldBeEmpty();
    }

    [Fact]
    public void Relative_names_are_in_order_and_their_attributes_are_not()
    {
        var (one, other) = (Utf8(CommonName, "one"), Utf8(Organisation, "other"));

        DistinguishedName.AreSame(Name(one, other), Name(other, one)).ShouldBeFalse();
        DistinguishedName.AreSame(Name(one, other), Name([.. one, .. other])).ShouldBeFalse();
        DistinguishedName
            .AreSame(Name([.. one, .. other]), Name([.. other, .. one]))
            .ShouldBeTrue();
        DistinguishedName.AreSame(Name(one), Name(one, other)).ShouldBeFalse();
    }

    [Fact]
    public void Name_that_cannot_be_read_is_the_same_as_itself_alone()
    {
        DistinguishedName.AreSame(Unreadable, Unreadable).ShouldBeTrue();
        DistinguishedName.AreSame(Unreadable, Name()).ShouldBeFalse();
        DistinguishedName.AreSame(Name(), Unreadable).ShouldBeFalse();
        DistinguishedName.ToText(new byte[] { 1, 2, 3 }).ShouldBeEmpty();
        Should.Throw<AsnContentException>(() => DistinguishedName.IsEmpty(Unreadable));
    }

    [Fact]
    public void Name_is_below_those_that_it_begins_with()
    {
        var (one, other) = (Utf8(CommonName, "one"), Utf8(Organisation, "other"));

        DistinguishedName.IsBelow(Name(one, other), Name(one)).ShouldBeTrue();
        DistinguishedName.IsBelow(Name(one, other), Name()).ShouldBeTrue();
        DistinguishedName.IsBelow(Name(one, other), Name(one, other)).ShouldBeTrue();
        DistinguishedName.IsBelow(Name(one, other), Name(other)).ShouldBeFalse();
        DistinguishedName.IsBelow(Name(one), Name(one, other)).ShouldBeFalse();
        DistinguishedName.IsBelow(Name([.. one, .. other]), Name(one)).ShouldBeFalse();
        DistinguishedName.IsEmpty(Name()).ShouldBeTrue();
        DistinguishedName.IsEmpty(Name(one)).ShouldBeFalse();
    }

    [Fact]
    public void Values_are_read_in_order_from_sets_of_several_too()
    {
        var name = Name(
            Utf8(CommonName, "first"),
            [
                (Organisation, UniversalTagNumber.UTF8String, "Us"),
                (CommonName, UniversalTagNumber.PrintableString, "second"),
            ],
            [
                (MailAddress, UniversalTagNumber.IA5String, "a@example.nl"),
                (MailAddress, UniversalTagNumber.UTF8String, "b@example.nl"),
            ],
            Utf8(CommonName, "third")
        );

        DistinguishedName.CommonNames(name).ShouldBe(["first", "second", "third"]);
        // The members of a set are ordered by their encoding: a UTF8String comes first.
        DistinguishedName.MailAddresses(name).ShouldBe([null, "a@example.nl"]);
    }

    [Fact]
    public void What_cannot_be_read_hides_mail_addresses_and_the_names_behind_it()
    {
        byte[] readable = [.. Name(Utf8(CommonName, "first"))[2..]];
        byte[] broken = [0x30, (byte)(readable.Length + 3), .. readable, 0x31, 1, 5];

        DistinguishedName.CommonNames(broken).ShouldBe(["first"]);
        DistinguishedName.MailAddresses(broken).ShouldBe([null]);
    }

    /// <summary>As BER allows and DER does not.</summary>
    [Fact]
    public void Set_in_another_order_than_DER_has_is_read()
    {
        var attributes = new[] { (CommonName, "one"), (MailAddress, "a@example.nl") }
            .Select(pair =>
            {
                var attribute = new AsnWriter(AsnEncodingRules.DER);
                using (attribute.PushSequence())
                {
                    attribute.WriteObjectIdentifier(pair.Item1);
                    attribute.WriteCharacterString(UniversalTagNumber.IA5String, pair.Item2);
                }
                return attribute.Encode();
            })
            .ToList();
        byte[] Of(params byte[][] members)
        {
            byte[] set = [.. members.SelectMany(member => member)];
            return [0x30, (byte)(set.Length + 2), 0x31, (byte)set.Length, .. set];
        }
        var one = Of([.. attributes]);
        var other = Of([.. attributes.AsEnumerable().Reverse()]);

        DistinguishedName.AreSame(one, other).ShouldBeTrue();
        foreach (var name in new[] { one, other })
        {
            DistinguishedName.CommonNames(name).ShouldBe(["one"]);
            DistinguishedName.MailAddresses(name).ShouldBe(["a@example.nl"]);
        }
    }
}
