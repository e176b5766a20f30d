namespace Dashboard.Core.Inbound.TlsNcsc;

/// <summary>Whether a leaf leads to a root of the WebPKI with the certificates sent beside it.</summary>
/// <param name="Leaf">SHA-256 of the certificate.</param>
/// <param name="Problem">What is in the way, in a word of ours; null where the path is good.</param>
public sealed record WebPkiPath(OctetString Leaf, string? Problem);

/// <summary>What the certificates of an address are to the WebPKI.</summary>
public sealed record WebPkiObservation
{
    /// <summary>SHA-256 over the SHA-256 of each root of the store, in order.</summary>
    public required OctetString Store { get; init; }

    /// <summary>Certificates sent that are roots of the store: SHA-256 of each.</summary>
    public IReadOnlyList<OctetString> RootsSent { get; init; } = [];

    public IReadOnlyList<WebPkiPath> Paths { get; init; } = [];
}
