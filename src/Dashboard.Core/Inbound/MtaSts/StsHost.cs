using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.MtaSts;

/// <summary>What a sender that keeps a policy finds at one MX host (RFC 8461 sections 4.1 and 4.2).</summary>
internal enum StsHostState
{
    Valid,
    NotListed,

    /// <summary>No TLS: not offered, refused, or a handshake that failed.</summary>
    NoTls,

    /// <summary>Not of a public authority, expired, or for another name.</summary>
    WrongCertificate,

    /// <summary>No session, by nothing of ours; of a host: at none of its addresses.</summary>
    Silent,

    /// <summary>A fault or limit of our own kept it from being judged.</summary>
    Unknown,
}

/// <summary>One address of an MX host, with what is wrong there.</summary>
/// <param name="Problem">Of a certificate: <c>untrusted</c>, <c>expired</c>, <c>name</c> or <c>none-sent</c>.</param>
internal sealed record StsAddress(
    AddressObservation Seen,
    StsHostState State,
    string? Problem = null
);

/// <summary>An MX host with the eyes of a sender that keeps the policy.</summary>
internal sealed record StsHost(MxHost Host, StsHostState State, IReadOnlyList<StsAddress> Addresses)
{
    /// <param name="policy">The patterns of the policy; where some are left out, an unlisted host is not known to be so.</param>
    public static StsHost Of(
        HostObservation host,
        StsPolicy policy,
        IReadOnlyList<WebPkiCheck> checks
    )
    {
        List<StsAddress> addresses =
        [
            .. host.Addresses.Select(address => At(address, host.Host.Name, checks)),
        ];
        var state =
            policy.Lists(host.Host.Name) ? OfAddresses(addresses)
            : policy.OmittedMx > 0 ? StsHostState.Unknown
            : StsHostState.NotListed;
        return new(host.Host, state, addresses);
    }

    /// <summary>
    /// Which of them a sender comes to is chance, so one that is wrong makes the host wrong. A silent one is passed over where
    /// another answers; what we could not look at ourselves leaves the host unknown.
    /// </summary>
    private static StsHostState OfAddresses(IReadOnlyList<StsAddress> addresses)
    {
        foreach (var state in (StsHostState[])[StsHostState.NoTls, StsHostState.WrongCertificate])
        {
            if (addresses.Any(address => address.State == state))
            {
                return state;
            }
        }
        return addresses.Any(address => address.State == StsHostState.Unknown)
                ? StsHostState.Unknown
            : addresses.Any(address => address.State == StsHostState.Valid) ? StsHostState.Valid
            : StsHostState.Silent;
    }

    private static StsAddress At(
        AddressObservation address,
        DomainName host,
        IReadOnlyList<WebPkiCheck> checks
    )
    {
        if (address.Disposition == AddressDisposition.Reserved)
        {
            return new(address, StsHostState.Silent);
        }
        // Which of those that differ a sender meets is chance too.
        var sessions =
            address.Disposition == AddressDisposition.Probed
                ? DistinctSessions.Of(address).Select(session => In(session, address, host, checks))
                : [];
        return sessions.MinBy(one =>
                one.State switch
                {
                    StsHostState.NoTls => 0,
                    StsHostState.WrongCertificate => 1,
                    StsHostState.Unknown => 2,
                    StsHostState.Valid => 3,
                    _ => 4,
                }
            ) ?? new(address, StsHostState.Unknown);
    }

    private static StsAddress In(
        StartTlsObservation session,
        AddressObservation address,
        DomainName host,
        IReadOnlyList<WebPkiCheck> checks
    )
    {
        if (session is { Fault.Kind: SessionFaultKind.OwnLimit, Handshake: null })
        {
            return new(address, StsHostState.Unknown);
        }
        return StartTlsReading.Of(session).Kind switch
        {
            SessionKind.NoStartTls or SessionKind.HandshakeFailed => new(
                address,
                StsHostState.NoTls
            ),
            SessionKind.Encrypted => WithCertificate(address, session, host, checks),
            _ => new(address, StsHostState.Silent),
        };
    }

    private static StsAddress WithCertificate(
        AddressObservation address,
        StartTlsObservation session,
        DomainName host,
        IReadOnlyList<WebPkiCheck> checks
    )
    {
        if (session.Handshake!.Chain.Certificates is not [var leaf, ..])
        {
            return new(address, StsHostState.WrongCertificate, "none-sent");
        }
        var check = checks.FirstOrDefault(known => known.Leaf == leaf.Sha256);
        // A common name does not count (RFC 8461 section 4.2, RFC 6125 section 6.4.4).
        var named = leaf.DnsNames.Any(name => CertificateNames.Matches(name, host));
        return leaf.Problem is null && !named ? new(address, StsHostState.WrongCertificate, "name")
            : check is null ? new(address, StsHostState.Unknown)
            : !check.Trusted ? new(address, StsHostState.WrongCertificate, "untrusted")
            : check.Expired ? new(address, StsHostState.WrongCertificate, "expired")
            : new(address, StsHostState.Valid);
    }
}
