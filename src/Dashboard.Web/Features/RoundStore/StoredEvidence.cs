using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Data.Evidence;
using Dashboard.Data.Rounds;
using Dashboard.Probes.Inbound;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.RoundStore;

/// <summary>The DNS that was seen of a domain in a wave of a round.</summary>
internal sealed record ResolvedLookup(int DomainId, string Document, byte[][] Hosts);

/// <summary>Puts together what a round stored apart: the DNS of domains, of their hosts, and the sessions with their addresses.</summary>
internal static class StoredEvidence
{
    /// <param name="hosts">Those that were read already, by digest; gains those that are read now. Null to keep none.</param>
    public static async Task<Dictionary<int, InboundObservation>> ResolvedAsync(
        DashboardDb db,
        int round,
        IReadOnlyCollection<ResolvedLookup> lookups,
        CancellationToken cancellation,
        Dictionary<string, HostObservation>? hosts = null
    )
    {
        hosts ??= [];
        var digests = lookups
            .SelectMany(l => l.Hosts)
            .DistinctBy(Convert.ToHexString)
            .Where(digest => !hosts.ContainsKey(Convert.ToHexString(digest)))
            .ToArray();
        if (digests.Length > 0)
        {
            await foreach (
                var host in db.Set<RoundHostRow>()
                    .AsNoTracking()
                    .Where(h => h.RoundId == round && digests.Contains(h.Digest))
                    .AsAsyncEnumerable()
                    .WithCancellation(cancellation)
            )
            {
                hosts[Convert.ToHexString(host.Digest)] = RoundEvidence.ReadHost(host.Document);
            }
        }
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
        if (missing.Count == 0)
        {
            return;
        }
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
