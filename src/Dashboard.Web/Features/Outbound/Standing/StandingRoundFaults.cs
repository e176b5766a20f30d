using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Outbound.Standing;

/// <summary>What an earlier round of a standing test saw go wrong, and no later one settled.</summary>
/// <param name="Domain">Of the sender; null where none is proven.</param>
/// <param name="Id">Of the link of the round, by which the reader of the page may look at it.</param>
/// <param name="At">When its mail came.</param>
/// <param name="VerifiesPkix">That sender checks certificates by WebPKI.</param>
public sealed record RoundFault(
    DomainName? Domain,
    string Id,
    int Round,
    DateTimeOffset At,
    bool VerifiesPkix,
    IReadOnlyList<Protection> Missing
);

/// <summary>
/// Faults of earlier rounds that stand beside the round that is shown: a round that left an address out does not take back what was seen
/// there. Each sender is compared with itself, as on the page of a domain.
/// </summary>
internal static class StandingRoundFaults
{
    /// <param name="shown">The round that is shown; of later ones nothing is taken.</param>
    /// <param name="reader">Links are those to share.</param>
    /// <param name="most">Faults at most, newest first.</param>
    public static async Task<IReadOnlyList<RoundFault>> ReadAsync(
        DashboardDb db,
        Guid standing,
        OutboundTestView? shown,
        bool reader,
        int most,
        CancellationToken cancellation
    )
    {
        if (shown?.Round is not { } newest)
        {
            return [];
        }
        var oldest = (shown.MailedAt ?? shown.OpenedAt).AddMonths(-DomainOutboundView.Months);
        var senders = await db
            .OutboundSenders.AsNoTracking()
            .Join(
                db.OutboundTests.Where(t =>
                    t.StandingTestId == standing
                    && t.Round <= newest
                    && (t.Round == newest || (t.FirstMailAt ?? t.OpenedAt) >= oldest)
                ),
                s => s.TestId,
                t => t.Id,
                (s, t) =>
                    new
                    {
                        Sender = s,
                        Id = reader ? t.ReadingId : t.ViewId,
                        t.Round,
                        At = t.FirstMailAt ?? t.OpenedAt,
                    }
            )
            // The round that is shown takes back what it settled, firm or not.
            .Where(s => s.Sender.Firm || s.Round == newest)
            .ToListAsync(cancellation);
        // Who proves nothing cannot be told from others: beside one that is proven it counts for nothing.
        var proven = senders.Exists(s => s.Round == newest && s.Sender.Domain is not null);
        return
        [
            .. senders
                .Where(s => !proven || s.Sender.Domain is not null)
                .GroupBy(s => s.Sender.Domain)
                .SelectMany(ofSender =>
                    ProbeFindings
                        .StandingFaults(
                            ofSender
                                .GroupBy(s => (s.Id, Round: s.Round ?? 1, s.At))
                                .OrderByDescending(round => round.Key.Round),
                            round => ProbeFindings.Of([.. round.Select(s => s.Sender.Findings)])
                        )
                        .Where(fault => fault.Test.Key.Round != newest)
                        .Select(fault => new RoundFault(
                            ofSender.Key is { } domain ? DomainName.Parse(domain) : null,
                            fault.Test.Key.Id,
                            fault.Test.Key.Round,
                            fault.Test.Key.At,
                            fault.Test.Any(s => s.Sender.VerifiesPkix),
                            [
                                .. fault
                                    .Probes.Select(probe => OutboundProbes.Get(probe).Proves)
                                    .Distinct(),
                            ]
                        ))
                )
                .OrderByDescending(fault => fault.Round)
                .ThenBy(fault => fault.Domain?.Value, StringComparer.Ordinal)
                .Take(most),
        ];
    }
}
