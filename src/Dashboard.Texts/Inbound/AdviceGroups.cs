using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;

namespace Dashboard.Texts.Inbound;

/// <summary>Steps as people read them: the same step at several servers is one, and each party gets its own.</summary>
internal static class AdviceGroups
{
    /// <summary>
    /// In the order of the steps; in a group is the same step, once a server or zone that it is for. None where our own resolver was at
    /// fault.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<Advice>> Of(DomainVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return Of(StepsOf(verdict), verdict.Domain);
    }

    /// <summary>Nothing lacks without it: its reason is a note.</summary>
    public static bool IsOptional(IReadOnlyList<Advice> group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return group[0].Slug is AdviceSlug.PrepareRollover or AdviceSlug.RenewPinnedCertificate;
    }

    private static IReadOnlyList<Advice> StepsOf(DomainVerdict verdict) =>
        verdict.ResolverFault ? [] : verdict.Advice;

    private static IReadOnlyList<IReadOnlyList<Advice>> Of(
        IEnumerable<Advice> steps,
        DomainName domain
    ) =>
        [
            .. steps
                .DistinctBy(advice => (advice.Slug, AdviceSubjects.Of(advice, domain)))
                .GroupBy(advice => (advice.Slug, advice.Actor))
                .Select(group => group.ToList()),
        ];

    /// <summary>
    /// Who has something to change, in the order of the steps. Servers whose names are in one zone are of one party, as far as names
    /// tell.
    /// </summary>
    public static IReadOnlyList<AdviceParty> PartiesOf(
        DomainVerdict verdict,
        InboundObservation seen
    )
    {
        ArgumentNullException.ThrowIfNull(verdict);
        ArgumentNullException.ThrowIfNull(seen);
        return
        [
            .. StepsOf(verdict)
                .GroupBy(advice => PartyOf(advice, verdict.Domain, seen))
                .Select(party => new AdviceParty(
                    party.Key.Actor,
                    [
                        .. party
                            .Select(advice =>
                                advice.Actor == AdviceActor.MailServer
                                    ? AdviceSubjects.OwnerOf(advice, verdict.Domain)
                                    : party.Key.Zone
                            )
                            .Distinct(),
                    ],
                    Of(party, verdict.Domain)
                )),
        ];
    }

    /// <summary>The operator of the domain's zone runs it for the mail servers in it too.</summary>
    private static (AdviceActor Actor, DomainName Zone) PartyOf(
        Advice advice,
        DomainName domain,
        InboundObservation seen
    )
    {
        var zone =
            advice.Zone
            ?? seen.Hosts.FirstOrDefault(host => host.Host.Name == advice.Host)?.Zone?.Apex
            ?? AdviceSubjects.OwnerOf(advice, domain);
        return advice.Actor == AdviceActor.HostDns && zone == (seen.Zone?.Apex ?? domain)
            ? (AdviceActor.DomainDns, zone)
            : (advice.Actor, zone);
    }
}

/// <summary>One who has something to change.</summary>
/// <param name="Names">What they run: mail servers, or a zone.</param>
/// <param name="Groups">Their steps, as <see cref="AdviceGroups.Of"/> groups them.</param>
internal sealed record AdviceParty(
    AdviceActor Actor,
    IReadOnlyList<DomainName> Names,
    IReadOnlyList<IReadOnlyList<Advice>> Groups
);
