using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Tls;

namespace Dashboard.Texts.Inbound;

/// <summary>
/// What a result can say about the whole of a domain, counted once: headline, badge, figure, steps and table all take it from here,
/// so that no sentence contradicts another.
/// </summary>
internal sealed class ResultFacts
{
    private readonly IReadOnlyList<AddressVerdict> addresses;

    public ResultFacts(DomainVerdict verdict, InboundObservation? seen)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        addresses = [.. verdict.Hosts.SelectMany(host => host.Addresses)];
        RefusedAddresses = addresses.Count(a => a.Outcome == AddressOutcome.Refused);
        UncoveredKeyType = addresses
            .Where(a => a.Outcome == AddressOutcome.Authenticated)
            .SelectMany(a => a.Certificates.Skip(1))
            .Where(c => c.Outcome != AddressOutcome.Authenticated)
            .Select(c => (CertificateKeyType?)c.KeyType)
            .FirstOrDefault();
        AnswersDiffer = addresses.Any(a => a.SessionsDiffer is not null);
        DeferredHosts = verdict.Hosts.Count(host => host.Policy.Policy == DanePolicy.Defer);
        UntestedHosts = seen?.OmittedHosts.Count ?? 0;
        Hosts = verdict.Hosts.Count + UntestedHosts;
        UntestedAddresses =
            seen?.Hosts.SelectMany(host => host.Addresses)
                .Count(a =>
                    a.Disposition is AddressDisposition.BeyondLimit or AddressDisposition.Stopped
                )
            ?? 0;
        ResolverFault = verdict.ResolverFault;
        // A host whose addresses do not all take part by the server's own doing.
        OnlyOurLimits =
            verdict.Status == DomainStatus.Partial
            && UntestedHosts + UntestedAddresses > 0
            && verdict.Hosts.All(host =>
                host.Policy.Policy == DanePolicy.Authenticate || host.Policy.Skipped
            )
            && addresses.Any(a => a.Good)
            && addresses.Count(a => !a.Good) <= UntestedAddresses
            && RefusedAddresses == 0;
    }

    public int Addresses => addresses.Count;

    /// <summary>Where a sender that verifies DANE does not deliver.</summary>
    public int RefusedAddresses { get; }

    /// <summary>The kind of certificate that no TLSA record matches, at an address whose default certificate is verified.</summary>
    public CertificateKeyType? UncoveredKeyType { get; }

    /// <summary>A mail server answers now this way, now that.</summary>
    public bool AnswersDiffer { get; }

    /// <summary>Hosts that a DANE sender passes over, as their DNS does not give a usable answer.</summary>
    public int DeferredHosts { get; }

    /// <summary>Hosts of the MX set, those that were left out included.</summary>
    public int Hosts { get; }

    public int UntestedHosts { get; }

    public int UntestedAddresses { get; }

    /// <summary>Our own resolver was at fault: what was looked up is no ground to call a domain anything.</summary>
    public bool ResolverFault { get; }

    /// <summary>Everything looked at is good; only a limit of this installation keeps the domain from <c>protected</c>.</summary>
    public bool OnlyOurLimits { get; }

    /// <summary>The question that a sender asks was asked and answered, or no sender asks it.</summary>
    public static bool TlsaIsKnown(HostObservation host) =>
        !host.Tlsa.Any(asked =>
            asked is { Purpose: TlsaQueryPurpose.Sender, Lookup.Outcome: LookupOutcome.Failed }
        );

    /// <summary>Most likely why no record of the host matches what it serves; null where one matches, or the records do not tell.</summary>
    /// <param name="seen">Null where it is not known; then the issuer is left out.</param>
    public static LikelyCause? CauseOf(HostVerdict host, HostObservation? seen)
    {
        ArgumentNullException.ThrowIfNull(host);
        if (!MatchesNothing(host))
        {
            return null;
        }
        var causes = host
            .Policy.Tlsa.Where(t => t is { Problem: null, LeftOutByAgility: false })
            .Select(t => CauseOf(t.Record))
            .Distinct()
            .ToList();
        return causes is [{ } cause] && (cause != LikelyCause.IssuerChanged || SendsIssuer(seen))
            ? cause
            : null;
    }

    private static LikelyCause? CauseOf(TlsaRecord record) =>
        record switch
        {
            { Usage: (byte)CertificateUsage.DaneTa } => LikelyCause.IssuerChanged,
            { Usage: not (byte)CertificateUsage.DaneEe } => null,
            { Selector: (byte)Selector.Cert } => LikelyCause.CertificateRenewed,
            { Selector: (byte)Selector.Spki } => LikelyCause.KeyReplaced,
            _ => null,
        };

    /// <summary>Where none is sent the record may be right.</summary>
    private static bool SendsIssuer(HostObservation? seen) =>
        seen?.Addresses.SelectMany(DistinctSessions.HandshakesOf)
            .Any(shown => shown.Handshake.Chain.Certificates.Count > 1)
        ?? false;

    /// <summary>An address is refused, as no usable record matches anything of its chain, and no address is verified.</summary>
    public static bool MatchesNothing(HostVerdict host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.Addresses.Any(a =>
                a.Outcome == AddressOutcome.Refused
                && a.Certificates is [{ Matches: { Count: > 0 } matches }, ..]
                && matches.All(match => match.Depth is null)
            ) && host.Addresses.All(a => a.Outcome != AddressOutcome.Authenticated);
    }
}

/// <summary>Why records that matched no longer do.</summary>
internal enum LikelyCause
{
    /// <summary>The records are of a whole certificate (3 0 x), which each renewal replaces.</summary>
    CertificateRenewed,

    /// <summary>The records are of a key (3 1 x); many programs make a new one when they renew.</summary>
    KeyReplaced,

    /// <summary>The records are of an issuer (2 x x), and another one is sent; authorities change theirs without notice.</summary>
    IssuerChanged,
}
