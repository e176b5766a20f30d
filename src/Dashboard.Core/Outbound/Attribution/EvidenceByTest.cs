using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Attribution;

/// <summary>What has been found to belong to each test.</summary>
internal sealed class EvidenceByTest(IEnumerable<OutboundTest> tests)
{
    private readonly Dictionary<Guid, CollectedEvidence> byTest = tests.ToDictionary(
        test => test.Id,
        _ => new CollectedEvidence()
    );

    public CollectedEvidence this[Guid test] => byTest[test];

    public void Add(
        SmtpSessionEvidence session,
        IReadOnlyList<SessionCandidate> candidates,
        IReadOnlyList<EvidenceTie> ties
    )
    {
        var roles = candidates.Select(candidate => candidate.Host.Role).Distinct().ToList();
        byTest[candidates[0].Test.Id]
            .Sessions.Add(
                new AttributedSession(
                    session,
                    candidates[0].Host.Probe,
                    roles.Count == 1 ? roles[0] : null,
                    ties
                )
            );
    }

    /// <summary>It counts for no test; each that it may belong to says so.</summary>
    public void AddAmbiguous(
        SmtpSessionEvidence session,
        IReadOnlyList<SessionCandidate> candidates
    )
    {
        foreach (var test in candidates.GroupBy(candidate => candidate.Test.Id))
        {
            byTest[test.Key]
                .Ambiguous.Add(
                    new AmbiguousSession(
                        session,
                        [.. test.Select(candidate => candidate.Host.Probe).Distinct().Order()]
                    )
                );
        }
    }

    public IReadOnlyDictionary<Guid, TestEvidence> ToEvidence() =>
        byTest.ToDictionary(entry => entry.Key, entry => entry.Value.ToEvidence());
}
