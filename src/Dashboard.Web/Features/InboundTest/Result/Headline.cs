using Dashboard.Core.Inbound;
using Dashboard.Web.Components.States;

namespace Dashboard.Web.Features.InboundTest.Result;

/// <summary>Chooses the sentence on top: what a minister should remember.</summary>
internal static class Headline
{
    public static IReadOnlyList<string> Keys { get; } =
    [
        "no-domain",
        "no-mail",
        "protected",
        "partial-forced",
        "partial-safe",
        "failed-all",
        "failed-some",
        "bogus-all",
        "bogus-some",
        "unreachable",
        "lookup-failed",
        "resolver",
        "unusable",
        "none-tls",
        "none-clear",
        "none-nothing",
    ];

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
            DomainStatus.Partial => verdict.AttackerConnectionType
                is ConnectionType.EncryptedAndVerified
                    or null
                ? "partial-safe"
                : "partial-forced",
            DomainStatus.Failed => Arrives(verdict) ? "failed-some" : "failed-all",
            DomainStatus.Bogus => Arrives(verdict) ? "bogus-some" : "bogus-all",
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
