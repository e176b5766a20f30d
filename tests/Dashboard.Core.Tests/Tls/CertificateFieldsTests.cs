using System.Formats.Asn1;
using Dashboard.Core.Tests.Inbound;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Tls;

/// <summary>Certificates as they may be written by others than the platform (RFC 5280 section 4.1).</summary>
public sealed class CertificateFieldsTests
{
    private static readonly CertificateFields Model = SentCertificate.Read(Pki.Leaf)!;

    private static readonly Action<AsnWriter> Utc = writer =>
        writer.WriteUtcTime(Pki.Instant, twoDigitYearMax: 2049);

    /// <summary>The model's names and key, signed by nobody.</summary>
    private static CertificateFields? Read(
        Action<AsnWriter>? version = null,
        Action<AsnWriter>? from = null,
        Action<AsnWriter>? to = null,
        Action<AsnWriter>? behindTheKey = null,
        bool more = false
    )
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                version?.Invoke(writer);
                writer.WriteInteger(7);
                writer.WriteEncodedValue(Model.SignatureAlgorithmIdentifier.Span);
                writer.WriteEncodedValue(Model.Issuer.Span);
                using (writer.PushSequence())
                {
                    (from ?? Utc)(writer);
                    (to ?? Utc)(writer);
                }
                writer.WriteEncodedValue(Model.Subject.Span);
                writer.WriteEncodedValue(Model.SubjectPublicKeyInfo.Span);
                behindTheKey?.Invoke(writer);
            }
            writer.WriteEncodedValue(Model.SignatureAlgorithmIdentifier.Span);
            writer.WriteBitString([1]);
            if (more)
            {
                writer.WriteNull();
            }
        }
        return SentCertificate.Read(writer.Encode());
    }

    private static Action<AsnWriter> Version(long number) =>
        writer =>
        {
            using (writer.PushSequence(Tag(0)))
            {
                writer.WriteInteger(number);
            }
        };

    [Fact]
    public void Version_is_one_more_than_its_number_and_1_where_none_is_written()
    {
        Read()!.Version.ShouldBe(1);
        Read(Version(0))!.Version.ShouldBe(1);
        Read(Version(1))!.Version.ShouldBe(2);
        Read(Version(2))!.Version.ShouldBe(3);
        Read(Version(long.MaxValue))!.Version.ShouldBe(0);
        Read(Version(2))!.SerialNumber.ShouldBe(7);
    }

    [Fact]
    public void Year_of_two_digits_is_of_1950_to_2049()
    {
        var read = Read(
            from: w => w.WriteUtcTime(new(1950, 1, 1, 0, 0, 0, TimeSpan.Zero), 2049),
            to: w => w.WriteUtcTime(new(2049, 12, 31, 23, 59, 59, TimeSpan.Zero), 2049)
        )!;

        read.NotBefore.ShouldBe(new(1950, 1, 1, 0, 0, 0, TimeSpan.Zero));
        read.NotAfter.ShouldBe(new(2049, 12, 31, 23, 59, 59, TimeSpan.Zero));
    }

    [Fact]
    public void Year_of_four_digits_is_read()
    {
        var late = new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero);
        Read(to: w => w.WriteGeneralizedTime(late))!.NotAfter.ShouldBe(late);
    }

    [Fact]
    public void Both_ends_of_the_period_belong_to_it()
    {
        var read = Read(to: w => w.WriteUtcTime(Pki.Instant.AddHours(1), 2049))!;

        read.IsValidAt(Pki.Instant.AddSeconds(-1)).ShouldBeFalse();
        read.IsValidAt(Pki.Instant).ShouldBeTrue();
        read.IsValidAt(Pki.Instant.AddHours(1)).ShouldBeTrue();
        read.IsValidAt(Pki.Instant.AddHours(1).AddSeconds(1)).ShouldBeFalse();
    }

    /// <summary>issuerUniqueID and subjectUniqueID, which are passed over.</summary>
    [Fact]
    public void Extensions_are_found_behind_unique_identifiers()
    {
        var read = Read(
            Version(2),
            behindTheKey: writer =>
            {
                writer.WriteBitString([1], tag: Tag(1));
                writer.WriteBitString([2], tag: Tag(2));
                using (writer.PushSequence(Tag(3)))
                using (writer.PushSequence())
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier("2.5.29.14");
                    writer.WriteOctetString([4, 1, 9]);
                }
            }
        )!;

        read.Extensions.SubjectKeyIdentifier.ShouldBe(new OctetString([9]));
    }

    [Fact]
    public void What_is_more_or_other_than_a_certificate_is_none()
    {
        Read(more: true).ShouldBeNull();
        Read(from: w => w.WriteNull()).ShouldBeNull();
        Read(from: w =>
                w.WriteEncodedValue([
                    0x17,
                    13,
                    .. System.Text.Encoding.ASCII.GetBytes("990230000000Z"),
                ])
            )
            .ShouldBeNull();
    }

    private static Asn1Tag Tag(int number) => new(TagClass.ContextSpecific, number);
}
