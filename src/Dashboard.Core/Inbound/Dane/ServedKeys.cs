using Dashboard.Core.Dns;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>The records that fit what a host really serves: of usage 3 and selector 1 for each key of a leaf that was seen.</summary>
public static class ServedKeys
{
    /// <summary>
    /// Every leaf that the host showed, in any session of any address: also where the session that counts showed none. The same may
    /// be there more than once.
    /// </summary>
    public static IReadOnlyList<PresentedCertificate> LeavesOf(HostObservation host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return
        [
            .. host
                .Addresses.SelectMany(DistinctSessions.HandshakesOf)
                .Select(shown => shown.Handshake.Chain.Certificates is [var leaf, ..] ? leaf : null)
                .OfType<PresentedCertificate>(),
        ];
    }

    internal static IEnumerable<TlsaRecord> RecordsFor(
        IReadOnlyList<PresentedCertificate> leaves,
        MatchingType digest
    ) =>
        leaves
            .Select(leaf => TlsaAssociation.Compute(Selector.Spki, digest, leaf.Der))
            .OfType<OctetString>()
            .Distinct()
            .Select(data => RecordFor(data, digest));

    /// <param name="digest">As long as the matching type says: 32 octets of SHA-256, 64 of SHA-512.</param>
    internal static TlsaRecord RecordFor(OctetString digest, MatchingType type) =>
        new((byte)CertificateUsage.DaneEe, (byte)Selector.Spki, (byte)type, digest);
}
