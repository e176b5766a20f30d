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
        TlsHandshake?[] handshakes = [seen?.Last?.Handshake, seen?.OtherCertificate?.Handshake];
        return new AddressDocument
        {
            Address = verdict.Address,
            Outcome = verdict.Outcome,
            Good = verdict.Good,
            Disposition = seen?.Disposition ?? AddressDisposition.NotNeeded,
            Sessions = verdict.Sessions,
            TlsVersion = seen?.Last?.Handshake?.Version,
            Cipher = seen?.Last?.Handshake?.CipherSuite,
            LegacyTlsVersion = seen?.LegacyHandshake?.Version,
            Certificates =
            [
                .. verdict
                    .Certificates.Zip(handshakes.OfType<TlsHandshake>())
                    .Select(pair => ServedDocument.Of(pair.First, pair.Second)),
            ],
            Steps = verdict.Steps,
            Reasons = verdict.Reasons,
            Transcript = seen?.Last?.Transcript ?? [],
        };
    }
}
