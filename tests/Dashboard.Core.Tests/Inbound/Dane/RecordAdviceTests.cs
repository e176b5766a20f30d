using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Inbound.Dane;

/// <summary>Which lines a step hands out, and which it takes away: following it mends what it says.</summary>
public sealed class RecordAdviceTests
{
    private static readonly TlsaRecord Other512 = Of(
        Selector.Spki,
        MatchingType.Sha512,
        Pki.OtherLeaf
    );

    private static TlsaRecord Of(Selector selector, MatchingType type, byte[] leaf) =>
        Seen.Record(CertificateUsage.DaneEe, selector, type, leaf);

    private static string Line(TlsaRecord record, string owner = "_25._tcp.mx1.example.nl") =>
        $"{owner}. 3600 IN TLSA {record}";

    private static IReadOnlyList<Advice> Advised(HostObservation host) =>
        DomainJudgement.Judge(Seen.Domain(host)).Advice;

    private static IReadOnlyList<Advice> Advised(byte[] leaf, params TlsaRecord[] set) =>
        Advised(Seen.Host(tlsa: set, addresses: [Seen.Address(session: Seen.Session(leaf))]));

    [Fact]
    public void Stale_record_that_hides_the_one_that_matches_is_removed_and_nothing_published()
    {
        var step = Advised(Pki.Leaf, Seen.Pinned(Pki.Leaf), Other512).ShouldHaveSingleItem();

        step.Slug.ShouldBe(AdviceSlug.RemoveStaleTlsa);
        step.ZoneLines.ShouldBeEmpty();
        step.LinesToRemove.ShouldBe([Line(Other512)]);
    }

    [Fact]
    public void Stale_record_with_a_strong_digest_is_removed_as_the_new_one_would_not_count_beside_it()
    {
        var step = Advised(Pki.Leaf, Other512).ShouldHaveSingleItem();

        step.Slug.ShouldBe(AdviceSlug.ReplaceTlsa);
        step.ZoneLines.ShouldBe([Line(Seen.Pinned(Pki.Leaf))]);
        step.LinesToRemove.ShouldBe([Line(Other512)]);
    }

    [Fact]
    public void Other_certificate_is_covered_with_the_digest_of_the_record_that_stays()
    {
        var host = Seen.Host(
            tlsa: [Of(Selector.Spki, MatchingType.Sha512, Pki.Leaf)],
            addresses: [Seen.Address() with { OtherCertificate = Seen.Session(Pki.RsaLeaf) }]
        );

        Advised(host)
            .Single(advice => advice.Slug == AdviceSlug.CoverOtherCertificate)
            .ZoneLines.ShouldBe([Line(Of(Selector.Spki, MatchingType.Sha512, Pki.RsaLeaf))]);
    }

    [Theory]
    [InlineData(MatchingType.Sha256, null)]
    [InlineData(MatchingType.Sha512, "3 1 2")]
    public void Next_record_has_the_form_that_counts_beside_the_present_one(
        MatchingType present,
        string? form
    ) =>
        Advised(Pki.Leaf, Of(Selector.Spki, present, Pki.Leaf))
            .Single(advice => advice.Slug == AdviceSlug.PrepareRollover)
            .Facts.GetValueOrDefault("form")
            .ShouldBe(form);

    [Fact]
    public void Record_of_the_whole_certificate_goes_where_the_key_is_pinned_already()
    {
        var whole = Of(Selector.Cert, MatchingType.Sha256, Pki.Leaf);

        var step = Advised(Pki.Leaf, Seen.Pinned(Pki.Leaf), whole)
            .Single(advice => advice.Slug != AdviceSlug.PrepareRollover);

        step.Slug.ShouldBe(AdviceSlug.RemoveCertificateTlsa);
        step.ZoneLines.ShouldBeEmpty();
        step.LinesToRemove.ShouldBe([Line(whole)]);
    }

    [Fact]
    public void Key_is_pinned_before_a_certificate_that_is_pinned_whole_is_renewed()
    {
        var whole = Of(Selector.Cert, MatchingType.Sha256, Pki.ExpiredLeaf);

        var steps = Advised(Pki.ExpiredLeaf, whole);

        steps
            .Select(step => step.Slug)
            .ShouldBe([AdviceSlug.PinKeyThenRenew, AdviceSlug.PrepareRollover]);
        steps[0].ZoneLines.ShouldBe([Line(Seen.Pinned(Pki.ExpiredLeaf))]);
        steps[0]
            .LinesToRemove.ShouldBeEmpty(
                "it is what lets mail in until the certificate is renewed"
            );
    }

    [Fact]
    public void Expired_certificate_with_a_pinned_key_is_renewed_with_that_key() =>
        Advised(Pki.ExpiredLeaf, Seen.Pinned(Pki.ExpiredLeaf))
            .Select(step => step.Slug)
            .ShouldBe([AdviceSlug.RenewPinnedCertificate, AdviceSlug.PrepareRollover]);

    [Fact]
    public void Records_behind_an_alias_into_an_unsigned_zone_come_to_the_signed_name()
    {
        var host = Seen.Host()
            .WithTlsa(t => t.Is(DnssecStatus.Insecure).Through("tlsa.provider.com"));

        var step = Advised(host).ShouldHaveSingleItem();

        step.Slug.ShouldBe(AdviceSlug.PublishTlsaAtSignedName);
        step.ZoneLines.ShouldBe([Line(Seen.Pinned(Pki.Leaf))]);
        step.LinesToRemove.ShouldBe(["_25._tcp.mx1.example.nl. 3600 IN CNAME tlsa.provider.com."]);
    }

    [Fact]
    public void Issuer_that_is_sent_and_not_in_the_record_has_likely_changed()
    {
        var anchor = Seen.Anchor(Pki.Root.Der);
        var step = Advised(Seen.Host(tlsa: [anchor])).ShouldHaveSingleItem();

        step.Slug.ShouldBe(AdviceSlug.FollowChangedIssuer);
        step.ZoneLines.ShouldBe([Line(Seen.Pinned(Pki.Leaf))]);
        step.LinesToRemove.ShouldBe([Line(anchor)]);
        Advised(Pki.Leaf, anchor)
            .ShouldHaveSingleItem()
            .Slug.ShouldBe(AdviceSlug.SendTrustAnchor, "no issuer is sent at all");
    }

    /// <summary>Where the default certificate is refused and the other verified, the records are of something that is served.</summary>
    [Fact]
    public void Records_of_the_other_certificate_are_not_replaced()
    {
        var host = Seen.Host(
            tlsa: [Seen.Pinned(Pki.RsaLeaf)],
            addresses: [Seen.Address() with { OtherCertificate = Seen.Session(Pki.RsaLeaf) }]
        );

        var slugs = Advised(host).Select(advice => advice.Slug).ToList();

        slugs.ShouldContain(AdviceSlug.CoverOtherCertificate);
        slugs.ShouldNotContain(AdviceSlug.ReplaceTlsa);
    }

    /// <summary>Over every case of the verdict table: nothing works by a removed line alone, and no step keeps what another removes.</summary>
    [Fact]
    public void No_step_removes_the_record_that_lets_mail_in_or_that_another_keeps()
    {
        var removed = 0;
        foreach (var @case in VerdictCases.All)
        {
            var verdict = DomainJudgement.Judge(@case.Observation);
            var gone = verdict.Advice.SelectMany(step => step.LinesToRemove).ToHashSet();
            verdict
                .Advice.SelectMany(step => step.ZoneLines)
                .Intersect(gone)
                .ShouldBeEmpty(@case.Says);
            foreach (var certificate in verdict.Hosts.SelectMany(Verified))
            {
                certificate.ShouldContain(
                    record =>
                        !gone.Any(line => line.EndsWith($" {record}", StringComparison.Ordinal)),
                    @case.Says
                );
            }
            removed += gone.Count;
        }
        removed.ShouldBeGreaterThan(10);

        // Of each certificate that is verified the records that do so.
        static IEnumerable<List<TlsaRecord>> Verified(HostVerdict host) =>
            host
                .Addresses.SelectMany(address => address.Certificates)
                .Where(one => one.Outcome == AddressOutcome.Authenticated)
                .Select(one =>
                    one.Matches.Where(match => match.Authenticates)
                        .Select(match => host.Policy.Tlsa[match.RecordIndex].Record)
                        .ToList()
                );
    }

    /// <summary>What we did not see may be what a record is of: our limit takes no line away.</summary>
    [Fact]
    public void No_step_removes_a_usable_record_while_an_address_was_not_seen()
    {
        var unseen = Seen.Address("2001:db8::99") with
        {
            Attempts = [],
            Disposition = AddressDisposition.NoRouteHere,
        };
        var looked = 0;
        foreach (var @case in VerdictCases.All.Where(c => c.Observation.Hosts.Count > 0))
        {
            var seen = @case.Observation with
            {
                Hosts =
                [
                    .. @case.Observation.Hosts.Select(host =>
                        host with
                        {
                            Addresses = [.. host.Addresses, unseen],
                        }
                    ),
                ],
            };
            var verdict = DomainJudgement.Judge(seen);
            var gone = verdict.Advice.SelectMany(step => step.LinesToRemove).ToList();
            foreach (
                var record in verdict
                    .Hosts.SelectMany(host => host.Policy.Tlsa)
                    .Where(tlsa => tlsa.Problem is null)
                    .Select(tlsa => tlsa.Record)
            )
            {
                gone.ShouldNotContain(
                    line => line.EndsWith($" {record}", StringComparison.Ordinal),
                    @case.Says
                );
                looked++;
            }
        }
        looked.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Both_keys_behind_one_address_are_offered()
    {
        var other = SessionSightings.Of(
            Seen.Session(Pki.OtherLeaf),
            SessionQuestion.Default,
            whole: true
        );
        var host = Seen.Host(tlsa: [], addresses: [Seen.Address() with { Sightings = [other] }]);

        Advised(host)
            .Single(advice => advice.Slug == AdviceSlug.PublishTlsa)
            .ZoneLines.ShouldBe(
                [Line(Seen.Pinned(Pki.Leaf)), Line(Seen.Pinned(Pki.OtherLeaf))],
                ignoreOrder: true
            );
    }

    [Fact]
    public void Certificate_record_of_the_other_server_behind_an_address_stays()
    {
        var other = SessionSightings.Of(
            Seen.Session(Pki.OtherLeaf),
            SessionQuestion.Default,
            whole: true
        );
        var host = Seen.Host(
            tlsa: [Seen.Pinned(Pki.Leaf), Of(Selector.Cert, MatchingType.Sha256, Pki.OtherLeaf)],
            addresses: [Seen.Address() with { Sightings = [other] }]
        );

        Advised(host).SelectMany(step => step.LinesToRemove).ShouldBeEmpty();
    }

    /// <summary>Over every case of the verdict table: what is there where it counts is not to be put there.</summary>
    [Fact]
    public void No_step_offers_a_line_that_the_DNS_answers_where_it_counts()
    {
        var offered = 0;
        foreach (var @case in VerdictCases.All)
        {
            var seen = @case.Observation;
            var answered = seen
                .Hosts.SelectMany(host => host.Tlsa)
                .Where(asked => asked.Purpose == TlsaQueryPurpose.Sender)
                .SelectMany(asked =>
                    asked.Lookup.Records.Select(record =>
                        Line(
                            record,
                            (
                                asked.Lookup.Aliases is [.., var target]
                                    ? target
                                    : asked.Lookup.Name
                            ).Value
                        )
                    )
                )
                .ToHashSet();
            foreach (
                var step in DomainJudgement
                    .Judge(seen)
                    .Advice.Where(step =>
                        step.Slug is not (AdviceSlug.RemoveTlsa or AdviceSlug.AlignAddresses)
                    )
            )
            {
                step.ZoneLines.Intersect(answered).ShouldBeEmpty($"{@case.Says}: {step.Slug}");
                offered += step.ZoneLines.Count;
            }
        }
        offered.ShouldBeGreaterThan(50);
    }
}
