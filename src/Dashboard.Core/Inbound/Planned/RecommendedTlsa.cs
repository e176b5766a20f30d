using System.Security.Cryptography;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Core.Inbound.Planned;

/// <summary>The records to publish for a host, from what it serves or will serve (RFC 7672 sections 3.1.1 and 4).</summary>
public static class RecommendedTlsa
{
    /// <summary><c>3 1 1</c> for each leaf certificate and each bare key, each once.</summary>
    public static IReadOnlyList<TlsaRecord> For(PastedMaterial material)
    {
        ArgumentNullException.ThrowIfNull(material);
        var leaves = material
            .Certificates.Take(1)
            .Select(leaf => TlsaAssociation.Compute(Selector.Spki, MatchingType.Sha256, leaf.Der))
            .OfType<OctetString>();
        var keys = material.PublicKeys.Select(key => new OctetString(SHA256.HashData(key.Span)));
        return
        [
            .. leaves
                .Concat(keys)
                .Distinct()
                .Select(key => ServedKeys.RecordFor(key, MatchingType.Sha256)),
        ];
    }

    /// <summary>What a live host needs: <c>3 1 1</c> for each key that was seen at any of its addresses.</summary>
    public static IReadOnlyList<TlsaRecord> For(HostObservation host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return [.. ServedKeys.RecordsFor(ServedKeys.LeavesOf(host), MatchingType.Sha256)];
    }

    /// <summary>Zone-file lines at the host's <c>_25._tcp</c>, complete and ready to paste.</summary>
    public static IReadOnlyList<string> Lines(DomainName host, IEnumerable<TlsaRecord> records)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(records);
        return ZoneLine.TlsaOwner(host) is { } owner
            ? [.. records.Select(record => ZoneLine.Tlsa(owner, record))]
            : [];
    }
}
