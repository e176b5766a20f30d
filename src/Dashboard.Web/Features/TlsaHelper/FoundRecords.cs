using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Planned;

namespace Dashboard.Web.Features.TlsaHelper;

/// <summary>The records for the keys that a host showed, as zone-file lines: those that are published, and those that are not.</summary>
/// <param name="Known">False where a TLSA query failed: what is published at its name is not known.</param>
internal sealed record FoundRecords(
    IReadOnlyList<string> There,
    IReadOnlyList<string> Missing,
    bool Known
)
{
    public static FoundRecords Of(HostObservation host)
    {
        ArgumentNullException.ThrowIfNull(host);
        var wanted = RecommendedTlsa.For(host);
        // Where senders ask, or would if the zone were signed; not where records are by mistake.
        var asked = host
            .Tlsa.Where(seen => seen.Purpose is TlsaQueryPurpose.Sender or TlsaQueryPurpose.Ignored)
            .Select(seen => seen.Lookup)
            .ToList();
        var published = asked.SelectMany(lookup => lookup.Records).ToHashSet();
        return new FoundRecords(
            RecommendedTlsa.Lines(host.Host.Name, wanted.Where(published.Contains)),
            RecommendedTlsa.Lines(host.Host.Name, wanted.Where(one => !published.Contains(one))),
            Known: asked.Count > 0
                && asked.TrueForAll(lookup => lookup.Outcome != LookupOutcome.Failed)
        );
    }

    /// <summary>False where no certificate was seen.</summary>
    public bool AtAll => There.Count + Missing.Count > 0;
}
