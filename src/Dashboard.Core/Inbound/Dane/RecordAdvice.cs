using Dashboard.Core.Dns;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>
/// Advice about the TLSA records of one MX host. No line is offered that is published already where it would count, and those that
/// stand in the way are named to be removed.
/// </summary>
internal sealed class RecordAdvice(HostReasons reasons)
{
    private static readonly string[] Slips =
    [
        ReasonSlug.TlsaAtMailDomain,
        ReasonSlug.TlsaAtOtherPort,
        ReasonSlug.TlsaUnderscoreMissing,
        ReasonSlug.TlsaWithoutPrefix,
        ReasonSlug.TlsaZoneDoubled,
    ];

    private readonly HostLines lines = new(reasons.Verdict, reasons.Host);

    public IEnumerable<Advice> All()
    {
        List<Advice> steps =
        [
            .. Publish(),
            .. Replace(),
            .. OfOtherCertificate(),
            .. OfWholeCertificate(),
            .. Rollover(),
            .. OfIssuer(),
        ];
        return [.. steps, .. Unusable([.. steps.SelectMany(step => step.LinesToRemove)])];
    }

    private IEnumerable<Advice> Publish()
    {
        if (reasons.First(Slips) is { } slip)
        {
            yield return Make(DaneAdvice.MoveTlsa, slip) with
            {
                ZoneLines = lines.Of(lines.ToPin([])),
            };
        }
        else if (reasons.First(ReasonSlug.TlsaAbsent) is { } absent)
        {
            yield return Make(DaneAdvice.PublishTlsa, absent) with
            {
                ZoneLines = lines.Of(lines.ToPin([])),
            };
        }
        if (reasons.First(ReasonSlug.TlsaInsecure) is { } insecure)
        {
            yield return Insecure(insecure);
        }
    }

    /// <summary>Records that nobody signs are signed, or stand at the signed name in the place of the alias that leads to them.</summary>
    private Advice Insecure(VerdictReason because)
    {
        var asked = reasons.Host.Tlsa.FirstOrDefault(tlsa =>
            tlsa.Purpose == TlsaQueryPurpose.Sender
            && tlsa.Lookup.Name.Value == because.Facts.GetValueOrDefault("owner")
        );
        return asked?.Lookup is { Aliases: [var target, ..], Name: var owner }
            ? Make(DaneAdvice.PublishTlsaAtSignedName, because) with
            {
                ZoneLines = [.. lines.ToPin([]).Select(key => ZoneLine.Tlsa(owner, key))],
                LinesToRemove = [ZoneLine.Alias(owner, target)],
            }
            : Make(DaneAdvice.SignTlsaZone, because);
    }

    private IEnumerable<Advice> Replace()
    {
        if (Replaced() is { } wrong)
        {
            var stale = lines.Stale;
            var served = lines.ToPin(stale);
            yield return Make(
                stale.Count > 0 && wrong.Facts.ContainsKey("weakerDigestMatches")
                    ? DaneAdvice.RemoveStaleTlsa
                    : DaneAdvice.ReplaceTlsa,
                wrong
            ) with
            {
                ZoneLines = lines.Of(served),
                LinesToRemove = lines.Of(stale),
            };
        }
        else if (
            !IsVerifiedSomewhere && reasons.First(ReasonSlug.TrustAnchorMatchesLeaf) is { } leaf
        )
        {
            var anchors = RemovableAnchors;
            yield return Make(DaneAdvice.CorrectTlsaUsage, leaf) with
            {
                ZoneLines = lines.Of(lines.ToPin(anchors)),
                LinesToRemove = lines.Of(anchors),
            };
        }
    }

    private VerdictReason? Replaced() =>
        IsVerifiedSomewhere
            ? null
            : reasons
                .All(ReasonSlug.NoMatch)
                .OrderByDescending(reason => reason.Facts.ContainsKey("weakerDigestMatches"))
                .FirstOrDefault();

    /// <param name="removed">Lines that another step removes: those do not stay.</param>
    private IEnumerable<Advice> Unusable(IReadOnlyList<string> removed)
    {
        if (reasons.First(ReasonSlug.TlsaAllUnusable) is { } unusable)
        {
            yield return Make(DaneAdvice.ReplaceUnusableTlsa, unusable) with
            {
                ZoneLines = lines.Of(lines.ToPin([])),
                LinesToRemove = lines.Of(lines.Unusable),
            };
        }
        else if (
            reasons.First(
                ReasonSlug.TlsaPkixUsage,
                ReasonSlug.TlsaUnknownParameter,
                ReasonSlug.TlsaWrongLength,
                ReasonSlug.TlsaMalformed
            ) is
            { } leftover
        )
        {
            yield return Make(DaneAdvice.RemoveTlsa, leftover) with
            {
                ZoneLines = [.. lines.Of(lines.Usable(_ => true)).Except(removed)],
                LinesToRemove = lines.Of(lines.Unusable),
            };
        }
    }

    private IEnumerable<Advice> OfOtherCertificate()
    {
        if (reasons.First(ReasonSlug.CertificateTypesDiffer) is { } other)
        {
            var refused = reasons
                .Verdict.Addresses.Zip(reasons.Host.Addresses)
                .SelectMany(pair => DistinctSessions.JudgedOf(pair.First, pair.Second))
                .Where(pair => pair.Verdict.Outcome != AddressOutcome.Authenticated)
                .SelectMany(pair => pair.Handshake.Chain.Certificates.Take(1))
                .ToList();
            yield return Make(DaneAdvice.CoverOtherCertificate, other) with
            {
                ZoneLines = lines.Of(lines.ToPin([], refused)),
            };
        }
    }

    /// <summary>
    /// A record of a whole certificate fails at the next renewal. The record of the key comes beside it first; where that is there,
    /// it goes; and what has expired is renewed after that alone.
    /// </summary>
    private IEnumerable<Advice> OfWholeCertificate()
    {
        // The lines of the replacement pin the key already.
        if (
            Replaced() is not null
            || reasons.First(ReasonSlug.TlsaFullCertificateDigest) is not { } whole
        )
        {
            yield break;
        }
        var missing = lines.ToPin([]);
        if (missing.Count == 0 && ServedKeys.LeavesOf(reasons.Host).Count > 0)
        {
            if (!lines.SawAll)
            {
                yield break;
            }
            yield return Make(DaneAdvice.RemoveCertificateTlsa, whole) with
            {
                LinesToRemove = lines.Of(lines.Usable(HostLines.IsOfWholeCertificate)),
            };
            yield break;
        }
        var expired = reasons.First(ReasonSlug.ExpiredButPinned);
        yield return Make(
            expired is null ? DaneAdvice.UsePinnedKey : DaneAdvice.PinKeyThenRenew,
            whole
        ) with
        {
            ZoneLines = lines.Of(missing),
            Facts = WithDigest(whole),
        };
    }

    private IEnumerable<Advice> Rollover()
    {
        if (reasons.First(ReasonSlug.RolloverNotPrepared) is { } rollover)
        {
            yield return Make(DaneAdvice.PrepareRollover, rollover) with
            {
                Facts = WithDigest(rollover),
            };
        }
    }

    /// <summary>
    /// The chain has an issuer, and not the one of the record: the issuer has changed, or it is the root that is not sent. A chain
    /// without any issuer is advice about the server.
    /// </summary>
    private IEnumerable<Advice> OfIssuer()
    {
        if (
            Replaced() is null
            && !IsVerifiedSomewhere
            && reasons.First(ReasonSlug.TrustAnchorNotSent) is { } changed
            && ServerAdvice.SendsIssuers(reasons.Host)
        )
        {
            var anchors = RemovableAnchors;
            yield return Make(DaneAdvice.FollowChangedIssuer, changed) with
            {
                ZoneLines = lines.Of(lines.ToPin(anchors)),
                LinesToRemove = lines.Of(anchors),
            };
        }
    }

    private IReadOnlyList<TlsaRecord> RemovableAnchors =>
        lines.SawAll ? lines.Usable(IsOfAnchor) : [];

    private static bool IsOfAnchor(TlsaRecord record) =>
        record.Usage == (byte)CertificateUsage.DaneTa;

    // Where one address or certificate type is verified the records are not wrong: the servers differ.
    private bool IsVerifiedSomewhere =>
        reasons.Verdict.Addresses.Any(a =>
            a.Outcome == AddressOutcome.Authenticated
            || a.AllCertificates.Any(c => c.Outcome == AddressOutcome.Authenticated)
        );

    /// <summary>The form of the record to make, where another than <c>3 1 1</c> would not count beside those that stay.</summary>
    private IReadOnlyDictionary<string, string> WithDigest(VerdictReason because) =>
        lines.WithForm(because.Facts);

    private Advice Make(DaneAdvice advice, VerdictReason because) =>
        reasons.Make(advice, AdviceActor.HostDns, because);
}
