namespace Dashboard.Data;

/// <summary>How much a receiving test looks at.</summary>
public enum InboundTestProfile
{
    /// <summary>STARTTLS, DANE and the related standards: a few sessions with each server.</summary>
    Ordinary,

    /// <summary>The TLS of each server as well, with every question: at most fifteen sessions, and minutes.</summary>
    Full,
}
