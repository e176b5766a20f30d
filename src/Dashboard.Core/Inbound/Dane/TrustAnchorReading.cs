using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>What one DANE-TA record makes of a chain.</summary>
/// <param name="Rank">How near it came; of several failures the nearest is told.</param>
/// <param name="Reason">Null where it authenticates.</param>
/// <param name="Path">Where one was found.</param>
internal sealed record TrustAnchorReading(int Rank, VerdictReason? Reason, CertificatePath? Path)
{
    public bool Authenticates => Reason is null;
}
