using System.Globalization;
using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>The evidence of a probe as lines in order of time.</summary>
internal static class EvidenceTimeline
{
    public static IReadOnlyList<TimelineEntry> Of(ProbeEvidence evidence)
    {
        var entries = new List<TimelineEntry>();
        foreach (var query in evidence.Queries.Concat(evidence.SharedQueries))
        {
            entries.Add(OfQuery(query.Query));
        }
        foreach (var session in evidence.Sessions)
        {
            entries.AddRange(OfSession(session));
        }
        if (evidence.Heal is { } heal)
        {
            entries.Add(
                Entry(heal.At, TimelineKind.Healed, ("action", EvidenceWords.Of(heal.Action)))
            );
        }
        // A stable sort: lines of one instant stay in the order of the session.
        return [.. entries.OrderBy(entry => entry.At)];
    }

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
}
