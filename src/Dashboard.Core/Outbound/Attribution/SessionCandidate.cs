namespace Dashboard.Core.Outbound.Attribution;

/// <summary>A host of a test that a session may have been at.</summary>
internal sealed record SessionCandidate(OutboundTest Test, ProbeHost Host)
{
    public static bool AreOneProbe(IReadOnlyList<SessionCandidate> candidates) =>
        candidates
            .Select(candidate => (candidate.Test.Id, candidate.Host.Probe))
            .Distinct()
            .Take(2)
            .Count() == 1;
}
