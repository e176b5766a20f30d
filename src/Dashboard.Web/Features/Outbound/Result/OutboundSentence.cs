using Dashboard.Core.Outbound.Judgement;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>The sentence on top, with its subject.</summary>
internal static class OutboundSentence
{
    public static string Of(IStringLocalizer<OutboundTexts> texts, OutboundVerdict verdict)
    {
        var key = OutboundHeadline.KeyFor(verdict);
        string sentence =
            key == OutboundHeadline.Mixed
                ? texts[$"headline.{key}", verdict.HeadlineSenders.Count]
                : texts[$"headline.{key}", SenderNames.Of(texts, verdict)];
        return OutboundHeadline.IsProvisional(verdict) ? texts["headline.provisional", sentence]
            : OutboundHeadline.IsUncertain(verdict) ? texts["headline.uncertain", sentence]
            : verdict.HeadlineSenders is [{ Domain: not null }] ? sentence
            : Capitalised(sentence);
    }

    /// <summary>Of the page: what is known first, as tabs show no more than that.</summary>
    public static string Title(IStringLocalizer<OutboundTexts> texts, OutboundVerdict verdict) =>
        texts["title.of", Of(texts, verdict)];

    public static string Of(
        IStringLocalizer<OutboundTexts> texts,
        SenderVerdict sender,
        bool closed
    )
    {
        string sentence = texts[
            $"headline.{OutboundHeadline.KeyFor(sender, closed)}",
            SenderNames.Of(texts, sender)
        ];
        return sender.Domain is null ? Capitalised(sentence) : sentence;
    }

    /// <summary>The same, with how certain it is, for who sees nothing beside it.</summary>
    public static string WithCertainty(
        IStringLocalizer<OutboundTexts> texts,
        SenderVerdict sender,
        bool closed
    )
    {
        var sentence = Of(texts, sender, closed);
        return OutboundHeadline.IsProvisional(sender)
            ? texts[closed ? "headline.uncertain" : "headline.provisional", sentence]
            : sentence;
    }

    /// <summary>A domain keeps its small letter; anything else begins a sentence as words do.</summary>
    private static string Capitalised(string sentence) =>
        sentence.Length == 0 ? sentence : char.ToUpperInvariant(sentence[0]) + sentence[1..];
}
