namespace Dashboard.Core.Inbound.Counting;

/// <summary>How far an address of an MX host was come to.</summary>
public enum AddressReach
{
    /// <summary>No connection, or no greeting at all.</summary>
    Unreachable,

    /// <summary>
    /// The greeting or EHLO was answered 4xx, 5xx or garbage, or the session ended before STARTTLS could be answered.
    /// </summary>
    Untestable,

    /// <summary>A session to its end without TLS: STARTTLS is not offered or refused, or its handshake fails.</summary>
    WithoutTls,

    /// <summary>STARTTLS was completed.</summary>
    WithTls,
}

/// <summary>What this installation itself lost, which says nothing of the server.</summary>
public enum OwnLoss
{
    None,

    /// <summary>Left out by a limit, or for want of a route.</summary>
    Limit,

    /// <summary>Our shutdown or fault.</summary>
    Fault,
}

/// <summary>What counting needs to know of one address.</summary>
/// <param name="Reach"><see cref="AddressReach.Unreachable"/> where we lost the session ourselves.</param>
/// <param name="Matches">In each session with the default handshake the certificate is authenticated by the host's secure TLSA records.</param>
/// <param name="Good">All that makes a domain <c>protected</c> holds at this address.</param>
/// <param name="Lost">Of the session as a whole.</param>
/// <param name="OtherCertificateLost">Of the session for the other type of certificate, which only DANE asks for.</param>
public sealed record AddressFacts(
    AddressReach Reach,
    bool Matches = false,
    bool Good = false,
    OwnLoss Lost = OwnLoss.None,
    OwnLoss OtherCertificateLost = OwnLoss.None
)
{
    public bool IsTestable => Reach is AddressReach.WithTls or AddressReach.WithoutTls;

    /// <summary>Good as far as was seen: only what we lost ourselves is missing.</summary>
    internal bool IsGoodAsFarAsSeen =>
        Good || Lost != OwnLoss.None || Matches && OtherCertificateLost != OwnLoss.None;
}

/// <summary>What counting needs to know of one MX host.</summary>
/// <param name="FamilyLost">
/// The lookup of an address family failed, and not by us: it may hold addresses that no sender can see.
/// </param>
/// <param name="ProvenNowhere">It is proven that the host has no address.</param>
public sealed record HostFacts(
    IReadOnlyList<AddressFacts> Addresses,
    bool FamilyLost = false,
    bool ProvenNowhere = false
)
{
    /// <summary>Of the lookup of an address family, which may hold addresses that we did not see.</summary>
    public OwnLoss FamilyLostHere { get; init; }

    /// <summary>Of the questions for TLSA, and for the alias that decides where they are: DANE cannot be told.</summary>
    public OwnLoss TlsaLostHere { get; init; }

    public bool IsTestable => Addresses.Any(a => a.IsTestable);

    /// <summary>
    /// The host keeps the domain from being <c>protected</c>, by what was seen of it: wrong, without TLSA, or silent. What we lost
    /// ourselves is not held against it.
    /// </summary>
    public bool FallsShort =>
        !ProvenNowhere
        && (
            FamilyLost
            || (Addresses.Count == 0 && FamilyLostHere == OwnLoss.None)
            || Addresses.Any(FallsShortAt)
        );

    private bool FallsShortAt(AddressFacts address) =>
        !address.IsGoodAsFarAsSeen
        && !(TlsaLostHere != OwnLoss.None && address.Reach == AddressReach.WithTls);

    /// <summary>Null where the host was tested.</summary>
    public ExclusionReason? WhyNotTested =>
        IsTestable ? null
        : FamilyLostHere == OwnLoss.Fault || Addresses.Any(a => a.Lost == OwnLoss.Fault)
            ? ExclusionReason.OwnFault
        : Addresses.Any(a => a.Lost == OwnLoss.Limit) ? ExclusionReason.NotMeasured
        : Addresses.Any(a => a.Reach == AddressReach.Untestable) ? ExclusionReason.Untestable
        : ExclusionReason.Unreachable;
}

/// <summary>How far a mail domain was come to.</summary>
public enum DomainReach
{
    NoDomain,
    NoMail,

    /// <summary>The MX answer does not validate.</summary>
    Bogus,

    /// <summary>The MX lookup failed at the domain's own name servers, or on the way there.</summary>
    LookupFailed,

    /// <summary>Our resolver could not be asked, or its word on DNSSEC does not count.</summary>
    OwnFault,
    Hosts,
}

/// <summary>What counting needs to know of a mail domain; its standards are judged from these facts, never from slugs.</summary>
/// <param name="Status">Of the mail-transport verdict.</param>
/// <param name="HostsOmitted">MX hosts beyond our limit.</param>
public sealed record TransportFacts(
    DomainReach Reach,
    DomainStatus Status,
    bool MxSecure,
    IReadOnlyList<HostFacts> Hosts,
    bool HostsOmitted = false
)
{
    /// <summary>What this installation lost of the domain, the worst of it.</summary>
    public OwnLoss Lost =>
        Hosts
            .SelectMany(h => h.Addresses)
            .Select(a => a.Lost)
            .Concat(Hosts.Select(h => h.FamilyLostHere))
            .Append(HostsOmitted ? OwnLoss.Limit : OwnLoss.None)
            .Max();

    /// <summary>Why a domain without hosts to test is excluded; null where there are hosts.</summary>
    internal ExclusionReason? WhyNoHosts =>
        Reach switch
        {
            DomainReach.NoDomain => ExclusionReason.NoDomain,
            DomainReach.NoMail => ExclusionReason.NoMail,
            DomainReach.Bogus or DomainReach.LookupFailed => ExclusionReason.Unreachable,
            DomainReach.OwnFault => ExclusionReason.OwnFault,
            _ => null,
        };

    /// <summary>Why nothing was tested at all; null where some host was. Ours goes first: nothing else follows from it.</summary>
    internal ExclusionReason? WhyNothingTested =>
        WhyNoHosts
        ?? (
            Hosts.Any(h => h.IsTestable)
                ? null
                : Worst(Hosts.Select(h => h.WhyNotTested))
                    ?? OfLoss(Lost)
                    ?? ExclusionReason.Unreachable
        );

    /// <summary>Why the Forum view excludes: any host that the operator does not let be tested; null where all are tested.</summary>
    internal ExclusionReason? WhyNotAllTested =>
        WhyNothingTested
        ?? Worst(
            Hosts
                .Select(h => h.WhyNotTested)
                .Where(why => why is ExclusionReason.Unreachable or ExclusionReason.Untestable)
        );

    internal static ExclusionReason? OfLoss(OwnLoss loss) =>
        loss switch
        {
            OwnLoss.Fault => ExclusionReason.OwnFault,
            OwnLoss.Limit => ExclusionReason.NotMeasured,
            _ => null,
        };

    private static ExclusionReason? Worst(IEnumerable<ExclusionReason?> reasons)
    {
        var all = reasons.OfType<ExclusionReason>().ToHashSet();
        return all.Contains(ExclusionReason.OwnFault) ? ExclusionReason.OwnFault
            : all.Contains(ExclusionReason.NotMeasured) ? ExclusionReason.NotMeasured
            : all.Contains(ExclusionReason.Untestable) ? ExclusionReason.Untestable
            : all.Contains(ExclusionReason.Unreachable) ? ExclusionReason.Unreachable
            : null;
    }
}
