using Dashboard.Core.Inbound;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Data;
using Dashboard.Web.Components.States;
using Dashboard.Web.Features.Outbound.Result;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Organisations.Pages;

/// <summary>What the newest sending test of a domain that is firm and says something found.</summary>
internal sealed record DomainSender(ShownState State, DateTimeOffset At);

internal static class DomainSenders
{
    /// <summary>By domain; those that no such test is of are left out.</summary>
    public static async Task<IReadOnlyDictionary<string, DomainSender>> FindAsync(
        DashboardDb db,
        IReadOnlyCollection<string> domains,
        CancellationToken cancellation
    )
    {
        var senders = await db
            .OutboundSenders.Where(s =>
                s.Domain != null
                && domains.Contains(s.Domain)
                && s.Firm
                && s.Verdict != SenderVerdictKind.Inconclusive
            )
            .Join(
                db.OutboundTests,
                s => s.TestId,
                t => t.Id,
                (s, t) =>
                    new
                    {
                        t.Id,
                        t.OpenedAt,
                        t.FirstMailAt,
                        Domain = s.Domain!,
                        s.Verdict,
                        s.ConnectionType,
                    }
            )
            .ToListAsync(cancellation);
        return senders
            .GroupBy(s => s.Domain)
            .ToDictionary(
                of => of.Key,
                of =>
                {
                    var newest = of.MaxBy(s => s.OpenedAt)!;
                    // Of several senders of one test the weakest: mail may go out by any of them.
                    var state = of.Where(s => s.Id == newest.Id)
                        .Select(s => SenderStates.Of(s.Verdict, s.ConnectionType))
                        .Max();
                    return new DomainSender(state, newest.FirstMailAt ?? newest.OpenedAt);
                },
                StringComparer.Ordinal
            );
    }
}
