using Dashboard.Core.Dns;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>The records that fit what a host really serves: <c>3 1 1</c> for each key of a leaf that was seen.</summary>
internal static class ServedKeys
{
    public static IReadOnlyList<TlsaRecord> RecordsFor(HostObservation host) =>
        [
            .. host
                .Addresses.SelectMany(a =>
                    new[] { a.Last?.Handshake, a.OtherCertificate?.Handshake }
                )
                .Select(h => h?.Chain.Certificates is [var leaf, ..] ? leaf : null)
                .OfType<PresentedCertificate>()
                .Select(leaf =>
                    TlsaAssociation.Compute(Selector.Spki, MatchingType.Sha256, leaf.Der)
                )
                .OfType<OctetString>()
                .Distinct()
                .Select(RecordFor),
        ];

    public static TlsaRecord RecordFor(OctetString digest) =>
        new((byte)CertificateUsage.DaneEe, (byte)Selector.Spki, (byte)MatchingType.Sha256, digest);
}
