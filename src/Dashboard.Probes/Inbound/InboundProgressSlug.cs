namespace Dashboard.Probes.Inbound;

/// <summary>The steps of a test that are shown to the visitor who waits; the texts of the interface are keyed by these.</summary>
public static class InboundProgressSlug
{
    /// <summary>The MX question is put.</summary>
    public const string MxLookup = "mx-lookup";

    /// <summary>The MX set is known; the detail is its DNSSEC status, or <c>failed</c>.</summary>
    public const string MxFound = "mx-found";

    /// <summary>The addresses of a host are known; the detail is their DNSSEC status, or <c>failed</c>.</summary>
    public const string AddressesFound = "addresses-found";

    /// <summary>The TLSA records of a host are known; the detail is <c>answer</c>, <c>no-data</c>, <c>nx-domain</c> or <c>failed</c>.</summary>
    public const string TlsaFound = "tlsa-found";

    /// <summary>A session with an address begins.</summary>
    public const string Connecting = "connecting";

    /// <summary>A session with an address has ended; the detail is its TLS version, <c>no-starttls</c>, or the kind of its fault.</summary>
    public const string Connected = "connected";

    /// <summary>A session failed, and is tried once more after a pause; the detail is the kind of the fault.</summary>
    public const string Retrying = "retrying";

    /// <summary>An address was not connected to; the detail says why.</summary>
    public const string NotConnected = "not-connected";

    /// <summary>All evidence of the mail servers is there.</summary>
    public const string Observed = "observed";

    /// <summary>The related standards are looked up.</summary>
    public const string RelatedLookup = "related-lookup";

    /// <summary>The evidence of the related standards is there; the detail is <c>failed</c> where a fault of our own kept it away.</summary>
    public const string RelatedFound = "related-found";

    /// <summary>The TLS of an address is examined, or somebody else's examination of it is waited for.</summary>
    public const string TlsExamining = "tls-examining";

    /// <summary>A question about the TLS of an address is put; the detail is which.</summary>
    public const string TlsQuestion = "tls-question";

    /// <summary>The examination of an address has ended; the detail is why.</summary>
    public const string TlsExamined = "tls-examined";

    /// <summary>All slugs, in the order in which they can first come.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        MxLookup,
        MxFound,
        AddressesFound,
        TlsaFound,
        NotConnected,
        Connecting,
        Retrying,
        Connected,
        Observed,
        RelatedLookup,
        RelatedFound,
        TlsExamining,
        TlsQuestion,
        TlsExamined,
    ];
}
