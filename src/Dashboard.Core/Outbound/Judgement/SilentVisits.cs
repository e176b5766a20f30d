using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>
/// How a sender behaves where it delivers. Some look before they mail: they connect, see what is offered, and leave. Elsewhere such a
/// visit looks like a refusal, so as many of them as a sender makes where it delivers show nothing.
/// </summary>
internal sealed class SilentVisits
{
    public static SilentVisits None { get; } = new([]);

    private readonly IReadOnlyList<Baseline> baselines;

    private SilentVisits(IReadOnlyList<Baseline> baselines) => this.baselines = baselines;

    public static SilentVisits Of(IReadOnlyList<AttributedSession> sessions) =>
        new([
            .. sessions
                .GroupBy(session => session.Probe)
                .Where(group => IsBaseline(OutboundProbes.Get(group.Key)))
                .Select(group => new Baseline(
                    group
                        .SelectMany(session => session.Deliveries)
                        .Select(delivery => delivery.TakenAt ?? DateTimeOffset.MaxValue)
                        .DefaultIfEmpty(DateTimeOffset.MaxValue)
                        .Min(),
                    [.. group]
                )),
        ]);

    /// <summary>The most visits without a message that it made, until an instant, to a host that it had delivered to by then.</summary>
    public int Until(DateTimeOffset instant) =>
        baselines
            .Where(baseline => baseline.DeliveredAt <= instant)
            .Select(baseline =>
                baseline.Sessions.Count(session =>
                    session.Session.EndedAt <= instant && IsSilent(session)
                )
            )
            .DefaultIfEmpty(0)
            .Max();

    /// <summary>
    /// It came to what it had delivered, so what it did in the meantime elsewhere is no sign of a queue that is worked off: a queue
    /// holds only what was not delivered.
    /// </summary>
    public bool CameAgainBetween(DateTimeOffset from, DateTimeOffset until) =>
        baselines.Any(baseline =>
            baseline.Sessions.Any(session =>
                session.Session.StartedAt > baseline.DeliveredAt
                && session.Session.StartedAt > from
                && session.Session.StartedAt <= until
            )
        );

    /// <summary>One host, where mail should be delivered.</summary>
    private static bool IsBaseline(OutboundProbe probe) =>
        probe is { Expected: ExpectedDelivery.Deliver, Hosts.Count: 1 };

    /// <summary>Greeted, and left by the client without MAIL for anybody.</summary>
    private static bool IsSilent(AttributedSession session) =>
        session.IsAtHost
        && session.Session.Transactions.Count == 0
        // A call-out in the clear to where only TLS is taken is no transaction, and no look either.
        && !session.Session.Said(SmtpVerb.Mail)
        && session.Session.Said(SmtpVerb.Ehlo)
        && session.Session.End
            is SessionEnd.Quit
                or SessionEnd.ClosedByClient
                or SessionEnd.Reset
                or SessionEnd.TlsAlert;

    /// <param name="DeliveredAt">
    /// When the first message was taken; far off where none was. A recipient that was accepted is not yet out of the queue.
    /// </param>
    private sealed record Baseline(
        DateTimeOffset DeliveredAt,
        IReadOnlyList<AttributedSession> Sessions
    );
}
