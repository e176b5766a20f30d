using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;

namespace Dashboard.Texts.Inbound;

/// <summary>What a step is about, and whose it is.</summary>
internal static class AdviceSubjects
{
    /// <summary>What is to change: the zone where it is about one, else the host, else the domain.</summary>
    public static DomainName Of(Advice advice, DomainName domain)
    {
        ArgumentNullException.ThrowIfNull(advice);
        return (IsAboutZone(advice) ? advice.Zone : null) ?? advice.Host ?? advice.Zone ?? domain;
    }

    /// <summary>Whose it is, so that a reader knows whom to ask.</summary>
    public static DomainName OwnerOf(Advice advice, DomainName domain)
    {
        ArgumentNullException.ThrowIfNull(advice);
        return advice.Actor == AdviceActor.DomainDns
            ? advice.Zone ?? domain
            : advice.Zone ?? advice.Host ?? domain;
    }

    /// <summary>Its lines hold the digest of whatever certificate we were shown.</summary>
    public static bool HandsOutServedKeys(Advice advice)
    {
        ArgumentNullException.ThrowIfNull(advice);
        return advice.ZoneLines.Count > 0
            && advice.Slug
                is not (
                    AdviceSlug.RemoveTlsa
                    or AdviceSlug.AlignAddresses
                    or AdviceSlug.PublishNullMx
                    or AdviceSlug.ReplaceMxAlias
                );
    }

    private static bool IsAboutZone(Advice advice) =>
        advice.Slug
            is AdviceSlug.SignDomainZone
                or AdviceSlug.AskProviderToSignHostZone
                or AdviceSlug.RepairDnssec
                or AdviceSlug.RepairTlsaAnswers
                or AdviceSlug.ReplaceOldAlgorithm;
}
