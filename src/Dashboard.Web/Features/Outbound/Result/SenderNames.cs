using Dashboard.Core.Outbound.Judgement;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>What a sender is called: its domain only where that is proven, else its address.</summary>
internal static class SenderNames
{
    public static string Of(IStringLocalizer<OutboundTexts> texts, SenderVerdict sender) =>
        sender.Domain is { } domain ? domain.ToUnicode()
        : sender.SourceAddresses.Count == 1
            ? texts["subject.address", sender.SourceAddresses[0].ToString()]
        : sender.SourceAddresses.Count > 1
            ? texts[
                "subject.addresses",
                sender.SourceAddresses[0].ToString(),
                sender.SourceAddresses.Count - 1
            ]
        : texts["subject.server"];

    /// <summary>Of all senders of a test together, in the singular.</summary>
    public static string Of(IStringLocalizer<OutboundTexts> texts, OutboundVerdict verdict) =>
        verdict.HeadlineSenders.Count switch
        {
            0 => texts["subject.server"],
            1 => Of(texts, verdict.HeadlineSenders[0]),
            var several => texts["subject.each", several],
        };
}
