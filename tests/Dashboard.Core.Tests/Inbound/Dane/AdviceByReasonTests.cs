using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Core.Tests.Inbound.Dane;

/// <summary>What is advised for each reason, to whom, and with which facts.</summary>
public sealed class AdviceByReasonTests
{
    private static readonly HostObservation Host = Seen.Host(tlsa: [Seen.Mismatch()]) with
    {
        Zone = new ZoneObservation(
            Seen.Name("zone.example.com"),
            Look.Up<DsRecord>("zone.example.com", DnsRecordType.Ds, DnssecStatus.Secure)
        ),
    };

    private static readonly InboundObservation Domain = Seen.Domain(Host);

    private static readonly string Line =
        $"_25._tcp.mx1.example.nl. 3600 IN TLSA {Seen.Pinned(Pki.Leaf)}";

    private static List<Advice> OfHost(
        string[] slugs,
        AddressOutcome outcome = AddressOutcome.Encrypted
    )
    {
        var verdict = DomainJudgement.Judge(Domain).Hosts[0];
        verdict = verdict with
        {
            Reasons =
            [
                .. slugs.Select(slug => Reason.Create(slug, ("target", "real.example.com"))),
            ],
            Addresses =
            [
                .. verdict.Addresses.Select(address =>
                    address with
                    {
                        Reasons = [],
                        Outcome = outcome,
                    }
                ),
            ],
        };
        return [.. new HostAdvice(Domain, verdict, Host).All()];
    }

    private sealed record HostCase
    {
        public required string Advice { get; init; }

        public required AdviceActor Actor { get; init; }

        public required string[] Reasons { get; init; }

        public bool Lines { get; init; }

        public bool Zone { get; init; }
    }

    private static readonly HostCase[] HostCases =
    [
        new()
        {
            Advice = AdviceSlug.RepairDnssec,
            Actor = AdviceActor.HostDns,
            Zone = true,
            Reasons = [ReasonSlug.AddressBogus, ReasonSlug.AddressFamilyBogus],
        },
        new()
        {
            Advice = AdviceSlug.RepairAddressAnswers,
            Actor = AdviceActor.HostDns,
            Zone = true,
            Reasons = [ReasonSlug.AddressLookupFailed, ReasonSlug.AddressFamilyFailed],
        },
        new()
        {
            Advice = AdviceSlug.RenewSignatures,
            Actor = AdviceActor.HostDns,
            Zone = true,
            Reasons = [ReasonSlug.SignatureExpiresSoon],
        },
        new()
        {
            Advice = AdviceSlug.RepairTlsaAnswers,
            Actor = AdviceActor.HostDns,
            Reasons = [ReasonSlug.TlsaLookupFailed],
        },
        new()
        {
            Advice = AdviceSlug.RepairTlsaSignatures,
            Actor = AdviceActor.HostDns,
            Reasons = [ReasonSlug.TlsaBogus],
        },
        new()
        {
            Advice = AdviceSlug.ReplaceOldAlgorithm,
            Actor = AdviceActor.HostDns,
            Zone = true,
            Reasons = [ReasonSlug.ZoneAlgorithmUnsupported],
        },
        new()
        {
            Advice = AdviceSlug.LowerNsec3Iterations,
            Actor = AdviceActor.HostDns,
            Zone = true,
            Reasons = [ReasonSlug.Nsec3IterationsTooHigh],
        },
        new()
        {
            Advice = AdviceSlug.SignDenials,
            Actor = AdviceActor.HostDns,
            Zone = true,
            Reasons = [ReasonSlug.DenialInsecure],
        },
        new()
        {
            Advice = AdviceSlug.AskProviderToSignHostZone,
            Actor = AdviceActor.HostDns,
            Zone = true,
            Reasons = [ReasonSlug.AddressInsecure],
        },
        new()
        {
            Advice = AdviceSlug.RemoveDeadMx,
            Actor = AdviceActor.DomainDns,
            Reasons = [ReasonSlug.HostNotFound, ReasonSlug.HostWithoutAddress],
        },
        new()
        {
            Advice = AdviceSlug.ReplaceReservedAddresses,
            Actor = AdviceActor.HostDns,
            Reasons = [ReasonSlug.HostAddressesReserved],
        },
        new()
        {
            Advice = AdviceSlug.NameHostInMx,
            Actor = AdviceActor.DomainDns,
            Reasons = [ReasonSlug.HostIsAddressLiteral],
        },
        new()
        {
            Advice = AdviceSlug.MoveTlsa,
            Actor = AdviceActor.HostDns,
            Lines = true,
            Reasons =
            [
                ReasonSlug.TlsaAtMailDomain,
                ReasonSlug.TlsaAtOtherPort,
                ReasonSlug.TlsaUnderscoreMissing,
                ReasonSlug.TlsaWithoutPrefix,
                ReasonSlug.TlsaZoneDoubled,
            ],
        },
        new()
        {
            Advice = AdviceSlug.PublishTlsa,
            Actor = AdviceActor.HostDns,
            Lines = true,
            Reasons = [ReasonSlug.TlsaAbsent],
        },
        new()
        {
            Advice = AdviceSlug.SignTlsaZone,
            Actor = AdviceActor.HostDns,
            Reasons = [ReasonSlug.TlsaInsecure],
        },
        new()
        {
            Advice = AdviceSlug.ReplaceTlsa,
            Actor = AdviceActor.HostDns,
            Lines = true,
            Reasons = [ReasonSlug.NoMatch],
        },
        new()
        {
            Advice = AdviceSlug.CorrectTlsaUsage,
            Actor = AdviceActor.HostDns,
            Lines = true,
            Reasons = [ReasonSlug.TrustAnchorMatchesLeaf],
        },
        new()
        {
            Advice = AdviceSlug.ReplaceUnusableTlsa,
            Actor = AdviceActor.HostDns,
            Lines = true,
            Reasons = [ReasonSlug.TlsaAllUnusable],
        },
        new()
        {
            Advice = AdviceSlug.CoverOtherCertificate,
            Actor = AdviceActor.HostDns,
            Lines = true,
            Reasons = [ReasonSlug.CertificateTypesDiffer],
        },
        new()
        {
            Advice = AdviceSlug.UsePinnedKey,
            Actor = AdviceActor.HostDns,
            Lines = true,
            Reasons = [ReasonSlug.TlsaFullCertificateDigest],
        },
        new()
        {
            Advice = AdviceSlug.PrepareRollover,
            Actor = AdviceActor.HostDns,
            Reasons = [ReasonSlug.RolloverNotPrepared],
        },
        new()
        {
            Advice = AdviceSlug.RestoreReachability,
            Actor = AdviceActor.MailServer,
            Reasons = [ReasonSlug.ConnectFailed, ReasonSlug.ConnectTimeout],
        },
        new()
        {
            Advice = AdviceSlug.AcceptSessions,
            Actor = AdviceActor.MailServer,
            Reasons =
            [
                ReasonSlug.GreetingRefused,
                ReasonSlug.GreetingMissing,
                ReasonSlug.SessionEnded,
            ],
        },
        new()
        {
            Advice = AdviceSlug.OfferStartTls,
            Actor = AdviceActor.MailServer,
            Reasons = [ReasonSlug.StartTlsNotOffered],
        },
        new()
        {
            Advice = AdviceSlug.LetStartTlsThrough,
            Actor = AdviceActor.MailServer,
            Reasons = [ReasonSlug.StartTlsStripped],
        },
        new()
        {
            Advice = AdviceSlug.AcceptStartTls,
            Actor = AdviceActor.MailServer,
            Reasons = [ReasonSlug.StartTlsRefused],
        },
        new()
        {
            Advice = AdviceSlug.AcceptEhlo,
            Actor = AdviceActor.MailServer,
            Reasons = [ReasonSlug.EhloRefused],
        },
        new()
        {
            Advice = AdviceSlug.RepairTls,
            Actor = AdviceActor.MailServer,
            Reasons = [ReasonSlug.HandshakeFailed, ReasonSlug.HandshakeTimeout],
        },
        new()
        {
            Advice = AdviceSlug.UpgradeTls,
            Actor = AdviceActor.MailServer,
            Reasons = [ReasonSlug.TlsTooOld],
        },
        new()
        {
            Advice = AdviceSlug.InstallCertificate,
            Actor = AdviceActor.MailServer,
            Reasons = [ReasonSlug.NoCertificateSent],
        },
        new()
        {
            Advice = AdviceSlug.StopInjection,
            Actor = AdviceActor.MailServer,
            Reasons = [ReasonSlug.CleartextInjected],
        },
        new()
        {
            Advice = AdviceSlug.SendTrustAnchor,
            Actor = AdviceActor.MailServer,
            Reasons = [ReasonSlug.TrustAnchorOnlyInDns],
        },
        new()
        {
            Advice = AdviceSlug.FollowChangedIssuer,
            Actor = AdviceActor.HostDns,
            Lines = true,
            Reasons = [ReasonSlug.TrustAnchorNotSent],
        },
        new()
        {
            Advice = AdviceSlug.RenewCertificate,
            Actor = AdviceActor.MailServer,
            Reasons = [ReasonSlug.CertificateExpired],
        },
        new()
        {
            Advice = AdviceSlug.ReplaceEarlyCertificate,
            Actor = AdviceActor.MailServer,
            Reasons = [ReasonSlug.CertificateNotYetValid],
        },
        new()
        {
            Advice = AdviceSlug.RenewChainInTime,
            Actor = AdviceActor.MailServer,
            Reasons = [ReasonSlug.CertificateExpiresSoon],
        },
        new()
        {
            Advice = AdviceSlug.RenewPinnedCertificate,
            Actor = AdviceActor.MailServer,
            Reasons = [ReasonSlug.ExpiredButPinned],
        },
        new()
        {
            Advice = AdviceSlug.AlignSessions,
            Actor = AdviceActor.MailServer,
            Reasons = [ReasonSlug.SessionsDiffer],
        },
        new()
        {
            Advice = AdviceSlug.CorrectKeyword,
            Actor = AdviceActor.MailServer,
            Reasons = [ReasonSlug.StartTlsKeywordOdd],
        },
    ];

    public static TheoryData<string> Reasons =>
        [.. HostCases.SelectMany(one => one.Reasons).Distinct()];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Reason_of_a_host_leads_to_its_advice(string reason)
    {
        var given = HostCases.Single(one => one.Reasons.Contains(reason));

        var advice = OfHost([reason]).ShouldHaveSingleItem();

        advice.Slug.ShouldBe(given.Advice);
        advice.Actor.ShouldBe(given.Actor);
        advice.Host.ShouldBe(Seen.Name(Seen.Mx1));
        advice.Facts["target"].ShouldBe("real.example.com");
        advice.ZoneLines.ShouldBe(given.Lines ? [Line] : []);
        (advice.Zone?.Value).ShouldBe(given.Zone ? "zone.example.com" : null);
    }

    [Theory]
    [InlineData(AddressOutcome.Refused, new[] { AdviceSlug.ReplaceTlsa })]
    [InlineData(AddressOutcome.Authenticated, new[] { AdviceSlug.UsePinnedKey })]
    public void Records_are_replaced_only_where_no_address_is_verified_by_them(
        AddressOutcome outcome,
        string[] expected
    ) =>
        OfHost([ReasonSlug.NoMatch, ReasonSlug.TlsaFullCertificateDigest], outcome)
            .Select(advice => advice.Slug)
            .ShouldBe(expected);

    [Fact]
    public void Whole_certificate_is_pinned_by_its_key_where_nothing_is_to_be_replaced() =>
        OfHost([ReasonSlug.TlsaFullCertificateDigest], AddressOutcome.Refused)
            .ShouldHaveSingleItem()
            .Slug.ShouldBe(AdviceSlug.UsePinnedKey);

    [Fact]
    public void Old_algorithm_is_replaced_and_the_zone_not_signed_anew() =>
        OfHost([ReasonSlug.AddressInsecure, ReasonSlug.ZoneAlgorithmUnsupported])
            .ShouldHaveSingleItem()
            .Slug.ShouldBe(AdviceSlug.ReplaceOldAlgorithm);

    [Fact]
    public void Addresses_are_aligned_by_the_records_that_hold_at_one_of_them()
    {
        var host = Seen.Host(
            tlsa: [Seen.Mismatch(), Seen.Pinned(Pki.Leaf), Seen.Anchor(Pki.Root.Der)],
            addresses: [Seen.Address(), Seen.Address("198.51.100.2", Seen.Session(Pki.OtherLeaf))]
        );

        var all = DomainJudgement.Judge(Seen.Domain(host)).Advice;

        all.Select(advice => advice.Slug).ShouldNotContain(AdviceSlug.ReplaceTlsa);
        all.Single(advice => advice.Slug == AdviceSlug.AlignAddresses).ZoneLines.ShouldBe([Line]);
    }

    [Fact]
    public void Records_go_where_senders_ask_and_not_where_a_slip_stands()
    {
        var host = Seen.Host() with
        {
            Tlsa =
            [
                Seen.Tlsa(Seen.Mx1).For(TlsaQueryPurpose.SlipMailDomain) is var slip
                    ? slip with
                    {
                        Lookup = slip.Lookup.Through("elsewhere.example.net"),
                    }
                    : throw new InvalidOperationException(),
                Seen.Tlsa("other.example.nl", Seen.Mismatch()) is var other
                    ? other with
                    {
                        Lookup = other.Lookup.Through("elsewhere.example.net"),
                    }
                    : throw new InvalidOperationException(),
                Seen.Tlsa(Seen.Mx1),
            ],
        };
        var verdict = DomainJudgement.Judge(Seen.Domain(host)).Hosts[0];
        verdict = verdict with
        {
            Reasons = [Reason.Create(ReasonSlug.TlsaAbsent)],
            Policy = verdict.Policy with { TlsaBaseDomain = Seen.Name(Seen.Mx1) },
        };

        new HostAdvice(Seen.Domain(host), verdict, host)
            .All()
            .Single(advice => advice.Slug == AdviceSlug.PublishTlsa)
            .ZoneLines.ShouldBe([Line]);
    }

    private sealed record DomainCase
    {
        public required string[] Reasons { get; init; }

        public required string[] Advice { get; init; }
    }

    private static readonly Dictionary<string, DomainCase> DomainCases = new()
    {
        ["nothing"] = new() { Reasons = [], Advice = [] },
        ["bogus"] = new() { Reasons = [ReasonSlug.MxBogus], Advice = [AdviceSlug.RepairDnssec] },
        ["unsigned"] = new()
        {
            Reasons = [ReasonSlug.MxInsecure],
            Advice = [AdviceSlug.SignDomainZone],
        },
        ["an algorithm that nobody validates"] = new()
        {
            Reasons = [ReasonSlug.MxInsecure, ReasonSlug.ZoneAlgorithmUnsupported],
            Advice = [AdviceSlug.ReplaceOldAlgorithm],
        },
        ["too many iterations"] = new()
        {
            Reasons = [ReasonSlug.MxInsecure, ReasonSlug.Nsec3IterationsTooHigh],
            Advice = [AdviceSlug.LowerNsec3Iterations],
        },
        ["too many iterations of a parent, and no signature"] = new()
        {
            Reasons =
            [
                ReasonSlug.MxInsecure,
                ReasonSlug.Nsec3IterationsTooHigh,
                ReasonSlug.ZoneUnsigned,
            ],
            Advice = [AdviceSlug.LowerNsec3Iterations, AdviceSlug.SignDomainZone],
        },
        ["signatures that run out"] = new()
        {
            Reasons = [ReasonSlug.SignatureExpiresSoon],
            Advice = [AdviceSlug.RenewSignatures],
        },
        ["neither MX nor address"] = new()
        {
            Reasons = [ReasonSlug.NoMxNoAddress],
            Advice = [AdviceSlug.PublishNullMx],
        },
        ["a null MX among others"] = new()
        {
            Reasons = [ReasonSlug.MxNullAmongOthers],
            Advice = [AdviceSlug.RemoveNullMx],
        },
    };

    public static TheoryData<string> DomainNames => [.. DomainCases.Keys];

    private static Advice[] OfDomain(InboundObservation seen, params VerdictReason[] reasons) =>
        [.. DomainAdvice.Of(seen, DomainJudgement.Judge(Domain) with { Reasons = reasons })];

    [Theory]
    [MemberData(nameof(DomainNames))]
    public void Reason_of_the_domain_leads_to_advice_about_its_zone(string name)
    {
        var given = DomainCases[name];
        var zoned = Domain with { Zone = new ZoneObservation(Seen.Name("nl"), null) };
        VerdictReason[] reasons = [.. given.Reasons.Select(slug => Reason.Create(slug))];

        OfDomain(zoned, reasons).Select(advice => advice.Slug).ShouldBe(given.Advice);
        OfDomain(zoned, reasons)
            .ShouldAllBe(advice =>
                advice.Actor == AdviceActor.DomainDns
                && advice.Host == null
                && advice.Zone == Seen.Name("nl")
            );
        OfDomain(Domain, reasons).ShouldAllBe(advice => advice.Zone == Domain.Domain);
        OfDomain(zoned, [.. reasons.Select(reason => reason with { Host = Seen.Name(Seen.Mx1) })])
            .ShouldBeEmpty("reasons of a host are its own");
    }

    [Fact]
    public void Signatures_of_the_domain_that_run_out_are_told_by_their_own_facts()
    {
        var ofHost = Reason.Create(ReasonSlug.SignatureExpiresSoon, ("zone", "host")) with
        {
            Host = Seen.Name(Seen.Mx1),
        };
        var other = Reason.Create(ReasonSlug.MxInsecure, ("zone", "unsigned"));
        var own = Reason.Create(ReasonSlug.SignatureExpiresSoon, ("zone", "own"));

        OfDomain(Domain, ofHost, other, own)
            .Single(advice => advice.Slug == AdviceSlug.RenewSignatures)
            .Facts["zone"]
            .ShouldBe("own");
    }

    [Fact]
    public void Null_MX_among_others_is_named_as_the_one_to_remove()
    {
        var among = Domain with
        {
            Mx = Domain.Mx with
            {
                Records = [.. Domain.Mx.Records, new MxRecord(5, DomainName.Root)],
            },
        };
        var advice = OfDomain(among, Reason.Create(ReasonSlug.MxNullAmongOthers))
            .ShouldHaveSingleItem();
        advice.Facts.ShouldContainKeyAndValue("name", ".");
        advice.LinesToRemove.ShouldBe(["example.nl. 3600 IN MX 5 ."]);
        OfDomain(Domain, Reason.Create(ReasonSlug.NoMxNoAddress))
            .ShouldHaveSingleItem()
            .ZoneLines.ShouldBe(["example.nl. 3600 IN MX 0 ."]);
    }
}
