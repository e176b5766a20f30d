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
        DeferredHosts = verdict.Hosts.Count(host => host.Policy.Policy == DanePolicy.Defer);
        UntestedHosts = seen?.OmittedHosts.Count ?? 0;
        Hosts = verdict.Hosts.Count + UntestedHosts;
        UntestedAddresses =
            seen?.Hosts.SelectMany(host => host.Addresses)
                .Count(a =>
                    a.Disposition is AddressDisposition.BeyondLimit or AddressDisposition.Stopped
                )
            ?? 0;
        TlsaFails = seen?.Hosts.Any(host => TlsaFailsAt(host)) == true;
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

    /// <summary>Hosts that a DANE sender passes over, as their DNS does not give a usable answer.</summary>
    public int DeferredHosts { get; }

    /// <summary>Hosts of the MX set, those that were left out included.</summary>
    public int Hosts { get; }

    public int UntestedHosts { get; }

    public int UntestedAddresses { get; }

    /// <summary>The TLSA query of a secure host fails or is bogus, so a DANE sender waits (RFC 7672 section 2.1.2).</summary>
    public bool TlsaFails { get; }

    /// <summary>Everything looked at is good; only a limit of this installation keeps the domain from <c>protected</c>.</summary>
    public bool OnlyOurLimits { get; }

    public static bool TlsaFailsAt(HostObservation host) =>
        host.Tlsa.Any(asked =>
            asked
                is {
                    Purpose: TlsaQueryPurpose.Sender,
                    Lookup:
                    {
                        Outcome: LookupOutcome.Failed,
                        Failure: not (LookupFailure.OwnLimit or LookupFailure.ResolverUnreachable)
                    }
                }
        );

    /// <summary>The question that a sender asks was asked and answered, or no sender asks it.</summary>
    public static bool TlsaIsKnown(HostObservation host) =>
        !host.Tlsa.Any(asked =>
            asked is { Purpose: TlsaQueryPurpose.Sender, Lookup.Outcome: LookupOutcome.Failed }
        );

    /// <summary>
    /// Usable records of the host are of whole certificates (3 0 x), and none matches: most likely the certificate was renewed and
    /// the records are of the former one.
    /// </summary>
    public static bool LooksRenewed(HostVerdict host)
    {
        ArgumentNullException.ThrowIfNull(host);
        var usable = host
            .Policy.Tlsa.Where(t => t is { Problem: null, LeftOutByAgility: false })
            .ToList();
        return usable.Count > 0
            && usable.All(t =>
                t.Record is { Usage: (byte)CertificateUsage.DaneEe, Selector: (byte)Selector.Cert }
            )
            && host.Addresses.Any(a =>
                a.Outcome == AddressOutcome.Refused
                && a.Certificates is [{ Matches: { Count: > 0 } matches }, ..]
                && matches.All(match => match.Depth is null)
            )
            && host.Addresses.All(a => a.Outcome != AddressOutcome.Authenticated);
    }
}
