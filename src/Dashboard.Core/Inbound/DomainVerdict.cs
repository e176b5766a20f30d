using System.Text.Json.Serialization;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Core.Inbound;

/// <summary>The mail-transport verdict of a mail domain, STARTTLS and DANE: a pure function of the observation and the method version.</summary>
public sealed record DomainVerdict
{
    /// <summary>Of the judgement; a figure is only comparable within one version.</summary>
    public required string MethodVersion { get; init; }

    public required DomainName Domain { get; init; }

    public required DomainStatus Status { get; init; }

    public required Delivery Delivery { get; init; }

    /// <summary>Of what is delivered now; null where nothing is.</summary>
    public ConnectionType? ConnectionType { get; init; }

    /// <summary>
    /// The weakest that an active attacker can force; null where an attacker can force no delivery, and where it is not known
    /// (<see cref="IsAttackUnknown"/>).
    /// </summary>
    public ConnectionType? AttackerConnectionType { get; init; }

    /// <summary>Our own resolver was at fault: what was looked up is no ground to call a domain anything.</summary>
    public bool ResolverFault { get; init; }

    /// <summary>Hosts of the MX set that were left out, beyond our limit.</summary>
    public int OmittedHosts { get; init; }

    /// <summary>All reasons, worst first, those of hosts and addresses included.</summary>
    public IReadOnlyList<VerdictReason> Reasons { get; init; } = [];

    public IReadOnlyList<HostVerdict> Hosts { get; init; } = [];

    public IReadOnlyList<SenderSimulation> Simulations { get; init; } = [];

    /// <summary>In order of effect; ready-to-paste text is made from these by the interface.</summary>
    public IReadOnlyList<Advice> Advice { get; init; } = [];

    /// <summary>
    /// What an attacker can force is not known: a mail server that was left out, or of which the addresses or TLSA records could not be
    /// looked up, may take mail that is not protected; or the word of our resolver does not count.
    /// </summary>
    public bool IsAttackUnknown { get; init; }

    /// <summary>Some mail server takes mail over TLS that is not verified, or without TLS, whatever else is not known.</summary>
    public bool HasWeakerHost() => Hosts.Any(DomainRules.IsWeaker);
}

/// <summary>The summary of a receiving test, the first that applies (see docs/verdicts.md).</summary>
public enum DomainStatus
{
    /// <summary>The domain does not exist.</summary>
    NoDomain,

    /// <summary>The domain accepts no mail: a null MX (RFC 7505), or neither MX nor address.</summary>
    NoMail,
    Bogus,
    Unreachable,
    None,
    Protected,
    Partial,
    Failed,
    Unusable,
}

/// <summary>What becomes of a message now, when a DANE sender walks the MX set.</summary>
public enum Delivery
{
    Defer,
    Bounce,
    Clear,
    Tls,
    Dane,
}

/// <summary>The three kinds of connection of the standard's own advice; a number in JSON.</summary>
[System.Text.Json.Serialization.JsonConverter(
    typeof(System.Text.Json.Serialization.JsonNumberEnumConverter<ConnectionType>)
)]
public enum ConnectionType
{
    Unencrypted = 1,
    Encrypted = 2,
    EncryptedAndVerified = 3,
}
