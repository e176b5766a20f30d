using System.Text.Json.Serialization;

namespace Dashboard.Core.Inbound.TlsNcsc;

/// <summary>The levels of the TLS guidelines of NCSC-NL, worst first.</summary>
public enum GuidelineLevel
{
    Insufficient,
    PhaseOut,
    Sufficient,
    Good,
}

/// <summary>The dated methods, oldest first. Figures of different methods are never compared without saying so.</summary>
public enum NcscMethod
{
    /// <summary>TLS guidelines 2.1 (January 2021), as internet.nl applied them up to its release 1.10.</summary>
    [JsonStringEnumMemberName("ncsc-2021")]
    Ncsc2021,

    /// <summary>TLS guidelines 2025-05, as internet.nl applies them from its release 1.11.0 (21 April 2026).</summary>
    [JsonStringEnumMemberName("ncsc-2025")]
    Ncsc2025,
}

/// <summary>What the guidelines have lists of.</summary>
public enum GuidelineSubject
{
    /// <summary>Words of <see cref="Tls.TlsProtocolVersion"/> in JSON, such as <c>TLSv1.2</c>.</summary>
    Version,

    /// <summary>Names of the IANA registry.</summary>
    Suite,

    /// <summary>Names of the IANA registry; for Diffie-Hellman and spelled-out curves the words of <see cref="GuidelineWords"/>.</summary>
    Group,

    /// <summary>Of the signature of the key exchange: <c>sha256</c> and so on.</summary>
    Hash,

    /// <summary>Words of <see cref="GuidelineWords"/>, such as <c>rsa-3072</c> (3072 bits or more) or <c>secp256r1</c>.</summary>
    CertificateKey,

    /// <summary>Words of <see cref="GuidelineWords"/>, such as <c>rsa-sha256</c> or <c>eddsa</c>.</summary>
    CertificateSignature,
}

/// <summary>One row of a list.</summary>
/// <param name="Paragraph">Of the guideline, such as "3.3.1" or "B2-1".</param>
public sealed record GuidelineRow(
    GuidelineSubject Subject,
    GuidelineLevel Level,
    string Paragraph,
    IReadOnlyList<string> Values
);
