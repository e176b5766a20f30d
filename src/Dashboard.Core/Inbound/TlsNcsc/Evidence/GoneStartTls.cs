using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Smtp;

namespace Dashboard.Core.Inbound.TlsNcsc;

/// <summary>
/// STARTTLS was gone within an examination. Some servers hide it from a client whose handshake failed, which says nothing of senders;
/// behind others there are several, and one of them lacks it. An ordinary session tells them apart.
/// </summary>
/// <param name="Session">The session without STARTTLS, without its transcript.</param>
/// <param name="Afterwards">
/// The ordinary session behind it, after the pause of the run; null where the limit of sessions had no room for it.
/// </param>
public sealed record GoneStartTls(StartTlsObservation Session, SessionSighting? Afterwards)
{
    /// <summary>STARTTLS was back: which session is without it is chance. Else the examination may be why, and touches no verdict.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool TakesTurns =>
        Afterwards is { } ordinary && SessionSample.OffersTls(ordinary) == true;
}
