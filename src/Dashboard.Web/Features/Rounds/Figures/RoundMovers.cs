using System.Linq.Expressions;
using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Results;
using Dashboard.Web.Features.RoundStore;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <summary>A domain with another outcome than in the former round.</summary>
/// <param name="Key">Of its first organisation; null where it is nobody's.</param>
public sealed record MoverItem(
    string Domain,
    string? Key,
    string? Organisation,
    OutcomeChange Change,
    bool Corrected
)
{
    /// <summary>When a second measurement found the drop again; null for what is no confirmed drop.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }
}

/// <summary>Finds the domains whose outcome changed between two rounds: only rows that differ are read.</summary>
internal sealed class RoundMovers(IDbContextFactory<DashboardDb> database)
{
    private sealed class Pair
    {
        public required RoundResultRow Before { get; init; }

        public required RoundResultRow After { get; init; }
    }

    /// <summary>By change, then by name. Domains of both lists only.</summary>
    public async Task<IReadOnlyList<MoverItem>> FindAsync(
        RoundRow former,
        RoundRow round,
        RoundFilter filter,
        FigureStandard standard,
        AdoptionView view,
        CancellationToken cancellation
    )
    {
        if (Differ(standard) is not { } differ)
        {
            return [];
        }
        await using var db = await database.CreateDbContextAsync(cancellation);
        var numbers = await FilterNumbers.ReadAsync(db, filter, cancellation);
        var rows = await FilteredResults
            .Of(db, former.Id, former.Edition, numbers)
            .Join(
                FilteredResults.Of(db, round.Id, round.Edition, numbers),
                b => b.DomainId,
                a => a.DomainId,
                (b, a) => new Pair { Before = b, After = a }
            )
            .Where(differ)
            .Join(
                db.Set<MeasuredDomainRow>(),
                p => p.After.DomainId,
                d => d.Id,
                (p, d) =>
                    new
                    {
                        Before = p.Before.Outcomes,
                        After = p.After.Outcomes,
                        p.After.Flags,
                        p.After.MeasuredAt,
                        p.After.Organisation,
                        d.Name,
                    }
            )
            .ToListAsync(cancellation);
        var holders = rows.Select(r => r.Organisation).OfType<int>().Distinct().ToArray();
        var organisations = await db.Set<RoundValueRow>()
            .AsNoTracking()
            .Where(v => holders.Contains(v.Id))
            .ToDictionaryAsync(v => v.Id, cancellation);
        return
        [
            .. rows.Select(r =>
                {
                    var organisation = r.Organisation is { } holder ? organisations[holder] : null;
                    return new MoverItem(
                        r.Name,
                        organisation?.Key,
                        organisation?.Name,
                        OutcomeChanges.Between(
                            Outcome(r.Before, standard, view),
                            Outcome(r.After, standard, view)
                        ),
                        r.Flags.HasFlag(ResultFlags.Corrected)
                    )
                    {
                        ConfirmedAt = r.Flags.HasFlag(ResultFlags.DropConfirmed)
                            ? r.MeasuredAt
                            : null,
                    };
                })
                .Where(m =>
                    m.Change is not (OutcomeChange.Unchanged or OutcomeChange.ExcludedInBoth)
                )
                .OrderBy(m => m.Change)
                .ThenBy(m => m.Domain, StringComparer.Ordinal),
        ];
    }

    private static CountedOutcome Outcome(
        short?[] codes,
        FigureStandard standard,
        AdoptionView view
    ) =>
        ResultRows.OutcomeOf(codes, standard) is { } outcomes && outcomes.In(view) is { } counted
            ? counted
            : CountedOutcome.Excluded(ExclusionReason.NotMeasured);

    /// <summary>Null for a standard without a percentage, and for one that is not of mail domains.</summary>
    private static Expression<Func<Pair, bool>>? Differ(FigureStandard standard)
    {
        if (standard == FigureStandard.Dnssec)
        {
            const int Domain = (int)FigureStandard.DnssecDomain;
            const int Hosts = (int)FigureStandard.DnssecMx;
            return p =>
                p.Before.Outcomes[Domain] != p.After.Outcomes[Domain]
                || p.Before.Outcomes[Hosts] != p.After.Outcomes[Hosts];
        }
        if (
            FigureStandards.HasNoPercentage(standard)
            || !Enum.IsDefined((MailStandard)(int)standard)
        )
        {
            return null;
        }
        var number = (int)standard;
        return p => p.Before.Outcomes[number] != p.After.Outcomes[number];
    }
}
