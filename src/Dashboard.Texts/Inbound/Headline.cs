using Dashboard.Core.Inbound;
using Microsoft.Extensions.Localization;

namespace Dashboard.Texts.Inbound;

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
        "partial-not-tested",
        "partial-refused",
        "partial-certificate",
        "partial-deferred",
        "partial-safe",
        "partial-sessions",
        PartialHere,
        "failed-all",
        "failed-some",
        "bogus-all",
        "bogus-some",
        "tlsa-bogus-all",
        "tlsa-bogus-some",
        "unreachable",
        "tlsa-fails",
        UnreachableHere,
        "lookup-failed",
        "resolver",
        "unusable",
        "none-tls",
        "none-clear",
        "none-refused",
        "none-nothing",
    ];

    public static string Of(
        IStringLocalizer<ResultTexts> texts,
        DomainVerdict verdict,
        InboundObservation? seen
    )
    {
        ArgumentNullException.ThrowIfNull(texts);
        var facts = new ResultFacts(verdict, seen);
        return texts[
            $"headline.{KeyFor(verdict, seen)}",
            verdict.Domain.ToUnicode(),
            UnreachableFamilies.Words(texts, verdict),
            facts.RefusedAddresses,
            facts.Addresses,
            facts.UncoveredKeyType is { } type ? TlsNames.Of(type) : string.Empty,
            facts.UntestedHosts > 0
                ? texts["not-tested.hosts", facts.UntestedHosts, facts.Hosts].Value
                : texts["not-tested.addresses", facts.UntestedAddresses, facts.Addresses].Value
        ];
    }

    public static string KeyFor(DomainVerdict verdict, InboundObservation? seen = null)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        var facts = new ResultFacts(verdict, seen);
        if (facts.ResolverFault)
        {
            return "resolver";
        }
        return verdict.Status switch
        {
            DomainStatus.NoDomain => "no-domain",
            DomainStatus.NoMail => "no-mail",
            DomainStatus.Protected => "protected",
            DomainStatus.Partial when UnreachableFamilies.IsAllThatLacks(verdict) => PartialHere,
            DomainStatus.Partial when facts.OnlyOurLimits => "partial-not-tested",
            DomainStatus.Partial => OfPartial(verdict, facts),
            DomainStatus.Failed => Arrives(verdict) ? "failed-some" : "failed-all",
            DomainStatus.Bogus when OnlyTlsa() => Arrives(verdict)
                ? "tlsa-bogus-some"
                : "tlsa-bogus-all",
            DomainStatus.Bogus => Arrives(verdict) ? "bogus-some" : "bogus-all",
            DomainStatus.Unreachable when DeliveryHindrances.IsOutOfReachHere(verdict) =>
                UnreachableHere,
            DomainStatus.Unreachable when OnlyTlsa() => "tlsa-fails",
            // Without an answer to MX there are no hosts.
            DomainStatus.Unreachable => verdict.Hosts.Count + verdict.OmittedHosts == 0
                ? "lookup-failed"
                : "unreachable",
            DomainStatus.Unusable => "unusable",
            DomainStatus.None when OnlyTlsa() => "tlsa-fails",
            _ => verdict.ConnectionType switch
            {
                null => facts.RefusedAddresses > 0 ? "none-refused" : "none-nothing",
                ConnectionType.Unencrypted => "none-clear",
                _ => "none-tls",
            },
        };

        bool OnlyTlsa() => DeliveryHindrances.Of(verdict) == DeliveryHindrance.TlsaLookup;
    }

    private static string OfPartial(DomainVerdict verdict, ResultFacts facts) =>
        verdict.AttackerConnectionType switch
        {
            not (ConnectionType.EncryptedAndVerified or null) => "partial-forced",
            // How far an attacker comes is not known, but that one of the servers lets an attacker in is.
            null when verdict.HasWeakerHost() => "partial-forced",
            _ when facts.RefusedAddresses > 0 => "partial-refused",
            _ when facts.UncoveredKeyType is not null => "partial-certificate",
            _ when facts.DeferredHosts > 0 => "partial-deferred",
            _ when facts.AnswersDiffer => "partial-sessions",
            _ => "partial-safe",
        };

    private static bool Arrives(DomainVerdict verdict) => verdict.ConnectionType is not null;
}
