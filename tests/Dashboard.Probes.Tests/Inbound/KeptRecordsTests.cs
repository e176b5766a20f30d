using CsCheck;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Tls;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Tests.Smtp;

namespace Dashboard.Probes.Tests.Inbound;

public sealed class KeptRecordsTests
{
    private static readonly int[] Lengths = [0, 32, 64, 3000];

    [Fact]
    public void Honest_set_is_kept_as_it_is()
    {
        var set = Enumerable.Range(0, KeptRecords.MostTlsa).Select(i => Tlsa(3, 1, 1, 32, i));

        var kept = KeptRecords.Of(Lookup(DnsRecordType.Tlsa, set), TlsaQueryPurpose.Sender, []);

        kept.Records.ShouldBe(set, ignoreOrder: true);
        kept.OmittedRecords.ShouldBeNull();
    }

    [Fact]
    public void Flood_of_TLSA_records_is_counted_and_the_ones_that_decide_are_kept()
    {
        var strongest = Tlsa(3, 1, 2, 64, 7);
        var flood = Lookup(
            DnsRecordType.Tlsa,
            Enumerable
                .Range(0, 1000)
                .SelectMany(i => new[] { Tlsa(0, 1, 1, 32, i), Tlsa(3, 1, 1, 32, i) })
                .Append(strongest)
        );

        var kept = KeptRecords.Of(flood, TlsaQueryPurpose.Sender, []);

        kept.Records.Count.ShouldBe(KeptRecords.MostTlsa);
        kept.Records.ShouldContain(strongest);
        kept.OmittedRecords.ShouldBe(2001 - KeptRecords.MostTlsa);
        kept.Outcome.ShouldBe(LookupOutcome.Answer);
    }

    /// <summary>Which of sixty records is the one that matches, and in which order they come, changes nothing.</summary>
    [Fact]
    public void Record_that_matches_is_kept_whatever_the_order_of_the_answer()
    {
        var served = CertificateChain.AsSent([TestCertificates.Ecdsa.RawData]);
        var match = new TlsaRecord(
            3,
            1,
            1,
            TlsaAssociation
                .Compute(Selector.Spki, MatchingType.Sha256, served.Certificates[0].Der.ToArray())!
                .Value
        );
        var set = Enumerable
            .Range(0, 2000)
            .Select(i => Tlsa(3, 1, 1, 32, i))
            .Append(match)
            .ToList();
        Gen.Shuffle(set.ToArray())
            .Sample(
                shuffled =>
                {
                    var kept = KeptRecords.Of(
                        Lookup(DnsRecordType.Tlsa, shuffled),
                        TlsaQueryPurpose.Sender,
                        [served]
                    );
                    kept.Records.ShouldContain(match);
                    kept.Records.ShouldBe(
                        KeptRecords
                            .Of(Lookup(DnsRecordType.Tlsa, set), TlsaQueryPurpose.Sender, [served])
                            .Records
                    );
                },
                iter: 20
            );
    }

    [Fact]
    public void Set_too_large_to_keep_is_not_absent()
    {
        var kept = KeptRecords.Of(
            Lookup(DnsRecordType.Tlsa, [Tlsa(3, 0, 0, 60_000, 1)]),
            TlsaQueryPurpose.Sender,
            []
        );

        kept.Outcome.ShouldBe(LookupOutcome.Failed);
        kept.Failure.ShouldBe(LookupFailure.TooLarge);
        kept.OmittedRecords.ShouldBe(1);
    }

    /// <summary>So a match with the kept ones is a match with all, and a policy of the kept ones that of all.</summary>
    [Fact]
    public void Kept_records_are_assessed_as_among_all() =>
        Gen.Select(
                Gen.Byte[0, 4],
                Gen.Byte[0, 2],
                Gen.Byte[0, 3],
                Gen.Int[0, 3].Select(i => Lengths[i]),
                Gen.Int
            )
            .Array[1, 150]
            .Sample(
                all =>
                {
                    var set = all.Select(r => Tlsa(r.Item1, r.Item2, r.Item3, r.Item4, r.Item5))
                        .Distinct()
                        .ToList();
                    var kept = KeptRecords.Of(
                        Lookup(DnsRecordType.Tlsa, set),
                        TlsaQueryPurpose.Sender,
                        []
                    );
                    var whole = TlsaSet.Assess(set);
                    var some = TlsaSet.Assess(kept.Records);
                    return kept.Records.Count + (kept.OmittedRecords ?? 0) == set.Count
                        && some.All(whole.Contains)
                        && (
                            kept.Outcome == LookupOutcome.Failed
                            || some.Any(t => t.Problem is null) == whole.Any(t => t.Problem is null)
                        );
                },
                iter: 500
            );

    [Fact]
    public void One_host_of_many_preferences_hides_no_other()
    {
        var records = Enumerable
            .Range(1, 3000)
            .Select(i => new MxRecord(i, DomainName.Parse("mx.example")))
            .Append(new MxRecord(60_000, DomainName.Parse("other.example")));

        var kept = KeptRecords.Of(Lookup(DnsRecordType.Mx, records));

        kept.Records.Count.ShouldBe(KeptRecords.Most);
        MxHosts
            .Of(DomainName.Parse("a.example"), kept)
            .Select(host => host.Name.Value)
            .ShouldBe(["mx.example", "other.example"]);
    }

    internal static DnsLookup<TRecord> Lookup<TRecord>(
        DnsRecordType type,
        IEnumerable<TRecord> records
    ) =>
        new()
        {
            Name = DomainName.Parse("a.example"),
            Type = type,
            Outcome = LookupOutcome.Answer,
            Dnssec = DnssecStatus.Secure,
            Records = [.. records],
        };

    internal static TlsaRecord Tlsa(
        byte usage,
        byte selector,
        byte matchingType,
        int length,
        int seed
    )
    {
        var data = new byte[length];
        BitConverter.TryWriteBytes(data, seed);
        return new(usage, selector, matchingType, new OctetString(data));
    }
}
