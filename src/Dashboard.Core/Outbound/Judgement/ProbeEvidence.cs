using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>All that is known of one sender at one probe at one instant.</summary>
internal sealed record ProbeEvidence
{
    public required OutboundProbe Probe { get; init; }

    /// <summary>In order of time.</summary>
    public required IReadOnlyList<AttributedSession> Sessions { get; init; }

    public required IReadOnlyList<AmbiguousSession> Ambiguous { get; init; }

    public required IReadOnlyList<AttributedQuery> Queries { get; init; }

    /// <summary>Questions about the probe that another sender of the test can have caused as well.</summary>
    public required IReadOnlyList<AttributedQuery> SharedQueries { get; init; }

    /// <summary>How the sender behaves where it delivers.</summary>
    public SilentVisits Visits { get; init; } = SilentVisits.None;

    public HealEvidence? Heal { get; init; }

    /// <summary>
    /// When the sender delivered the control, or another message it should deliver: from here its refusals count. Null for who
    /// never delivered anything: anybody can connect.
    /// </summary>
    public DateTimeOffset? AnchoredAt { get; init; }

    /// <summary>It delivered the control, over TLS or not.</summary>
    public bool SentControl { get; init; }

    /// <summary>The instant of the judgement; the end of the test once it has closed.</summary>
    public required DateTimeOffset Now { get; init; }

    public required DateTimeOffset ClosesAt { get; init; }

    public bool IsClosed => Now >= ClosesAt;

    public IEnumerable<AttributedSession> BeforeHeal =>
        Sessions.Where(session => Heal is null || session.Session.StartedAt < Heal.At);

    public IEnumerable<AttributedSession> AfterHeal =>
        Sessions.Where(session => Heal is not null && session.Session.StartedAt >= Heal.At);

    /// <summary>In which the sender refused, and the evidence of it.</summary>
    public IReadOnlyList<Refusal> Refusals(IEnumerable<AttributedSession> sessions) =>
        [
            .. sessions
                .Where(session => IsAtFault(session.Role))
                .Select(session => (session, kind: SessionReading.RefusalOf(session)))
                .Where(pair => pair.kind is not null)
                .Select(pair => new Refusal(pair.session, pair.kind!.Value)),
        ];

    /// <summary>The host is one where a refusal shows something: of a pair, the one that must not receive.</summary>
    public bool IsAtFault(HostRole? role) =>
        Probe.Hosts.Count == 1 || (role is { } known && Probe.Host(known).MustNotReceive);

    /// <summary>
    /// The questions that show the sender at work on this message: for TLSA where the probe has a secure host, for MX where
    /// everything is bogus.
    /// </summary>
    public IEnumerable<AttributedQuery> Telling(IEnumerable<AttributedQuery> queries)
    {
        var telling =
            Probe.ZoneFault == ZoneFault.AllBogus || Probe.Expected != ExpectedDelivery.Withhold
                ? DnsRecordType.Mx
                : DnsRecordType.Tlsa;
        return queries.Where(query =>
            query.Query.Type == telling && (Heal is null || query.Query.At < Heal.At)
        );
    }

    /// <summary>
    /// It can tell that an answer is bogus: a resolver that asks without the DO bit (RFC 4035 section 3.2.1) gets no signatures,
    /// so what it then does not get has another cause.
    /// </summary>
    public bool CanValidate(AttributedQuery query) =>
        Probe.FirmRule != FirmRule.Absence || query.Query.DnssecOk;

    public SeenOutcome SeenInDns =>
        Queries.Concat(SharedQueries).ToList() switch
        {
            [] => SeenOutcome.Nothing,
            var all when all.Exists(q => q.Query.Type == DnsRecordType.Tlsa) =>
                SeenOutcome.TlsaQuery,
            _ => SeenOutcome.DnsQueries,
        };
}
