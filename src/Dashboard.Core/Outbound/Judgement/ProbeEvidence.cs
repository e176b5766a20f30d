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

    /// <inheritdoc cref="SenderGroup.ResolverQueries"/>
    public IReadOnlyList<AttributedQuery> ResolverQueries { get; init; } = [];

    /// <summary>Questions about the probe that another sender of the test can have caused as well.</summary>
    public required IReadOnlyList<AttributedQuery> SharedQueries { get; init; }

    /// <summary>When questions may have been lost.</summary>
    public IReadOnlyList<QuestionGap> QuestionGaps { get; init; } = [];

    /// <summary>From when connections of the sender may have been lost; null where none were.</summary>
    public DateTimeOffset? ConnectionsLostFrom { get; init; }

    /// <inheritdoc cref="SenderGroup.MayObeyPolicies"/>
    public bool MayObeyPolicies { get; init; }

    /// <summary>How the sender behaves where it delivers.</summary>
    public SilentVisits Visits { get; init; } = SilentVisits.None;

    public HealEvidence? Heal { get; init; }

    /// <summary>The messages that the sender's own server had when the fault was put right.</summary>
    public IReadOnlySet<MessageKey> Waiting { get; init; } = new HashSet<MessageKey>();

    /// <summary>The messages that were read.</summary>
    public IReadOnlySet<MessageKey> Read { get; init; } = new HashSet<MessageKey>();

    /// <summary>
    /// When the sender delivered the control, or another message it should deliver: from here its refusals count. Null for who
    /// never delivered anything: anybody can connect.
    /// </summary>
    public DateTimeOffset? AnchoredAt { get; init; }

    /// <summary>It delivered the control, over TLS or not.</summary>
    public bool SentControl { get; init; }

    public TimelineRoom Room { get; init; } = TimelineRoom.Whole;

    /// <summary>The instant of the judgement; the end of the test once it has closed.</summary>
    public required DateTimeOffset Now { get; init; }

    public required DateTimeOffset ClosesAt { get; init; }

    public bool IsClosed => Now >= ClosesAt;

    /// <summary>As it was known at an instant.</summary>
    public ProbeEvidence At(DateTimeOffset instant) =>
        this with
        {
            Sessions = [.. Sessions.Where(session => session.Session.StartedAt <= instant)],
            Ambiguous = [.. Ambiguous.Where(session => session.Session.StartedAt <= instant)],
            Queries = [.. Queries.Where(asked => asked.Query.At <= instant)],
            ResolverQueries = [.. ResolverQueries.Where(asked => asked.Query.At <= instant)],
            SharedQueries = [.. SharedQueries.Where(asked => asked.Query.At <= instant)],
            Heal = Heal?.At <= instant ? Heal : null,
            Now = instant < Now ? instant : Now,
        };

    public IEnumerable<AttributedSession> BeforeHeal =>
        Sessions.Where(session => !IsAfterHeal(session));

    public IEnumerable<AttributedSession> AfterHeal => Sessions.Where(IsAfterHeal);

    /// <summary>
    /// By when the connection was made, as the sender decided on it then. One that stood before can bring a message whose host was looked
    /// for since: by a connection to another host at any time, by one to this host once nobody held the wrong records any more.
    /// </summary>
    private bool IsAfterHeal(AttributedSession session) =>
        Heal is not null
        && (
            session.Session.StartedAt >= Heal.At
            || session.Transactions.FirstOrDefault(mail => mail.NamesRecipient)?.At
                >= (session.IsAtHost ? Heal.SeenByAllAt : Heal.At)
        );

    /// <summary>
    /// Brought after the fault was put right, and in the queue before. Of a message that was not taken, as one that is too large, or not
    /// read nobody knows when it was written: it shows nothing. Nor does one that demands verified TLS (RFC 8689): its sender refuses for
    /// its sake, whatever it does with others.
    /// </summary>
    public IEnumerable<(AttributedSession Session, MailTransaction Mail)> WasWaiting =>
        TakenAfterHeal.Where(taken =>
            !taken.Mail.RequiresTls && Waiting.Contains(KeyOf(taken.Session, taken.Mail))
        );

    /// <summary>A message was taken after the fault was put right, and nobody knows since when its sender had it, as it was not read.</summary>
    public bool HasUnreadMessage =>
        TakenAfterHeal.Any(taken => !Read.Contains(KeyOf(taken.Session, taken.Mail)));

    private IEnumerable<(AttributedSession Session, MailTransaction Mail)> TakenAfterHeal =>
        from session in AfterHeal
        from mail in session.Transactions
        where mail is { NamesRecipient: true, TakenAt: not null }
        select (session, mail);

    private static MessageKey KeyOf(AttributedSession session, MailTransaction mail) =>
        new(session.Session.Id, mail.At);

    /// <summary>In which the sender refused what is known to be a message of this probe, and the evidence of it.</summary>
    public IReadOnlyList<Refusal> Refusals(IEnumerable<AttributedSession> sessions) =>
        [.. Refused(sessions).Where(refusal => CameForThisMail(refusal.Attributed))];

    /// <summary>Those that may have been of a message for somebody else.</summary>
    public IReadOnlyList<Refusal> DoubtfulRefusals(IEnumerable<AttributedSession> sessions) =>
        [.. Refused(sessions).Where(refusal => !CameForThisMail(refusal.Attributed))];

    /// <summary>It said MAIL for this probe in the clear where only TLS is taken, whatever followed.</summary>
    public bool TurnedAwayInClear =>
        Sessions.Any(session => session.TurnedAwayInClear && CameForThisMail(session));

    /// <summary>It said MAIL for this probe in the clear, whatever it did before or after, and no message asked for that.</summary>
    public bool MailedInClear => TurnedAwayInClear || Sessions.Any(session => session.ChoseClear);

    private IEnumerable<Refusal> Refused(IEnumerable<AttributedSession> sessions) =>
        sessions
            .Where(session => IsAtFault(session.Role))
            .Select(session => (session, kind: SessionReading.RefusalOf(session)))
            .Where(pair => pair.kind is not null)
            .Select(pair => new Refusal(pair.session, pair.kind!.Value));

    /// <summary>
    /// A session that names no recipient does not say for which message it was made, and anybody can have a domain whose MX records lead
    /// to our hosts, and whose MTA-STS policy a sender has to obey there (RFC 8461 section 5). So the sender itself asked, before it
    /// came, for the MX records of the recipient domain of this probe; and since an alias can make it ask for those too, one that looks
    /// for policies asked for the TLSA records of the host, which it does for DANE alone.
    /// </summary>
    private bool CameForThisMail(AttributedSession session)
    {
        var until = session.Session.StartedAt + ProbeTiming.QueryDatedLate;
        return ResolverQueries.Any(asked => asked.IsForMail && asked.Query.At <= until)
            && (
                !MayObeyPolicies
                || ResolverQueries.Any(asked =>
                    asked.IsForTlsa
                    && (session.Role is null || asked.Role == session.Role)
                    && asked.Query.At <= until
                )
            );
    }

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
