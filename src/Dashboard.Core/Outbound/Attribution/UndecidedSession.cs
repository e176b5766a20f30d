using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Attribution;

/// <summary>A session that may have been at more than one host.</summary>
internal sealed record UndecidedSession(
    SmtpSessionEvidence Session,
    IReadOnlyList<SessionCandidate> Candidates,
    IReadOnlyList<EvidenceTie> Ties
);
