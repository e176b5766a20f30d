using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Start;

/// <summary>How the organisations of a list send, with every mail domain that they have, from the firm results of sending tests; frozen when a round starts.</summary>
internal static class SendingStates
{
    public static async Task<IReadOnlyDictionary<string, OrganisationSending>> FreezeAsync(
        DashboardDb db,
        RoundList list,
        DateTimeOffset start,
        CancellationToken cancellation
    )
    {
        var main = list
            .Organisations.DistinctBy(o => o.CountsAs.Key)
            .ToDictionary(o => o.CountsAs.Key, o => o.MainDomain, StringComparer.Ordinal);
        var results = (await ResultsAsync(db, start, cancellation)).ToLookup(r => r.Domain);
        var byLab = await db.Set<LabSendingRow>()
            .ToDictionaryAsync(s => s.OrganisationKey, StringComparer.Ordinal, cancellation);
        return list.DomainsByUnit()
            .ToDictionary(
                unit => unit.Key,
                unit =>
                    byLab.TryGetValue(unit.Key, out var set)
                        ? new OrganisationSending(
                            set.State,
                            set.State == SendingState.Unknown ? 0 : 1,
                            unit.Value.Count,
                            set.At,
                            OrganisationSending.Lab
                        )
                        : OrganisationSending.Of(
                            main.GetValueOrDefault(unit.Key),
                            unit.Value,
                            unit.Value.SelectMany(domain => results[domain]),
                            start
                        ),
                StringComparer.Ordinal
            );
    }

    /// <summary>Proven senders of tests whose outcome is firm, of the last year and a bit: the rules of the state say what counts.</summary>
    private static async Task<IReadOnlyList<OutboundResult>> ResultsAsync(
        DashboardDb db,
        DateTimeOffset start,
        CancellationToken cancellation
    )
    {
        var oldest = start.AddMonths(-13);
        var senders = await db
            .OutboundSenders.Where(s => s.Firm && s.Domain != null)
            .Join(
                db.OutboundTests.Where(t => t.JudgedAt >= oldest && t.JudgedAt <= start),
                s => s.TestId,
                t => t.Id,
                (s, t) =>
                    new
                    {
                        t.Id,
                        Domain = s.Domain!,
                        s.Verdict,
                        t.Kind,
                        At = t.JudgedAt!.Value,
                        s.Settled,
                        s.Wrong,
                    }
            )
            .ToListAsync(cancellation);
        return
        [
            .. senders
                .GroupBy(s => (s.Id, s.Domain))
                .Where(test => DomainName.TryParse(test.Key.Domain, out _))
                .Select(test => new OutboundResult(
                    DomainName.Parse(test.Key.Domain),
                    test.First().At,
                    [.. test.Select(s => s.Verdict)],
                    Slug.Of(test.First().Kind),
                    ProbeFindings.Of([.. test.Select(s => new ProbeFindings(s.Settled, s.Wrong))])
                )),
        ];
    }
}
