using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>Advice about one MX host.</summary>
internal sealed class HostAdvice(InboundObservation seen, HostVerdict verdict, HostObservation host)
{
    private readonly List<VerdictReason> reasons =
    [
        .. verdict.Reasons,
        .. verdict.Addresses.SelectMany(a => a.Reasons),
    ];

    public IEnumerable<Advice> All() =>
        Dns()
            .Concat(Records())
            .Concat(Server())
            .Concat(ChainAdvice.Of(reasons).Select(Alternative));

    /// <summary>What is wrong with the chain can be mended, or done without by pinning the key that is served.</summary>
    private Advice Alternative((DaneAdvice Kind, VerdictReason Because) advice) =>
        Make(advice.Kind, AdviceActor.MailServer, advice.Because) with
        {
            ZoneLines = Lines(),
        };

    private IEnumerable<Advice> Dns()
    {
        var broken = LookupAdvice.OfAny(
            All(
                ReasonSlug.AddressBogus,
                ReasonSlug.AddressFamilyBogus,
                ReasonSlug.AddressLookupFailed,
                ReasonSlug.AddressFamilyFailed,
                ReasonSlug.SignatureExpiresSoon
            ),
            DaneAdvice.RepairDnssec
        );
        foreach (var (repair, because) in broken)
        {
            yield return Make(repair, AdviceActor.HostDns, because) with
            {
                Zone = host.Zone?.Apex,
            };
        }
        var tlsa = LookupAdvice.OfAny(
            All(ReasonSlug.TlsaBogus, ReasonSlug.TlsaLookupFailed),
            DaneAdvice.RepairTlsaAnswers
        );
        foreach (var (answers, because) in tlsa)
        {
            yield return Make(answers, AdviceActor.HostDns, because);
        }
        if (Has(ReasonSlug.ZoneAlgorithmUnsupported, ReasonSlug.Nsec3IterationsTooHigh) is { } old)
        {
            yield return Make(DaneAdvice.ReplaceOldAlgorithm, AdviceActor.HostDns, old) with
            {
                Zone = host.Zone?.Apex,
            };
        }
        else if (Has(ReasonSlug.AddressInsecure) is { } insecure)
        {
            yield return IsOwnZone(host.Zone?.Apex)
                ? Make(DaneAdvice.SignDomainZone, AdviceActor.DomainDns, insecure) with
                {
                    Host = null,
                    Zone = host.Zone?.Apex ?? seen.Domain,
                }
                : Make(DaneAdvice.AskProviderToSignHostZone, AdviceActor.HostDns, insecure) with
                {
                    Zone = host.Zone?.Apex,
                };
        }
        if (
            Has(
                ReasonSlug.HostNotFound,
                ReasonSlug.HostWithoutAddress,
                ReasonSlug.HostAddressesReserved,
                ReasonSlug.HostIsAddressLiteral
            ) is
            { } dead
        )
        {
            yield return Make(DaneAdvice.RemoveDeadMx, AdviceActor.DomainDns, dead);
        }
        if (Has(ReasonSlug.MxIsAlias) is { Severity: not ReasonSeverity.Note } alias)
        {
            yield return Make(DaneAdvice.ReplaceMxAlias, AdviceActor.DomainDns, alias) with
            {
                ZoneLines =
                [
                    ZoneLine.Mx(
                        seen.Mx.Aliases is [.., var owner] ? owner : seen.Domain,
                        host.Host.Preference,
                        DomainName.Parse(alias.Facts["target"])
                    ),
                ],
            };
        }
    }

    private IEnumerable<Advice> Records()
    {
        if (Slip() is { } slip)
        {
            yield return Make(DaneAdvice.MoveTlsa, AdviceActor.HostDns, slip) with
            {
                ZoneLines = Lines(),
            };
        }
        else if (Has(ReasonSlug.TlsaAbsent, ReasonSlug.TlsaInsecure) is { } absent)
        {
            yield return Make(DaneAdvice.PublishTlsa, AdviceActor.HostDns, absent) with
            {
                ZoneLines = Lines(),
            };
        }
        // Where one address or certificate type is verified the records are not wrong: the servers differ.
        var replace =
            !IsVerifiedSomewhere
            && Has(ReasonSlug.NoMatch, ReasonSlug.TrustAnchorMatchesLeaf) is not null;
        if (replace && Has(ReasonSlug.NoMatch, ReasonSlug.TrustAnchorMatchesLeaf) is { } wrong)
        {
            yield return Make(DaneAdvice.ReplaceTlsa, AdviceActor.HostDns, wrong) with
            {
                ZoneLines = Lines(),
            };
        }
        if (Has(ReasonSlug.TlsaAllUnusable) is { } unusable)
        {
            yield return Make(DaneAdvice.ReplaceUnusableTlsa, AdviceActor.HostDns, unusable) with
            {
                ZoneLines = Lines(),
                LinesToRemove = UnusableLines(),
            };
        }
        else if (
            Has(
                ReasonSlug.TlsaPkixUsage,
                ReasonSlug.TlsaUnknownParameter,
                ReasonSlug.TlsaWrongLength,
                ReasonSlug.TlsaMalformed
            ) is
            { } leftover
        )
        {
            yield return Make(DaneAdvice.RemoveTlsa, AdviceActor.HostDns, leftover) with
            {
                ZoneLines = LinesOf(
                    verdict
                        .Policy.Tlsa.Where(t => t is { Problem: null, Duplicate: false })
                        .Select(t => t.Record)
                ),
                LinesToRemove = UnusableLines(),
            };
        }
        if (Has(ReasonSlug.CertificateTypesDiffer) is { } other)
        {
            yield return Make(DaneAdvice.CoverOtherCertificate, AdviceActor.HostDns, other) with
            {
                ZoneLines = Lines(),
            };
        }
        // The lines of the replacement pin the key already.
        if (!replace && Has(ReasonSlug.TlsaFullCertificateDigest) is { } whole)
        {
            yield return Make(DaneAdvice.UsePinnedKey, AdviceActor.HostDns, whole) with
            {
                ZoneLines = Lines(),
            };
        }
        if (Has(ReasonSlug.RolloverNotPrepared) is { } rollover)
        {
            yield return Make(DaneAdvice.PrepareRollover, AdviceActor.HostDns, rollover);
        }
    }

    private IEnumerable<Advice> Server()
    {
        (DaneAdvice Advice, VerdictReason? Reason)[] all =
        [
            (
                DaneAdvice.RestoreReachability,
                Has(
                    ReasonSlug.ConnectFailed,
                    ReasonSlug.ConnectTimeout,
                    ReasonSlug.GreetingRefused,
                    ReasonSlug.GreetingMissing,
                    ReasonSlug.SessionEnded
                )
            ),
            (
                DaneAdvice.OfferStartTls,
                Has(
                    ReasonSlug.StartTlsNotOffered,
                    ReasonSlug.StartTlsStripped,
                    ReasonSlug.StartTlsRefused,
                    ReasonSlug.EhloRefused
                )
            ),
            (
                DaneAdvice.RepairTls,
                Has(
                    ReasonSlug.HandshakeFailed,
                    ReasonSlug.HandshakeTimeout,
                    ReasonSlug.TlsTooOld,
                    ReasonSlug.NoCertificateSent,
                    ReasonSlug.CleartextInjected
                )
            ),
            (
                DaneAdvice.SendTrustAnchor,
                Has(ReasonSlug.TrustAnchorNotSent, ReasonSlug.TrustAnchorOnlyInDns)
            ),
            (DaneAdvice.RenameCertificate, Has(ReasonSlug.NameMismatch)),
            (
                DaneAdvice.RenewCertificate,
                Has(
                    ReasonSlug.CertificateExpired,
                    ReasonSlug.CertificateNotYetValid,
                    ReasonSlug.CertificateExpiresSoon,
                    ReasonSlug.ExpiredButPinned
                )
            ),
            (DaneAdvice.DropClientCertificate, Has(ReasonSlug.ClientCertificateRequired)),
            (DaneAdvice.EnableSecureRenegotiation, Has(ReasonSlug.SecureRenegotiationMissing)),
            (DaneAdvice.CorrectKeyword, Has(ReasonSlug.StartTlsKeywordOdd)),
            (DaneAdvice.AlignSessions, Has(ReasonSlug.SessionsDiffer)),
            (DaneAdvice.AlignAddresses, Has(ReasonSlug.AddressesDiffer)),
        ];
        return all.Where(x => x.Reason is not null)
            .Select(x =>
                Make(x.Advice, AdviceActor.MailServer, x.Reason!) with
                {
                    ZoneLines = x.Advice == DaneAdvice.AlignAddresses ? MatchingLines() : [],
                }
            );
    }

    private bool IsVerifiedSomewhere =>
        verdict.Addresses.Any(a => a.Outcome == AddressOutcome.Authenticated);

    /// <summary>The records that authenticate at one address: where addresses differ, the others are to be made like it.</summary>
    private IReadOnlyList<string> MatchingLines()
    {
        var matching = verdict
            .Addresses.SelectMany(a => a.Certificates)
            .SelectMany(c => c.Matches)
            .Where(match => match.Authenticates)
            .Select(match => match.RecordIndex)
            .ToHashSet();
        return LinesOf(
            verdict.Policy.Tlsa.Where((_, place) => matching.Contains(place)).Select(t => t.Record)
        );
    }

    private IReadOnlyList<string> UnusableLines() =>
        LinesOf(
            verdict.Policy.Tlsa.Where(t => t.Problem is not null).Select(t => t.Record).Distinct()
        );

    private VerdictReason? Slip() =>
        Has(
            ReasonSlug.TlsaAtMailDomain,
            ReasonSlug.TlsaAtOtherPort,
            ReasonSlug.TlsaUnderscoreMissing,
            ReasonSlug.TlsaWithoutPrefix,
            ReasonSlug.TlsaZoneDoubled
        );

    /// <summary>The first reason of any of these, the fact behind the advice.</summary>
    private VerdictReason? Has(params string[] slugs) => All(slugs).FirstOrDefault();

    private IEnumerable<VerdictReason> All(params string[] slugs) =>
        reasons.Where(reason => slugs.Contains(reason.Slug));

    private Advice Make(DaneAdvice advice, AdviceActor actor, VerdictReason because) =>
        new()
        {
            Slug = Slug.Of(advice),
            Actor = actor,
            Host = host.Host.Name,
            Facts = because.Facts,
        };

    private IReadOnlyList<string> Lines() => LinesOf(ServedKeys.RecordsFor(host));

    private IReadOnlyList<string> LinesOf(IEnumerable<TlsaRecord> records) =>
        Owner() is { } owner ? [.. records.Select(record => ZoneLine.Tlsa(owner, record))] : [];

    /// <summary>Where the records stand: behind an alias, if the TLSA name is one, as nothing else may stand beside a CNAME.</summary>
    private DomainName? Owner()
    {
        var owner = ZoneLine.TlsaOwner(verdict.Policy.TlsaBaseDomain);
        var asked = host.Tlsa.FirstOrDefault(t =>
            t.Purpose == TlsaQueryPurpose.Sender && t.BaseDomain == verdict.Policy.TlsaBaseDomain
        );
        return asked?.Lookup.Aliases is [.., var target] ? target : owner;
    }

    /// <summary>Whether the mail domain's own people run the zone, as far as its name tells.</summary>
    private bool IsOwnZone(DomainName? zone) =>
        (zone ?? host.Host.Name) is var name
        && (name.IsAtOrBelow(seen.Domain) || (zone is not null && seen.Domain.IsAtOrBelow(zone)));
}
