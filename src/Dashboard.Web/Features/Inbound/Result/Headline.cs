using Dashboard.Core.Inbound;
using Dashboard.Web.Components.States;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>Chooses the sentence on top: what a minister should remember.</summary>
internal static class Headline
{
    /// <summary>All right as far as our own network reaches.</summary>
    private const string PartialHere = "partial-here";

    /// <summary>Our own network does not reach any of its addresses.</summary>
    private const string UnreachableHere = "unreachable-here";

    public static IReadOnlyList<string> Keys { get; } =
    [
        "no-domain",
        "no-mail",
        "protected",
        "partial-forced",
        "partial-safe",
        PartialHere,
        "failed-all",
        "failed-some",
        "bogus-all",
        "bogus-some",
        "unreachable",
        UnreachableHere,
        "lookup-failed",
        "resolver",
        "unusable",
        "none-tls",
        "none-clear",
        "none-nothing",
    ];

    public static string Of(IStringLocalizer<ResultTexts> texts, DomainVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return texts[
            $"headline.{KeyFor(verdict)}",
            verdict.Domain.ToUnicode(),
            UnreachableFamilies.Words(texts, verdict)
        ];
    }

    public static string KeyFor(DomainVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        if (verdict.Reasons.Any(reason => ShownStates.ResolverFaults.Contains(reason.Slug)))
        {
            return "resolver";
        }
        return verdict.Status switch
        {
            DomainStatus.NoDomain => "no-domain",
            DomainStatus.NoMail => "no-mail",
            DomainStatus.Protected => "protected",
            DomainStatus.Partial when UnreachableFamilies.IsAllThatLacks(verdict) => PartialHere,
            DomainStatus.Partial => verdict.AttackerConnectionType
                is ConnectionType.EncryptedAndVerified
                    or null
                ? "partial-safe"
                : "partial-forced",
            DomainStatus.Failed => Arrives(verdict) ? "failed-some" : "failed-all",
            DomainStatus.Bogus => Arrives(verdict) ? "bogus-some" : "bogus-all",
            DomainStatus.Unreachable when UnreachableFamilies.IsAllThereIs(verdict) =>
                UnreachableHere,
            DomainStatus.Unreachable => verdict.Reasons.Any(reason =>
                reason.Slug == ReasonSlug.MxLookupFailed
            )
                ? "lookup-failed"
                : "unreachable",
            DomainStatus.Unusable => "unusable",
            _ => verdict.ConnectionType switch
            {
                null => "none-nothing",
                ConnectionType.Unencrypted => "none-clear",
                _ => "none-tls",
            },
        };
    }

    private static bool Arrives(DomainVerdict verdict) => verdict.ConnectionType is not null;
}
