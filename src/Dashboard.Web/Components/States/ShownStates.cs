using Dashboard.Core.Inbound;

namespace Dashboard.Web.Components.States;

/// <summary>
/// Which state a judgement is shown as: the same rule in every chip, list, figure and export. Of one result it is what becomes of
/// mail now; the full shield only where the status is <c>protected</c>. So more protection never looks worse.
/// </summary>
public static class ShownStates
{
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

    /// <summary>Behind an unsigned link nothing is verified: who forges the MX set names another server.</summary>
    public static ShownState Of(AddressOutcome outcome, bool mxSecure) =>
        outcome == AddressOutcome.Authenticated && !mxSecure ? ShownState.Encrypted : Of(outcome);

    public static ShownState Of(DomainVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return Of(verdict.Status, verdict.ConnectionType, DeliveryHindrances.Of(verdict));
    }

    /// <param name="now">Of what is delivered now.</param>
    /// <param name="hindrance">As <see cref="DeliveryHindrances.Of(DomainVerdict)"/>: without it the state is another one.</param>
    public static ShownState Of(
        DomainStatus status,
        ConnectionType? now,
        DeliveryHindrance? hindrance
    ) =>
        hindrance switch
        {
            DeliveryHindrance.Ours => ShownState.NotMeasured,
            DeliveryHindrance.TlsaLookup => ShownState.HeldBackByDane,
            DeliveryHindrance.Refusal => ShownState.Refused,
            _ => Of(status, now),
        };

    private static ShownState Of(DomainStatus status, ConnectionType? now) =>
        status switch
        {
            DomainStatus.NoDomain => ShownState.NoDomain,
            DomainStatus.NoMail => ShownState.NoMail,
            DomainStatus.Protected => ShownState.Verified,
            DomainStatus.Failed => ShownState.Refused,
            DomainStatus.Bogus => ShownState.HeldBack,
            DomainStatus.Unreachable => ShownState.NotMeasured,
            _ => now switch
            {
                ConnectionType.EncryptedAndVerified => ShownState.VerifiedNow,
                _ => Of(now),
            },
        };

    /// <summary>
    /// How well mail is protected now, more is better; null for the states outside the order: what is refused, held back or not
    /// measured is neither more nor less protected than another.
    /// </summary>
    public static int? Rank(ShownState state) =>
        state switch
        {
            ShownState.Verified => 4,
            ShownState.VerifiedNow => 3,
            ShownState.Encrypted => 2,
            ShownState.Unencrypted => 1,
            _ => null,
        };
}
