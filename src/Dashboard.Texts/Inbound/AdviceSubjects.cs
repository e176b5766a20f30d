using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Microsoft.Extensions.Localization;

namespace Dashboard.Texts.Inbound;

/// <summary>What a step is about, and whose it is.</summary>
internal static class AdviceSubjects
{
    private const int Named = 3;

    /// <summary>What is to change: the zone where it is about one, the domain where it is about its MX set, else the host.</summary>
    public static DomainName Of(Advice advice, DomainName domain)
    {
        ArgumentNullException.ThrowIfNull(advice);
        if (advice.Slug is AdviceSlug.PublishNullMx or AdviceSlug.RemoveNullMx)
        {
            return domain;
        }
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

    /// <summary>What a step is for, as its title names it.</summary>
    public static string SubjectOf(
        IStringLocalizer<AdviceTexts> texts,
        IReadOnlyList<Advice> group,
        DomainName domain
    )
    {
        ArgumentNullException.ThrowIfNull(group);
        return Listed(texts, [.. group.Select(advice => Of(advice, domain))]);
    }

    /// <summary>Names in a sentence; of many the first ones, and how many more there are.</summary>
    public static string Listed(
        IStringLocalizer<AdviceTexts> texts,
        IReadOnlyList<DomainName> names
    )
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(names);
        var all = names.Distinct().Select(name => name.ToUnicode()).ToList();
        return all switch
        {
            [var one] => one,
            [.. var some, var last] when all.Count <= Named => texts[
                "names.and",
                string.Join(", ", some),
                last
            ],
            _ => texts["names.more", string.Join(", ", all.Take(Named - 1)), all.Count - Named + 1],
        };
    }

    /// <summary>Above the records of a step: what is to be done with them.</summary>
    public static string LabelOfLines(Advice advice)
    {
        ArgumentNullException.ThrowIfNull(advice);
        return advice.Slug == AdviceSlug.RemoveTlsa ? "records.keep" : "records";
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
                or AdviceSlug.RenewSignatures
                or AdviceSlug.RepairAddressAnswers
                or AdviceSlug.RepairTlsaAnswers
                or AdviceSlug.OpenDnsTcp
                or AdviceSlug.BreakAliasLoop
                or AdviceSlug.LowerNsec3Iterations
                or AdviceSlug.SignDenials
                or AdviceSlug.ReplaceOldAlgorithm;
}
