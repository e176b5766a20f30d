using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>What DANE-TA records make of a chain.</summary>
/// <param name="Refusal">Null where they authenticate.</param>
/// <param name="Path">Where one was found.</param>
/// <param name="Facts">Of the refusal, where senders differ about it.</param>
internal sealed record TrustAnchorReading(
    VerdictReason? Refusal,
    CertificatePath? Path,
    ChainFacts Facts = ChainFacts.None
)
{
    public bool Authenticates => Refusal is null;
}
