using System.Net;
using System.Text.Json.Serialization;
using Dashboard.Core.Dns;

namespace Dashboard.Core.Outbound.Evidence;

/// <summary>Who sent the control message, as far as it proves it. Read in memory; the message itself is not kept.</summary>
public sealed record ControlIdentity
{
    /// <summary>Networks wider than this say nothing about who sends.</summary>
    public const int WidestIPv4Prefix = 12;

    /// <inheritdoc cref="WidestIPv4Prefix"/>
    public const int WidestIPv6Prefix = 29;

    public required Guid SessionId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The domain in the From field (RFC 5322 section 3.6.2); null where there is not exactly one.</summary>
    public DomainName? FromDomain { get; init; }

    public SpfIdentity? Spf { get; init; }

    public IReadOnlyList<DkimIdentity> Dkim { get; init; } = [];

    public string? Ehlo { get; init; }

    public required IPAddress SourceAddress { get; init; }

    /// <summary>The addresses that the SPF record lets send, as far as they can be listed.</summary>
    public IReadOnlyList<IPNetwork> AuthorisedNetworks { get; init; } = [];

    /// <summary>The domain a result may name: aligned SPF or DKIM passed (RFC 7489 section 3.1).</summary>
    [JsonIgnore]
    public DomainName? ProvenDomain =>
        Spf is { Outcome: AuthenticationOutcome.Pass, Aligned: true }
        || Dkim.Any(signature =>
            signature is { Outcome: AuthenticationOutcome.Pass, Aligned: true }
        )
            ? FromDomain
            : null;

    /// <summary>Whether the SPF record that let the control pass lets this address send too.</summary>
    public bool Authorises(IPAddress address) =>
        Spf is { Outcome: AuthenticationOutcome.Pass }
        && AuthorisedNetworks.Any(network => IsNarrow(network) && network.Contains(address));

    private static bool IsNarrow(IPNetwork network) =>
        network.PrefixLength
        >= (
            network.BaseAddress.GetAddressBytes().Length == 4 ? WidestIPv4Prefix : WidestIPv6Prefix
        );
}

/// <summary>The outcome of SPF or DKIM (RFC 7208 section 2.6, RFC 8601 section 2.7).</summary>
public enum AuthenticationOutcome
{
    None,
    Pass,
    Fail,
    SoftFail,
    Neutral,
    TempError,
    PermError,
}

/// <summary>A DKIM signature of the control message (RFC 6376).</summary>
/// <param name="Domain">The d= tag.</param>
/// <param name="Aligned">Under the policy of the From domain (RFC 7489 section 3.1.1).</param>
public sealed record DkimIdentity(
    AuthenticationOutcome Outcome,
    DomainName Domain,
    string Selector,
    bool Aligned
);

/// <summary>SPF for the control message (RFC 7208).</summary>
/// <param name="Domain">Of MAIL FROM; null where it named none.</param>
/// <param name="Aligned">Under the policy of the From domain (RFC 7489 section 3.1.2).</param>
public sealed record SpfIdentity(AuthenticationOutcome Outcome, DomainName? Domain, bool Aligned);
