using System.Globalization;
using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>
/// The evidence of a probe as lines in order of time, as many as there is room for: first what was done to a message and the healing,
/// then the rest of the connections, then the questions; of each the first.
/// </summary>
internal static class EvidenceTimeline
{
    /// <returns>The lines, and how many there was no room for.</returns>
    public static (IReadOnlyList<TimelineEntry> Lines, int LeftOut) Of(ProbeEvidence evidence)
    {
        var room = evidence.Room;
        var shared = room.TellsSharedQuestions ? evidence.SharedQueries : [];
        // Of one instant the questions come first, then the lines of sessions in their order, then the healing.
        List<Line> ofSessions =
        [
            .. evidence.Sessions.SelectMany(OfSession).Select((entry, i) => new Line(entry, i + 1)),
        ];
        var all = OfHealing(evidence)
            .Concat(ofSessions.Where(line => IsOfMessage(line.Entry)))
            .Concat(ofSessions.Where(line => !IsOfMessage(line.Entry)))
            .Concat(
                evidence.Queries.Concat(shared).Select(query => new Line(OfQuery(query.Query), 0))
            );
        List<Line> kept = [.. all.Take(room.Lines)];
        var count =
            ofSessions.Count
            + evidence.Queries.Count
            + shared.Count
            + (evidence.Heal is null ? 0 : 1);
        return (
            [
                .. kept.OrderBy(line => line.Entry.At)
                    .ThenBy(line => line.Place)
                    .Select(line => line.Entry),
            ],
            count - kept.Count
        );
    }

    private static IEnumerable<Line> OfHealing(ProbeEvidence evidence) =>
        evidence.Heal is { } heal
            ?
            [
                new(
                    Entry(heal.At, TimelineKind.Healed, ("action", EvidenceWords.Of(heal.Action))),
                    int.MaxValue
                ),
            ]
            : [];

    private static bool IsOfMessage(TimelineEntry entry) =>
        entry.Kind
            is TimelineKind.MailOverTls
                or TimelineKind.MailInClear
                or TimelineKind.RecipientAccepted
                or TimelineKind.RecipientRefused
                or TimelineKind.MessageTaken;

    private static TimelineEntry OfQuery(DnsQueryEvidence query) =>
        Entry(
            query.At,
            TimelineKind.DnsQuery,
            ("name", query.Name.Value),
            ("type", query.Type.ToString().ToUpperInvariant()),
            ("resolver", query.ResolverAddress.ToString()),
            ("dnssecOk", query.DnssecOk ? "true" : "false")
        );

    /// <summary>Of a message that came by a connection to another host, that connection's handshake and end are not of this probe.</summary>
    private static IEnumerable<TimelineEntry> OfSession(AttributedSession attributed)
    {
        var session = attributed.Session;
        yield return Entry(
            session.StartedAt,
            TimelineKind.Connected,
            ("source", session.SourceAddress.ToString()),
            ("sourceName", session.SourceNameConfirmed ? session.SourceName?.Value : null),
            ("listener", EvidenceWords.Of(session.Listener)),
            ("otherHost", attributed.IsAtHost ? null : "true")
        );
        foreach (var command in attributed.IsAtHost ? session.Commands : [])
        {
            if (command.Verb is SmtpVerb.Ehlo or SmtpVerb.Helo)
            {
                yield return Entry(
                    command.At,
                    TimelineKind.Ehlo,
                    ("ehlo", session.Ehlo),
                    ("overTls", command.OverTls ? "true" : "false")
                );
            }
            else if (command.Verb == SmtpVerb.StartTls)
            {
                yield return Entry(
                    command.At,
                    command.ReplyCode is null or 220
                        ? TimelineKind.StartTls
                        : TimelineKind.StartTlsRefused,
                    ("code", Number(command.ReplyCode))
                );
            }
        }
        foreach (var entry in attributed.IsAtHost ? OfTls(session.Tls) : [])
        {
            yield return entry;
        }
        foreach (var transaction in attributed.Transactions)
        {
            yield return Entry(
                transaction.At,
                transaction.OverTls ? TimelineKind.MailOverTls : TimelineKind.MailInClear,
                ("code", Number(transaction.ReplyCode))
            );
            foreach (var recipient in transaction.Recipients)
            {
                yield return Entry(
                    recipient.At,
                    recipient.Accepted
                        ? TimelineKind.RecipientAccepted
                        : TimelineKind.RecipientRefused,
                    ("code", Number(recipient.ReplyCode))
                );
            }
            if (transaction.TakenAt is { } takenAt)
            {
                yield return Entry(takenAt, TimelineKind.MessageTaken);
            }
        }
        if (attributed.IsAtHost && session is { EndedAt: { } endedAt, End: { } end })
        {
            yield return Entry(endedAt, TimelineKind.SessionEnded, ("end", EvidenceWords.Of(end)));
        }
    }

    private static IEnumerable<TimelineEntry> OfTls(TlsEvidence? tls)
    {
        if (tls is null)
        {
            yield break;
        }
        if (tls.CompletedAt is { } completedAt)
        {
            yield return Entry(
                completedAt,
                TimelineKind.HandshakeCompleted,
                ("serverName", tls.ServerName),
                ("version", tls.Version is { } version ? EvidenceWords.Of(version) : null),
                ("cipher", tls.CipherSuite)
            );
        }
        if (tls is { Failure: { } failure })
        {
            yield return Entry(
                tls.FailedAt ?? tls.CompletedAt ?? tls.StartedAt,
                TimelineKind.HandshakeFailed,
                ("serverName", tls.ServerName),
                ("failure", EvidenceWords.Of(failure)),
                ("alert", Number(tls.Alert)),
                ("afterHandshake", tls.CompletedAt is null ? "false" : "true")
            );
        }
    }

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static TimelineEntry Entry(
        DateTimeOffset at,
        TimelineKind kind,
        params ReadOnlySpan<(string Name, string? Value)> facts
    )
    {
        var known = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in facts)
        {
            if (value is not null)
            {
                known[name] = value;
            }
        }
        return new TimelineEntry(at, kind, known);
    }

    private readonly record struct Line(TimelineEntry Entry, int Place);
}

/// <summary>How much of its evidence a sender has told, see <see cref="EvidenceTimeline"/>.</summary>
/// <param name="Lines">The most of one probe.</param>
/// <param name="TellsSharedQuestions">With the questions of which nobody is known to have asked them.</param>
internal sealed record TimelineRoom(int Lines, bool TellsSharedQuestions)
{
    public const int Most = 200;

    private const int Fewest = 10;

    private const int OfHeadline = 2 * Most;

    private const int OfOthers = Most;

    public static TimelineRoom Whole { get; } = new(Most, TellsSharedQuestions: true);

    /// <summary>
    /// Together some 600 lines a probe, however many senders there are; those that the verdict is not of take none from those it is of.
    /// </summary>
    /// <param name="senders">As many as have a share in the same lines.</param>
    public static int LinesFor(int senders, bool headline) =>
        Math.Clamp((headline ? OfHeadline : OfOthers) / Math.Max(1, senders), Fewest, Most);
}
