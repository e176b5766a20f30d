using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>Advice about one MX host: its names and addresses in the DNS first, then its records and its server.</summary>
internal sealed class HostAdvice(InboundObservation seen, HostVerdict verdict, HostObservation host)
{
    private readonly HostReasons reasons = new(seen, verdict, host);

    public IEnumerable<Advice> All() =>
        Lookups()
            .Concat(Signing())
            .Concat(MxRecord())
            .Concat(new RecordAdvice(reasons).All())
            .Concat(new ServerAdvice(reasons).All());

    private IEnumerable<Advice> Lookups()
    {
        IEnumerable<(DaneAdvice Repair, VerdictReason Because)> broken =
        [
            .. LookupAdvice.OfAny(
                reasons.All(ReasonSlug.AddressBogus, ReasonSlug.AddressFamilyBogus),
                DaneAdvice.RepairDnssec
            ),
            .. LookupAdvice.OfAny(
                reasons.All(ReasonSlug.AddressLookupFailed, ReasonSlug.AddressFamilyFailed),
                DaneAdvice.RepairAddressAnswers
            ),
        ];
        foreach (var (repair, because) in broken.DistinctBy(each => each.Repair))
        {
            yield return OfZone(repair, because);
        }
        foreach (var expiring in reasons.All(ReasonSlug.SignatureExpiresSoon))
        {
            yield return Make(DaneAdvice.RenewSignatures, AdviceActor.HostDns, expiring) with
            {
                Zone = SignatureReasons.ZoneOf(expiring) ?? host.Zone?.Apex,
            };
        }
        IEnumerable<(DaneAdvice Repair, VerdictReason Because)> tlsa =
        [
            .. LookupAdvice.OfAny(
                reasons.All(ReasonSlug.TlsaBogus),
                DaneAdvice.RepairTlsaSignatures
            ),
            .. LookupAdvice.OfAny(
                reasons.All(ReasonSlug.TlsaLookupFailed),
                DaneAdvice.RepairTlsaAnswers
            ),
        ];
        foreach (var (answers, because) in tlsa.DistinctBy(each => each.Repair))
        {
            yield return Make(answers, AdviceActor.HostDns, because);
        }
    }

    private IEnumerable<Advice> Signing()
    {
        var slugs = reasons.Everything.Select(reason => reason.Slug).ToHashSet();
        foreach (var cure in SigningAdvice.Of(slugs, ReasonSlug.AddressInsecure))
        {
            yield return cure switch
            {
                DaneAdvice.ReplaceOldAlgorithm => OfZone(
                    cure.Value,
                    reasons.First(ReasonSlug.ZoneAlgorithmUnsupported)!
                ),
                DaneAdvice.LowerNsec3Iterations => OfZone(
                    cure.Value,
                    reasons.First(ReasonSlug.Nsec3IterationsTooHigh)!
                ),
                _ => Sign(reasons.First(ReasonSlug.AddressInsecure)!),
            };
        }
        if (reasons.First(ReasonSlug.DenialInsecure) is { } denial)
        {
            yield return OfZone(DaneAdvice.SignDenials, denial);
        }
    }

    private Advice Sign(VerdictReason because) =>
        IsOwnZone(host.Zone?.Apex)
            ? Make(DaneAdvice.SignDomainZone, AdviceActor.DomainDns, because) with
            {
                Host = null,
                Zone = host.Zone?.Apex ?? seen.Domain,
            }
            : OfZone(DaneAdvice.AskProviderToSignHostZone, because);

    private Advice OfZone(DaneAdvice advice, VerdictReason because) =>
        Make(advice, AdviceActor.HostDns, because) with
        {
            Zone = host.Zone?.Apex,
        };

    private IEnumerable<Advice> MxRecord()
    {
        var gone = reasons.First(ReasonSlug.HostNotFound, ReasonSlug.HostWithoutAddress);
        if (gone is { } dead)
        {
            yield return Make(DaneAdvice.RemoveDeadMx, AdviceActor.DomainDns, dead) with
            {
                LinesToRemove = PublishedMx(),
            };
        }
        if (reasons.First(ReasonSlug.HostIsAddressLiteral) is { } literal)
        {
            yield return Make(DaneAdvice.NameHostInMx, AdviceActor.DomainDns, literal) with
            {
                LinesToRemove = PublishedMx(),
            };
        }
        if (reasons.First(ReasonSlug.HostAddressesReserved) is { } reserved)
        {
            yield return Make(DaneAdvice.ReplaceReservedAddresses, AdviceActor.HostDns, reserved);
        }
        // An alias that leads nowhere has no real name to put in its place.
        if (
            gone is null
            && reasons.First(ReasonSlug.MxIsAlias) is { Severity: not ReasonSeverity.Note } alias
        )
        {
            yield return Make(DaneAdvice.ReplaceMxAlias, AdviceActor.DomainDns, alias) with
            {
                ZoneLines =
                [
                    ZoneLine.Mx(
                        MxRules.OwnerOf(seen),
                        host.Host.Preference,
                        DomainName.Parse(alias.Facts["target"])
                    ),
                ],
                LinesToRemove = PublishedMx(),
            };
        }
    }

    /// <summary>Empty where the host is in no MX record (RFC 5321 section 5.1).</summary>
    private IReadOnlyList<string> PublishedMx() =>
        host.Host.Implicit
            ? []
            : [ZoneLine.Mx(MxRules.OwnerOf(seen), host.Host.Preference, host.Host.Name)];

    private Advice Make(DaneAdvice advice, AdviceActor actor, VerdictReason because) =>
        reasons.Make(advice, actor, because);

    /// <summary>Whether the mail domain's own people run the zone, as far as its name tells.</summary>
    private bool IsOwnZone(DomainName? zone) =>
        (zone ?? host.Host.Name) is var name
        && (name.IsAtOrBelow(seen.Domain) || (zone is not null && seen.Domain.IsAtOrBelow(zone)));
}
