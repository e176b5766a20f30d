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
                        s.AttackerConnectionType,
                        s.Settled,
                        s.Wrong,
                    }
            )
            .ToListAsync(cancellation);
        return senders
            .GroupBy(s => s.Domain)
            .ToDictionary(
                of => of.Key,
                of =>
                {
                    // Of several senders of one test the weakest: mail may go out by any of them.
                    var tests = of.OrderByDescending(s => s.OpenedAt)
                        .GroupBy(s => s.Id)
                        .Select(test => new
                        {
                            At = test.First().FirstMailAt ?? test.First().OpenedAt,
                            State = test.Select(s =>
                                    SenderStates.Of(
                                        s.Verdict,
                                        s.ConnectionType,
                                        s.AttackerConnectionType
                                    )
                                )
                                .Max(),
                            Findings = ProbeFindings.Of([
                                .. test.Select(s => new ProbeFindings(s.Settled, s.Wrong)),
                            ]),
                        })
                        .ToList();
                    // As on the page of the domain: who asks less takes no fault away. The weakest of all that counts.
                    var told = ProbeFindings
                        .StandingFaults(tests, test => test.Findings)
                        .Select(fault => fault.Test)
                        .Prepend(tests[0])
                        .MaxBy(test => test.State)!;
                    return new DomainSender(told.State, told.At);
                },
                StringComparer.Ordinal
            );
    }
}
