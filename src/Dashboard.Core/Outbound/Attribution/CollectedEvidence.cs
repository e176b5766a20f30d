using System.Net;
using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Core.Outbound.Attribution;

/// <summary>What has been found to belong to one test.</summary>
internal sealed class CollectedEvidence
{
    public List<AttributedSession> Sessions { get; } = [];

    public List<AttributedQuery> Queries { get; } = [];

    public List<AmbiguousSession> Ambiguous { get; } = [];

    public HashSet<(IPAddress Source, string Ehlo)> Controls() =>
        [
            .. Sessions
                .Where(session =>
                    session.Probe == OutboundProbeId.Control && session.NamedRecipient
                )
                .Select(session =>
                    (session.Session.SourceAddress, session.Session.Ehlo ?? string.Empty)
                ),
        ];

    public TestEvidence ToEvidence() =>
        new()
        {
            Sessions = [.. Sessions.OrderBy(s => s.Session.StartedAt).ThenBy(s => s.Session.Id)],
            Queries = [.. Queries.OrderBy(q => q.Query.At).ThenBy(q => q.Query.Name)],
            Ambiguous = [.. Ambiguous.OrderBy(a => a.Session.StartedAt).ThenBy(a => a.Session.Id)],
        };
}
