using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Attribution;

/// <summary>
/// Which sources are proven to send for the organisation whose control came. Each proof says that the source sends its mail: a message
/// in this test that authenticates to it, or its own SPF mechanisms, as far as they name a small network. A host name of the
/// organisation says where a host is, and its guests, students and customers have one too; what another organisation's SPF record
/// lets send proves nothing either.
/// </summary>
internal sealed class SenderProof
{
    /// <summary>Networks wider than this have neighbours who are somebody else's.</summary>
    public const int WidestIPv4Prefix = 24;

    /// <inheritdoc cref="WidestIPv4Prefix"/>
    public const int WidestIPv6Prefix = 48;

    private readonly HashSet<IPAddress> byMessage;
    private readonly List<IPNetwork> networks;

    public SenderProof(DomainName organisation, IReadOnlyList<MessageIdentity> identities)
    {
        Organisation = organisation;
        Identities = identities;
        byMessage = [.. identities.Select(identity => identity.SourceAddress)];
        networks = [.. identities.SelectMany(identity => identity.OwnNetworks).Where(IsNarrow)];
    }

    public DomainName Organisation { get; }

    /// <summary>Of the messages that authenticate to it.</summary>
    public IReadOnlyList<MessageIdentity> Identities { get; }

    public bool Has(IPAddress source) =>
        byMessage.Contains(source) || networks.Exists(network => network.Contains(source));

    private static bool IsNarrow(IPNetwork network) =>
        network.PrefixLength
        >= (
            network.BaseAddress.GetAddressBytes().Length == 4 ? WidestIPv4Prefix : WidestIPv6Prefix
        );
}

/// <summary>
/// The proofs of all organisations that a control of the test proves: only the control names a domain. That a source or a session is
/// another's any message shows.
/// </summary>
internal sealed class SenderProofs
{
    private readonly Dictionary<IPAddress, bool> known = [];
    private readonly ILookup<Guid, DomainName> byMessage;
    private readonly ILookup<IPAddress, DomainName> bySource;

    /// <param name="proven">Of every probe: a customer of A's provider who sends no control is not A either.</param>
    private SenderProofs(IReadOnlyList<SenderProof> all, IReadOnlyList<MessageIdentity> proven)
    {
        All = all;
        byMessage = proven.ToLookup(
            message => message.SessionId,
            message => message.ProvenOrganisation!
        );
        bySource = proven
            .DistinctBy(message => (message.ProvenOrganisation, message.SourceAddress))
            .ToLookup(message => message.SourceAddress, message => message.ProvenOrganisation!);
    }

    public IReadOnlyList<SenderProof> All { get; }

    public static SenderProofs Of(IReadOnlyList<MessageIdentity> identities)
    {
        List<MessageIdentity> proven =
        [
            .. identities.Where(identity => identity.ProvenOrganisation is not null),
        ];
        var named = proven
            .GroupBy(identity => identity.ProvenOrganisation!)
            .Where(group => group.Any(identity => identity.Probe == OutboundProbeId.Control));
        return new([.. named.Select(group => new SenderProof(group.Key, [.. group]))], proven);
    }

    /// <summary>The source is a sender's that has a domain.</summary>
    public bool Have(IPAddress source)
    {
        if (!known.TryGetValue(source, out var isKnown))
        {
            isKnown = All.Any(proof => proof.Has(source));
            known.Add(source, isKnown);
        }
        return isKnown;
    }

    /// <summary>
    /// A source that sends for several organisations, such as a provider's, shows only by its message for which it was at work:
    /// two customers of one provider are not one sender.
    /// </summary>
    public SessionShare Share(SenderProof proof, SmtpSessionEvidence session)
    {
        if (byMessage.Contains(session.Id))
        {
            return byMessage[session.Id].Contains(proof.Organisation)
                ? SessionShare.Own
                : SessionShare.None;
        }
        if (!Have(session.SourceAddress) || !proof.Has(session.SourceAddress))
        {
            return SessionShare.None;
        }
        return bySource[session.SourceAddress].Any(other => other != proof.Organisation)
            ? SessionShare.Doubtful
            : SessionShare.Own;
    }
}

/// <summary>Whether a session is an organisation's.</summary>
internal enum SessionShare
{
    None,
    Own,

    /// <summary>Its source sends for another one as well.</summary>
    Doubtful,
}
