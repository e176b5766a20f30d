using Dashboard.Core.Inbound;

namespace Dashboard.Web.Components.States;

/// <summary>Which of the six states a judgement is shown as.</summary>
public static class ShownStates
{
    /// <summary>Reasons that are about our own resolver.</summary>
    public static IReadOnlyList<string> ResolverFaults { get; } =
    [
        ReasonSlug.ResolverUnreachable,
        ReasonSlug.ResolverDoesNotValidate,
        ReasonSlug.ResolverNotTrusted,
    ];

    public static ShownState Of(ConnectionType? type) =>
        type switch
        {
            ConnectionType.EncryptedAndVerified => ShownState.Verified,
            ConnectionType.Encrypted => ShownState.Encrypted,
            ConnectionType.Unencrypted => ShownState.Unencrypted,
            _ => ShownState.NotMeasured,
        };

    public static ShownState Of(AddressOutcome outcome) =>
        outcome switch
        {
            AddressOutcome.Authenticated => ShownState.Verified,
            AddressOutcome.Encrypted => ShownState.Encrypted,
            AddressOutcome.Cleartext => ShownState.Unencrypted,
            AddressOutcome.Refused => ShownState.Refused,
            _ => ShownState.NotMeasured,
        };

    /// <summary>The domain as a whole: never better than the weakest that an attacker can force.</summary>
    public static ShownState Of(DomainVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        // What a faulty resolver says is no ground to call a domain anything.
        if (verdict.Reasons.Any(reason => ResolverFaults.Contains(reason.Slug)))
        {
            return ShownState.NotMeasured;
        }
        return Of(verdict.Status, verdict.ConnectionType, verdict.AttackerConnectionType);
    }

    /// <param name="now">Of what is delivered now.</param>
    /// <param name="forced">The weakest that an attacker can force.</param>
    public static ShownState Of(DomainStatus status, ConnectionType? now, ConnectionType? forced) =>
        status switch
        {
            DomainStatus.NoDomain or DomainStatus.NoMail => ShownState.NoMail,
            DomainStatus.Protected => ShownState.Verified,
            DomainStatus.Failed or DomainStatus.Bogus => ShownState.Refused,
            DomainStatus.Unreachable => ShownState.NotMeasured,
            DomainStatus.Partial => Of(Weakest(now, forced)),
            _ => Of(now),
        };

    private static ConnectionType? Weakest(ConnectionType? now, ConnectionType? forced) =>
        now is null ? forced
        : forced is null ? now
        : now < forced ? now
        : forced;
}
