using Dashboard.Core;
using Dashboard.Core.Inbound;
using Dashboard.Web.Components.States;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>How mail to a domain is delivered, in words: the same on its result, beside another one, and on paper.</summary>
internal static class DeliveryWords
{
    private const string Unknown = "by-others.unknown";

    /// <summary>What the state alone leaves open; null where it is all.</summary>
    public static string? Why(
        IStringLocalizer<ResultTexts> texts,
        DomainVerdict verdict,
        InboundObservation observation
    ) =>
        ShownStates.Of(verdict) switch
        {
            ShownState.VerifiedNow
                when new ResultFacts(verdict, observation).OnlyOurLimits
                    || UnreachableFamilies.IsAllThatLacks(verdict) => texts["why.ours"].Value,
            ShownState.VerifiedNow
                when verdict.AttackerConnectionType
                    is ConnectionType.Encrypted
                        or ConnectionType.Unencrypted
                    || (verdict.IsAttackUnknown && verdict.HasWeakerHost()) => texts[
                "why.forced"
            ].Value,
            ShownState.HeldBackByDane => texts[TlsaKey(verdict.Status)].Value,
            _ => null,
        };

    /// <summary>Why senders that verify DANE hold mail back.</summary>
    public static string TlsaKey(DomainStatus status) =>
        status == DomainStatus.Bogus ? "why.tlsa-bogus" : "why.tlsa-fails";

    /// <summary>By a sender that verifies DANE.</summary>
    public static string Now(
        IStringLocalizer<ResultTexts> texts,
        DomainVerdict verdict,
        ResultFacts facts
    ) => texts[facts.ResolverFault ? Unknown : $"delivery.{Slug.Of(verdict.Delivery)}"];

    /// <summary>By a sender that does not verify.</summary>
    public static string ByOthers(
        IStringLocalizer<ResultTexts> texts,
        Delivery? without,
        ResultFacts facts
    ) =>
        without is { } delivery && !facts.ResolverFault
            ? texts[$"delivery.{Slug.Of(delivery)}"]
            : texts[Unknown];

    /// <summary>What an active attacker can bring about.</summary>
    public static string Forced(
        IStringLocalizer<ResultTexts> texts,
        DomainVerdict verdict,
        ResultFacts facts
    ) =>
        verdict.AttackerConnectionType switch
        {
            _ when facts.ResolverFault => texts[Unknown],
            _ when facts.OnlyOurLimits || (verdict.IsAttackUnknown && verdict.OmittedHosts > 0) =>
                texts["forced.not-tested"],
            ConnectionType.Unencrypted => texts["delivery.clear"],
            ConnectionType.Encrypted => texts["delivery.tls"],
            _ when verdict.IsAttackUnknown => texts["forced.unknown"],
            _ => texts["forced.none"],
        };
}
