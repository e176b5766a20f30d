using System.Net;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound;

/// <summary>The judgement of one address of an MX host.</summary>
public sealed record AddressVerdict
{
    private readonly AddressOutcome? weakest;

    public required IPAddress Address { get; init; }

    /// <summary>With the default handshake: what delivery meets.</summary>
    public required AddressOutcome Outcome { get; init; }

    /// <summary>MX set and host secure, and every certificate type served authenticates.</summary>
    public required bool Good { get; init; }

    /// <summary>
    /// The answer of the session that this speaks of, by <see cref="DistinctSessions"/>: where sessions differ, of the one that a
    /// sender fares best with, and what the others came to is in <see cref="Apart"/>. Null where none was looked at.
    /// </summary>
    public string? Answer { get; init; }

    /// <summary>What each of the sessions that differ comes to by itself, the one that this speaks of first; empty where all agree.</summary>
    public IReadOnlyList<AddressVerdict> Apart { get; init; } = [];

    /// <summary>How far the session that counts came; null where none was looked at.</summary>
    public SessionKind? Session { get; init; }

    /// <summary>Why there was no session to look at; null where there was one, or where no sender would have one.</summary>
    public AddressDisposition? NotProbed { get; init; }

    /// <summary>
    /// The worst that a sender meets here: <see cref="Outcome"/>, unless another session of the run came to a worse answer.
    /// </summary>
    public AddressOutcome Weakest
    {
        get => weakest ?? Outcome;
        init => weakest = value;
    }

    /// <summary>How many sessions of the run were looked at.</summary>
    public int Sessions { get; init; }

    /// <summary>In what the sessions that came to an answer differ; null where they agree.</summary>
    public SessionDifference? SessionsDiffer { get; init; }

    /// <summary>The default handshake first, then the other certificate type where there is one.</summary>
    public IReadOnlyList<CertificateVerdict> Certificates { get; init; } = [];

    /// <summary>Those, and what other sessions showed to the default handshake.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IEnumerable<CertificateVerdict> AllCertificates =>
        Certificates.Concat(Apart.Skip(1).SelectMany(one => one.Certificates.Take(1)));

    public IReadOnlyList<DecisionStep> Steps { get; init; } = [];

    public IReadOnlyList<VerdictReason> Reasons { get; init; } = [];
}

/// <summary>In what two answers of one address differ, so that which of them a sender gets is chance.</summary>
public enum SessionDifference
{
    /// <summary>One takes STARTTLS, another does not.</summary>
    StartTls,

    /// <summary>One certificate or another, to the same question.</summary>
    Certificate,
}

/// <summary>What an RFC 7672 sender ends up with at one address.</summary>
public enum AddressOutcome
{
    /// <summary>No session: nothing follows about TLS.</summary>
    Unreachable,

    /// <summary>A sender that verifies DANE would not deliver here.</summary>
    Refused,

    /// <summary>Delivered in the clear.</summary>
    Cleartext,

    /// <summary>Delivered over TLS whose peer is not verified.</summary>
    Encrypted,

    /// <summary>Delivered over TLS with the peer verified by DANE.</summary>
    Authenticated,
}

/// <summary>The judgement of one certificate chain that an address serves.</summary>
public sealed record CertificateVerdict
{
    public required CertificateKeyType KeyType { get; init; }

    public required AddressOutcome Outcome { get; init; }

    /// <summary>One a record of <see cref="HostPolicy.Tlsa"/>, in that order; empty where nothing was matched.</summary>
    public IReadOnlyList<TlsaMatch> Matches { get; init; } = [];

    public ChainFacts Facts { get; init; }

    /// <summary>How GnuTLS comes to the opposite, of <see cref="SimulatedDifference"/>; null where it comes to the same.</summary>
    public string? ByGnuTls { get; init; }

    public IReadOnlyList<VerdictReason> Reasons { get; init; } = [];
}

/// <summary>Which certificate of a chain a TLSA record matched.</summary>
/// <param name="RecordIndex">Position in <see cref="HostPolicy.Tlsa"/>.</param>
/// <param name="Depth">Position in the chain as sent, 0 the leaf; null where the record matched none.</param>
/// <param name="Authenticates">The match satisfies all the rules of its usage.</param>
public sealed record TlsaMatch(int RecordIndex, int? Depth, bool Authenticates);
