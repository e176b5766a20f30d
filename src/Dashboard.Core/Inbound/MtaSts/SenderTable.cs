using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Core.Inbound.MtaSts;

/// <summary>Which of the two standards a sender keeps.</summary>
public enum SenderStandards
{
    DaneOnly,
    MtaStsOnly,
    Both,
    Neither,
}

/// <summary>What a sender does at one MX host.</summary>
public enum SenderAction
{
    /// <summary>Delivers over TLS, the server verified by DANE.</summary>
    VerifiedByDane,

    /// <summary>Delivers over TLS, the server verified by MTA-STS.</summary>
    VerifiedByMtaSts,

    /// <summary>Delivers over TLS, and never in the clear.</summary>
    EncryptedOrNotAtAll,

    /// <summary>Delivers over TLS, as the server offers it; an attacker can take that away.</summary>
    Encrypted,

    /// <summary>Delivers, over TLS where the server offers it; an attacker can take that away.</summary>
    Opportunistic,

    /// <summary>DANE does not hold: does not deliver, and the message comes back in the end.</summary>
    Refuses,

    /// <summary>Waits: what the DNS says cannot be relied upon.</summary>
    Defers,

    /// <summary>MTA-STS does not hold: tries another host.</summary>
    NotAtThisHost,

    /// <summary>The host was not reached, or the policy could not be looked up.</summary>
    Unknown,
}

/// <summary>What the four kinds of senders do at one MX host.</summary>
public sealed record HostSenders(
    DomainName Host,
    SenderAction DaneOnly,
    SenderAction MtaStsOnly,
    SenderAction Both,
    SenderAction Neither
)
{
    public SenderAction Of(SenderStandards standards) =>
        standards switch
        {
            SenderStandards.DaneOnly => DaneOnly,
            SenderStandards.MtaStsOnly => MtaStsOnly,
            SenderStandards.Both => Both,
            _ => Neither,
        };
}

/// <summary>
/// The table "Both standards" of docs/related-standards.md. A sender of both lets MTA-STS never override a DANE result that
/// fails (RFC 8461 section 2); where DANE verifies, it delivers by DANE.
/// </summary>
internal static class SenderTable
{
    public static IReadOnlyList<HostSenders> Of(
        MtaStsObservation sts,
        IReadOnlyList<JudgedHost> hosts
    )
    {
        var state = MtaStsRules.StateOf(sts);
        return
        [
            .. from host in hosts
            let verdict = host.Verdict
            where !verdict.Policy.Skipped
            let policy = state == StsPolicyState.Enforced
                ? StsHost.Of(host.Seen, sts.Fetch!.Policy!, sts.MxCertificates).State
                : (StsHostState?)null
            select Row(verdict.Host.Name, DaneAt(verdict), StsAt(state, policy)),
        ];
    }

    internal static HostSenders Row(DomainName host, SenderAction dane, SenderAction mtaSts) =>
        new(
            host,
            DaneOnly: dane,
            MtaStsOnly: mtaSts,
            Both: dane switch
            {
                SenderAction.Opportunistic => mtaSts,
                // TLS is mandatory whatever the policy; with one that is enforced the server is verified too.
                SenderAction.EncryptedOrNotAtAll
                    when mtaSts
                        is SenderAction.VerifiedByMtaSts
                            or SenderAction.NotAtThisHost
                            or SenderAction.Unknown => mtaSts,
                _ => dane,
            },
            Neither: dane switch
            {
                SenderAction.Unknown => SenderAction.Unknown,
                SenderAction.VerifiedByDane => SenderAction.Encrypted,
                _ => SenderAction.Opportunistic,
            }
        );

    /// <summary>With the default handshake; the best of the addresses that answer, as a sender tries one after the other.</summary>
    private static SenderAction DaneAt(HostVerdict host)
    {
        var outcomes = host.Addresses.Select(address => address.Outcome).ToList();
        return host.Policy.Policy switch
        {
            DanePolicy.Defer => SenderAction.Defers,
            _ when outcomes.Contains(AddressOutcome.Authenticated) => SenderAction.VerifiedByDane,
            _ when outcomes.Contains(AddressOutcome.Refused)
                    && !outcomes.Exists(o => o >= AddressOutcome.Cleartext) => SenderAction.Refuses,
            _ when outcomes.TrueForAll(o => o == AddressOutcome.Unreachable) =>
                SenderAction.Unknown,
            DanePolicy.EncryptOnly => SenderAction.EncryptedOrNotAtAll,
            _ => SenderAction.Opportunistic,
        };
    }

    private static SenderAction StsAt(StsPolicyState state, StsHostState? host) =>
        (state, host) switch
        {
            (StsPolicyState.NotEnforced, _) => SenderAction.Opportunistic,
            (StsPolicyState.Enforced, StsHostState.Valid) => SenderAction.VerifiedByMtaSts,
            (
                StsPolicyState.Enforced,
                StsHostState.NotListed
                    or StsHostState.NoTls
                    or StsHostState.WrongCertificate
            ) => SenderAction.NotAtThisHost,
            _ => SenderAction.Unknown,
        };
}
