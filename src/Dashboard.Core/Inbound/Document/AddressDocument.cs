using System.Net;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.Document;

/// <summary>One address in the JSON document.</summary>
public sealed record AddressDocument
{
    public required IPAddress Address { get; init; }

    public required AddressOutcome Outcome { get; init; }

    public required bool Good { get; init; }

    public required AddressDisposition Disposition { get; init; }

    /// <summary>How many sessions were looked at.</summary>
    public required int Sessions { get; init; }

    /// <summary>Of the default handshake; absent where none completed.</summary>
    public TlsProtocolVersion? TlsVersion { get; init; }

    /// <summary>Of the default handshake, by its name in the IANA registry.</summary>
    public string? Cipher { get; init; }

    /// <summary>The newest old version (TLS 1.1 or below) that does work, where the default handshake failed.</summary>
    public TlsProtocolVersion? LegacyTlsVersion { get; init; }

    /// <summary>The default handshake first, then the other kind of certificate where the server has one.</summary>
    public required IReadOnlyList<ServedDocument> Certificates { get; init; }

    public required IReadOnlyList<DecisionStep> Steps { get; init; }

    public required IReadOnlyList<VerdictReason> Reasons { get; init; }

    /// <summary>Of the attempt that counts.</summary>
    public required IReadOnlyList<TranscriptLine> Transcript { get; init; }

    internal static AddressDocument Of(AddressVerdict verdict, AddressObservation? seen)
    {
        // At a host that must be skipped nothing was judged; what was seen is in the document all the same.
        var session = seen is null ? null : DistinctSessions.Counted(verdict, seen) ?? seen.Last;
        return new AddressDocument
        {
            Address = verdict.Address,
            Outcome = verdict.Outcome,
            Good = verdict.Good,
            Disposition = seen?.Disposition ?? AddressDisposition.NotNeeded,
            Sessions = verdict.Sessions,
            TlsVersion = session?.Handshake?.Version,
            Cipher = session?.Handshake?.CipherSuite,
            LegacyTlsVersion = seen?.LegacyHandshake?.Version,
            Certificates =
            [
                .. seen is null
                    ? []
                    : DistinctSessions
                        .JudgedOf(verdict, seen)
                        .Take(verdict.Certificates.Count)
                        .Select(pair => ServedDocument.Of(pair.Verdict, pair.Handshake)),
            ],
            Steps = verdict.Steps,
            Reasons = verdict.Reasons,
            Transcript = session?.Transcript ?? [],
        };
    }
}
