using System.Security.Cryptography;
using CsCheck;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Tests.Inbound;

namespace Dashboard.Core.Tests.Dns;

public sealed class TlsaSetTests
{
    private static readonly Gen<TlsaRecord> Records = Gen.Select(
        Gen.Byte[0, 4],
        Gen.Byte[0, 2],
        Gen.Byte[0, 3],
        Gen.Int[0, 2],
        (usage, selector, type, data) =>
            new TlsaRecord(
                usage,
                selector,
                type,
                new OctetString(
                    data == 0 ? [1]
                    : type == 2 ? SHA512.HashData([(byte)data])
                    : SHA256.HashData([(byte)data])
                )
            )
    );

    [Fact]
    public void Agility_leaves_no_group_without_its_strongest() =>
        Records
            .List[0, 8]
            .Sample(records =>
            {
                var set = TlsaSet.Assess(records);
                var usable = set.Where(t => t.Problem is null).ToList();
                return set.Count == records.Count
                    && usable
                        .GroupBy(t => (t.Record.Usage, t.Record.Selector))
                        .All(g => g.Any(t => !t.LeftOutByAgility))
                    && usable
                        .Where(t => t.LeftOutByAgility)
                        .All(t =>
                            usable.Any(o =>
                                o.Record.Usage == t.Record.Usage
                                && o.Record.Selector == t.Record.Selector
                                && o.Record.MatchingType > t.Record.MatchingType
                            )
                        )
                    && set.Where(t => t.Problem is not null).All(t => !t.LeftOutByAgility);
            });

    [Fact]
    public void Unusable_record_changes_nothing_for_the_others() =>
        Gen.Select(Records.List[1, 6], Records, Gen.Int[0, 6])
            .Sample(
                (records, extra, at) =>
                {
                    if (TlsaSet.ProblemOf(extra) is null || records.Contains(extra))
                    {
                        return true;
                    }
                    var with = records.ToList();
                    var position = at % (records.Count + 1);
                    with.Insert(position, extra);
                    var judged = TlsaSet.Assess(with).ToList();
                    judged.RemoveAt(position);
                    return judged.SequenceEqual(TlsaSet.Assess(records));
                }
            );

    [Fact]
    public void Order_does_not_matter_to_what_is_kept() =>
        Records
            .List[0, 8]
            .Sample(records =>
            {
                static HashSet<TlsaRecord> Kept(IEnumerable<TlsaRecord> records) =>
                    [
                        .. TlsaSet
                            .Assess([.. records])
                            .Where(t => t is { Problem: null, LeftOutByAgility: false })
                            .Select(t => t.Record),
                    ];
                return Kept(records).SetEquals(Kept(records.AsEnumerable().Reverse()));
            });

    [Fact]
    public void Rdata_is_read_as_it_stands() =>
        Gen
            .Byte.Array[0, 80]
            .Sample(rdata =>
            {
                var read = TlsaRecord.TryReadRdata(rdata, out var record);
                return read == (rdata.Length >= 3)
                    && (
                        record is null
                        || (
                            record.Usage == rdata[0]
                            && record.Selector == rdata[1]
                            && record.MatchingType == rdata[2]
                            && record.AssociationData.Span.SequenceEqual(rdata.AsSpan(3))
                        )
                    );
            });

    [Fact]
    public void Association_is_of_certificate_or_key_whole_or_digested()
    {
        using var platform =
            System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificate(
                Pki.Leaf
            );
        var key = platform.PublicKey.ExportSubjectPublicKeyInfo();
        TlsaAssociation
            .Compute(Selector.Cert, MatchingType.Full, Pki.Leaf)
            .ShouldBe(new OctetString(Pki.Leaf));
        TlsaAssociation
            .Compute(Selector.Cert, MatchingType.Sha256, Pki.Leaf)
            .ShouldBe(new OctetString(SHA256.HashData(Pki.Leaf)));
        TlsaAssociation
            .Compute(Selector.Spki, MatchingType.Full, Pki.Leaf)
            .ShouldBe(new OctetString(key));
        TlsaAssociation
            .Compute(Selector.Spki, MatchingType.Sha512, Pki.Leaf)
            .ShouldBe(new OctetString(SHA512.HashData(key)));
        TlsaAssociation.Compute(Selector.Spki, MatchingType.Sha256, [1, 2]).ShouldBeNull();
        TlsaAssociation.Compute((Selector)2, MatchingType.Sha256, Pki.Leaf).ShouldBeNull();
        TlsaAssociation.Compute(Selector.Cert, (MatchingType)3, Pki.Leaf).ShouldBeNull();
    }

    [Theory]
    [InlineData(0, 0, 0, "PKIX-TA(0) Cert(0) Full(0)")]
    [InlineData(1, 1, 1, "PKIX-EE(1) SPKI(1) SHA2-256(1)")]
    [InlineData(2, 0, 2, "DANE-TA(2) Cert(0) SHA2-512(2)")]
    [InlineData(3, 1, 1, "DANE-EE(3) SPKI(1) SHA2-256(1)")]
    [InlineData(255, 255, 255, "PrivCert(255) PrivSel(255) PrivMatch(255)")]
    [InlineData(9, 8, 7, "?(9) ?(8) ?(7)")]
    public void Mnemonic_is_that_of_RFC_7218(
        byte usage,
        byte selector,
        byte type,
        string expected
    ) =>
        new AssessedTlsa(new TlsaRecord(usage, selector, type, default)).Mnemonic.ShouldBe(
            expected
        );
}
