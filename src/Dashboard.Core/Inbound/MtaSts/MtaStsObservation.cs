using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.MtaSts;

/// <summary>All that was seen of a domain's MTA-STS (RFC 8461).</summary>
public sealed record MtaStsObservation
{
    /// <summary>TXT at <c>_mta-sts.&lt;domain&gt;</c>; null where that name is too long to exist.</summary>
    public DnsLookup<string>? Record { get; init; }

    /// <summary>Only after one record that can be read (RFC 8461 section 3.1).</summary>
    public StsFetch? Fetch { get; init; }

    /// <summary>One for each certificate chain that the MX hosts showed in their default handshake.</summary>
    public IReadOnlyList<WebPkiCheck> MxCertificates { get; init; } = [];
}

/// <summary>How a fetch ended before its time.</summary>
public enum StsFetchFault
{
    /// <summary>The addresses of the policy host could not be looked up.</summary>
    LookupFailed,

    /// <summary>The policy host has no address.</summary>
    HostMissing,

    /// <summary>All its addresses are reserved (RFC 6890).</summary>
    HostReserved,
    ConnectionRefused,
    ConnectTimeout,

    /// <summary>Ended by the other side, or by the network, before the whole answer was there.</summary>
    ConnectionLost,

    /// <summary>No TLS 1.2 or 1.3 (RFC 8461 section 3.3).</summary>
    TlsFailed,
    CertificateInvalid,

    /// <summary>The answer is not HTTP/1.1.</summary>
    NotHttp,

    /// <summary>Headers or body larger than is read.</summary>
    TooLarge,

    /// <summary>Not all there within the time of a fetch.</summary>
    TooSlow,

    /// <summary>This machine cannot reach the address family; says nothing of the host.</summary>
    NoRouteHere,

    /// <summary>A shortage of this machine, such as of sockets; says nothing of the host.</summary>
    OwnFault,

    /// <summary>A time limit of our own test came first; says nothing of the host, and would come first again.</summary>
    OwnLimit,
}

/// <summary>One attempt to get the policy (RFC 8461 section 3.3): facts only.</summary>
public sealed record StsFetch
{
    /// <summary>Characters of the body that are kept.</summary>
    public const int MostBody = 8192;

    public required DomainName Host { get; init; }

    public required DnsLookup<IPAddress> A { get; init; }

    public required DnsLookup<IPAddress> Aaaa { get; init; }

    /// <summary>Addresses that are reserved, and were left alone.</summary>
    public IReadOnlyList<IPAddress> ReservedAddresses { get; init; } = [];

    /// <summary>The one that was connected to, or the last that was tried.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>Null where an answer came, whatever its status.</summary>
    public StsFetchFault? Fault { get; init; }

    /// <summary>The words of the operating system or the TLS library, for the evidence; never for a decision.</summary>
    public string? Detail { get; init; }

    public TlsProtocolVersion? TlsVersion { get; init; }

    /// <summary>Null where no certificate came.</summary>
    public WebPkiCheck? Certificate { get; init; }

    /// <summary>SHA-256 of the certificates as sent, leaf first.</summary>
    public IReadOnlyList<OctetString> Chain { get; init; } = [];

    public int? HttpStatus { get; init; }

    /// <summary>As sent, with its parameters, cut to 200 characters.</summary>
    public string? MediaType { get; init; }

    /// <summary>A Content-Encoding, which was not asked for.</summary>
    public string? ContentCoding { get; init; }

    /// <summary>Where a redirect leads, cut to 200 characters; never followed (RFC 8461 section 3.3).</summary>
    public string? Location { get; init; }

    /// <summary>Octets of the body that were read.</summary>
    public int? Length { get; init; }

    /// <summary>SHA-256 over the body.</summary>
    public OctetString? BodySha256 { get; init; }

    /// <summary>The beginning of the body, of an answer with status 200, with nothing in it that is not seen.</summary>
    public string? Body { get; init; }

    /// <summary>Read from the whole body; null where there is none with status 200.</summary>
    public StsPolicy? Policy { get; init; }

    public TimeSpan Duration { get; init; }
}

/// <summary>
/// What the public authorities say of a certificate chain: built and checked by the platform against its roots, or those of the
/// settings, without asking anybody anything.
/// </summary>
public sealed record WebPkiCheck
{
    /// <summary>SHA-256 of the leaf.</summary>
    public required OctetString Leaf { get; init; }

    /// <summary>The dates of the chain aside.</summary>
    public required bool Trusted { get; init; }

    /// <summary>A certificate of the chain is outside its dates.</summary>
    public bool Expired { get; init; }

    /// <summary>Of the leaf, as they stand there.</summary>
    public IReadOnlyList<string> DnsNames { get; init; } = [];

    /// <summary>What the platform holds against the chain, in its own words.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}
