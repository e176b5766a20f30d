using Dashboard.Core;
using Dashboard.Core.Inbound;
using Dashboard.Web.Components.States;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>How mail to a domain is delivered, in words: the same on its result, beside another one, and on paper.</summary>
internal static class DeliveryWords
{
    /// <summary>What the state alone leaves open; null where it is all.</summary>
    public static string? Why(
        IStringLocalizer<ResultTexts> texts,
        DomainVerdict verdict,
        InboundObservation observation
    ) =>
        ShownStates.Of(verdict) switch
        {
            ShownState.VerifiedNow
                when !new ResultFacts(verdict, observation).OnlyOurLimits
                    && (
                        verdict.AttackerConnectionType
                            is ConnectionType.Encrypted
                                or ConnectionType.Unencrypted
                        || (verdict.IsAttackUnknown() && verdict.HasWeakerHost())
                    ) => texts["why.forced"].Value,
            ShownState.NotMeasured when Headline.KeyFor(verdict, observation) == "tlsa-fails" =>
                texts["why.tlsa-fails"].Value,
            _ => null,
        };

    /// <summary>By a sender that does not verify.</summary>
    public static string ByOthers(IStringLocalizer<ResultTexts> texts, Delivery? without) =>
        without is { } delivery
            ? texts[$"delivery.{Slug.Of(delivery)}"]
            : texts["by-others.unknown"];

    /// <summary>What an active attacker can bring about.</summary>
    public static string Forced(
        IStringLocalizer<ResultTexts> texts,
        DomainVerdict verdict,
        ResultFacts facts
    ) =>
        verdict.AttackerConnectionType switch
        {
            _ when facts.OnlyOurLimits => texts["forced.not-tested"],
            ConnectionType.Unencrypted => texts["delivery.clear"],
            ConnectionType.Encrypted => texts["delivery.tls"],
            _ when verdict.IsAttackUnknown() => texts["forced.unknown"],
            _ => texts["forced.none"],
        };
}
