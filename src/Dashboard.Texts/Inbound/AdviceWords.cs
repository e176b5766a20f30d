using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Microsoft.Extensions.Localization;

namespace Dashboard.Texts.Inbound;

/// <summary>
/// The words of a step for who reads them: on the page of a result that is the owner of the domain, in a letter the one who has to
/// act. Most steps have the same words for both; those with <c>letter.{slug}.*</c> do not.
/// </summary>
internal static class AdviceWords
{
    /// <summary>In the list of one who has to act.</summary>
    public static string TitleToSend(
        IStringLocalizer<AdviceTexts> texts,
        IReadOnlyList<Advice> group,
        DomainName domain
    )
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(group);
        return ToSend(
            texts,
            $"{group[0].Slug}.title",
            AdviceSubjects.SubjectOf(texts, group, domain)
        );
    }

    /// <inheritdoc cref="TitleToSend"/>
    public static string TextToSend(IStringLocalizer<AdviceTexts> texts, string slug)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return MarkedText.Plain(ToSend(texts, $"{slug}.text"));
    }

    /// <summary>Below a step on the page: whose it is, and what to do where that is somebody else.</summary>
    public static string WhoCan(IStringLocalizer<AdviceTexts> texts, Advice advice, string owner)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(advice);
        return texts[$"actor.{advice.Slug}", owner] is { ResourceNotFound: false } own
            ? own.Value
            : texts[$"actor.{Slug.Of(advice.Actor)}", owner].Value;
    }

    private static string ToSend(
        IStringLocalizer<AdviceTexts> texts,
        string key,
        params object[] subject
    ) =>
        texts[$"letter.{key}", subject] is { ResourceNotFound: false } own
            ? own.Value
            : texts[key, subject].Value;
}
