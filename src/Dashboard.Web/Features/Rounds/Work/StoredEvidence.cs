using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Data.Evidence;
using Dashboard.Data.Rounds;
using Dashboard.Probes.Inbound;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Work;

/// <summary>The DNS that was seen of a domain in a wave of a round.</summary>
internal sealed record ResolvedLookup(int DomainId, string Document, byte[][] Hosts);

/// <summary>Puts together what a round stored apart: the DNS of domains, of their hosts, and the sessions with their addresses.</summary>
internal static class StoredEvidence
{
    public static async Task<Dictionary<int, InboundObservation>> ResolvedAsync(
        DashboardDb db,
        int round,
        IReadOnlyCollection<ResolvedLookup> lookups,
        CancellationToken cancellation
    )
    {
        var digests = lookups.SelectMany(l => l.Hosts).DistinctBy(Convert.ToHexString).ToArray();
        var hosts = await db.Set<RoundHostRow>()
            .Where(h => h.RoundId == round && digests.Contains(h.Digest))
            .ToDictionaryAsync(
                h => Convert.ToHexString(h.Digest),
                h => RoundEvidence.ReadHost(h.Document),
                cancellation
            );
        return lookups.ToDictionary(
            l => l.DomainId,
            l =>
                RoundEvidence.Join(
                    l.Document,
                    [.. l.Hosts.Select(digest => hosts[Convert.ToHexString(digest)])]
                )
        );
    }

    public static async Task ReadPairsAsync(
        DashboardDb db,
        int round,
        short wave,
        IEnumerable<InboundObservation> resolved,
        Dictionary<AddressTarget, AddressObservation?> kept,
        CancellationToken cancellation
    )
    {
        var missing = resolved
            .SelectMany(InboundTargets.Of)
            .Distinct()
            .Where(target => !kept.ContainsKey(target))
            .ToList();
        var hosts = missing.Select(t => t.Host.Value).Distinct().ToArray();
        var pairs = await db.Set<RoundPairRow>()
            .AsNoTracking()
            .Where(p => p.RoundId == round && p.Wave == wave && hosts.Contains(p.Host))
            .Select(p => new SeenPair(p.Host, p.Address, p.ServerName, p.Document, p.Certificates))
            .ToListAsync(cancellation);
        var digests = pairs
            .SelectMany(p => p.Certificates ?? [])
            .DistinctBy(Convert.ToHexString)
            .ToArray();
        var certificates = await db
            .Certificates.AsNoTracking()
            .Where(c => digests.Contains(c.Digest))
            .ToDictionaryAsync(c => Convert.ToHexString(c.Digest), cancellation);
        foreach (var pair in pairs)
        {
            kept[
                new(
                    DomainName.Parse(pair.Host),
                    IPAddress.Parse(pair.Address),
                    DomainName.Parse(pair.ServerName)
                )
            ] = pair.Document is null
                ? null
                : CertificatesApart.Read<AddressObservation>(
                    pair.Document,
                    [
                        .. (pair.Certificates ?? []).Select(digest =>
                            certificates[Convert.ToHexString(digest)]
                        ),
                    ]
                );
        }
    }

    private sealed record SeenPair(
        string Host,
        string Address,
        string ServerName,
        string? Document,
        byte[][]? Certificates
    );
}
