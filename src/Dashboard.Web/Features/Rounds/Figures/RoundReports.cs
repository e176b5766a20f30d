using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <summary>Reads the figures of a round from its summaries.</summary>
internal sealed class RoundReports(IDbContextFactory<DashboardDb> database)
{
    /// <summary>Null where there is no such round, or its figures are not written yet.</summary>
    public async Task<RoundRow?> FindAsync(int id, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db.Set<RoundRow>()
            .AsNoTracking()
            .SingleOrDefaultAsync(r => r.Id == id, cancellation);
    }

    public async Task<IReadOnlyList<FigureItem>> FiguresAsync(
        RoundRow round,
        AdoptionDimension dimension,
        AdoptionView? view,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var rows = await db.Set<RoundFigureRow>()
            .AsNoTracking()
            .Where(f =>
                f.RoundId == round.Id
                && f.Edition == round.Edition
                && f.Dimension == dimension
                && (view == null || f.View == view)
            )
            .GroupJoin(
                db.Set<RoundValueRow>(),
                f => f.Value,
                v => v.Id,
                (f, values) => new { Figure = f, values }
            )
            .SelectMany(
                f => f.values.DefaultIfEmpty(),
                (f, value) =>
                    new
                    {
                        f.Figure,
                        Key = value == null ? null : value.Key,
                        Name = value == null ? null : value.Name,
                    }
            )
            .ToListAsync(cancellation);
        return
        [
            .. rows.OrderBy(r => r.Figure.Standard)
                .ThenBy(r => r.Figure.View)
                .ThenBy(r => r.Key, StringComparer.Ordinal)
                .Select(r => Item(r.Figure, r.Key, r.Name)),
        ];
    }

    public async Task<IReadOnlyList<StatusItem>> StatusesAsync(
        RoundRow round,
        AdoptionDimension dimension,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var rows = await db.Set<RoundStatusRow>()
            .AsNoTracking()
            .Where(s =>
                s.RoundId == round.Id && s.Edition == round.Edition && s.Dimension == dimension
            )
            .Select(s => new
            {
                Row = s,
                Word = db.Set<RoundWordRow>().First(w => w.Id == s.Status).Word,
                Key = db.Set<RoundValueRow>()
                    .Where(v => v.Id == s.Value)
                    .Select(v => v.Key)
                    .FirstOrDefault(),
            })
            .ToListAsync(cancellation);
        return
        [
            .. rows.OrderBy(r => r.Row.Standard)
                .ThenBy(r => r.Word, StringComparer.Ordinal)
                .ThenBy(r => r.Key, StringComparer.Ordinal)
                .Select(r => new StatusItem(
                    r.Row.Standard,
                    r.Word,
                    dimension,
                    r.Key,
                    r.Row.Domains
                )),
        ];
    }

    public Task<IReadOnlyList<AgreementItem>> AgreementsAsync(
        RoundRow round,
        CancellationToken cancellation
    ) => AgreementsAsync(round, AdoptionDimension.All, cancellation);

    public async Task<IReadOnlyList<AgreementItem>> AgreementsAsync(
        RoundRow round,
        AdoptionDimension dimension,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var rows = await db.Set<RoundAgreementRow>()
            .AsNoTracking()
            .Where(a =>
                a.RoundId == round.Id && a.Edition == round.Edition && a.Dimension == dimension
            )
            .Select(a => new
            {
                Row = a,
                Key = db.Set<RoundValueRow>()
                    .Where(v => v.Id == a.Value)
                    .Select(v => v.Key)
                    .FirstOrDefault(),
            })
            .ToListAsync(cancellation);
        var order = Agreement.All.Select((a, i) => (a.Slug, i)).ToDictionary();
        return
        [
            .. rows.OrderBy(r => order.GetValueOrDefault(r.Row.Agreement, int.MaxValue))
                .ThenBy(r => r.Row.View)
                .ThenBy(r => r.Key, StringComparer.Ordinal)
                .Select(r => new AgreementItem(
                    r.Row.Agreement,
                    r.Row.View,
                    r.Row.Mean,
                    new(r.Row.Passed, r.Row.Measured)
                )
                {
                    Value = r.Key,
                }),
        ];
    }

    /// <summary>Why domains fail DANE or STARTTLS, most frequent first.</summary>
    public async Task<IReadOnlyList<FailureItem>> FailuresAsync(
        RoundRow round,
        CancellationToken cancellation
    )
    {
        // The strict view is the middle digit of the code.
        const int Failed = (int)StandardOutcome.Failed;
        const int Dane = (int)FigureStandard.Dane;
        const int StartTls = (int)FigureStandard.StartTls;
        await using var db = await database.CreateDbContextAsync(cancellation);
        var rows = FilteredResults.Of(db, round.Id, round.Edition, FilterNumbers.None);
        var dane = await rows.Where(r =>
                r.Outcomes[Dane] != null && r.Outcomes[Dane]!.Value / 10 % 10 == Failed
            )
            .GroupBy(r => r.Reason)
            .Select(g => new { g.Key, Domains = g.Count() })
            .ToListAsync(cancellation);
        // The reason that weighs most is that of DANE; STARTTLS has a word of its own.
        var startTls = await rows.Where(r =>
                r.Outcomes[StartTls] != null && r.Outcomes[StartTls]!.Value / 10 % 10 == Failed
            )
            .GroupBy(r => r.Statuses![StartTls])
            .Select(g => new { g.Key, Domains = g.Count() })
            .ToListAsync(cancellation);
        var words = await db.Set<RoundWordRow>()
            .ToDictionaryAsync(w => w.Id, w => w.Word, cancellation);
        return
        [
            .. dane.Select(of => new FailureItem(FigureStandard.Dane, Word(of.Key), of.Domains))
                .Concat(
                    startTls.Select(of => new FailureItem(
                        FigureStandard.StartTls,
                        Word(of.Key),
                        of.Domains
                    ))
                )
                .OrderByDescending(f => f.Standard)
                .ThenByDescending(f => f.Domains)
                .ThenBy(f => f.Reason, StringComparer.Ordinal),
        ];

        string? Word(short? number) => number is { } known ? words[known] : null;
    }

    public async Task<IReadOnlyList<ProviderItem>> ProvidersAsync(
        RoundRow round,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var rows = await db.Set<RoundProviderRow>()
            .AsNoTracking()
            .Where(p => p.RoundId == round.Id && p.Edition == round.Edition && p.Layer == 0)
            .Join(
                db.Set<RoundValueRow>(),
                p => p.Provider,
                v => v.Id,
                (p, v) => new { Row = p, v.Key }
            )
            .ToListAsync(cancellation);
        return
        [
            .. rows.OrderByDescending(r => r.Row.WouldBecomeProtected)
                .ThenByDescending(r => r.Row.Domains)
                .ThenBy(r => r.Key, StringComparer.Ordinal)
                .Select(r => new ProviderItem(
                    r.Key,
                    r.Row.Domains,
                    r.Row.Protected,
                    r.Row.WouldBecomeProtected,
                    r.Row.OwnZoneFirst,
                    r.Row.NeedsTwo
                )),
        ];
    }

    public async Task<MailFlowReport> MailFlowAsync(RoundRow round, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var rows = await db.Set<RoundMailFlowRow>()
            .AsNoTracking()
            .Where(f => f.RoundId == round.Id && f.Edition == round.Edition)
            .Select(f => new
            {
                Row = f,
                Sender = db.Set<RoundValueRow>().First(v => v.Id == f.SenderLayer).Key,
                Receiver = db.Set<RoundValueRow>().First(v => v.Id == f.ReceiverLayer).Key,
            })
            .ToListAsync(cancellation);
        var cells = rows.OrderBy(r => r.Sender, StringComparer.Ordinal)
            .ThenBy(r => r.Receiver, StringComparer.Ordinal)
            .Select(r => (r.Sender, r.Receiver, Flow: FlowOf(r.Row)))
            .ToList();
        return new(
            MailFlowItem.Of(cells.Aggregate(MailFlow.None, (all, cell) => all + cell.Flow)),
            [
                .. cells.Select(c => new MailFlowCellItem(
                    c.Sender,
                    c.Receiver,
                    MailFlowItem.Of(c.Flow)
                )),
            ]
        );
    }

    /// <summary>Organisations of which every measured domain is protected, of those with a measured one.</summary>
    public async Task<Share> OrganisationsProtectedAsync(
        RoundRow round,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var rows = db.Set<RoundReceptionRow>()
            .Where(r => r.RoundId == round.Id && r.Edition == round.Edition && r.Measured > 0);
        return new(
            await rows.CountAsync(r => r.Protected == r.Measured, cancellation),
            await rows.CountAsync(cancellation)
        );
    }

    private static MailFlow FlowOf(RoundMailFlowRow row) =>
        new(
            row.Protected,
            row.Partly,
            row.Not,
            row.Unknown,
            Rational.Parse(row.ProvenSum),
            Rational.Parse(row.PossibleSum),
            row.TestedPairs
        );

    private static FigureItem Item(RoundFigureRow row, string? key, string? name) =>
        new(
            row.Standard,
            row.View,
            row.Dimension,
            key,
            name,
            row.Passed,
            row.Failed,
            ExclusionCounts.Of(
                (ExclusionReason.NoMail, row.NoMail),
                (ExclusionReason.NoDomain, row.NoDomain),
                (ExclusionReason.Unreachable, row.Unreachable),
                (ExclusionReason.Untestable, row.Untestable),
                (ExclusionReason.OwnFault, row.OwnFault),
                (ExclusionReason.NotMeasured, row.NotMeasured)
            ),
            row.Explained,
            new Share(row.Passed, row.Passed + row.Failed).Percentage,
            OutboundFigures.CoverageOf(row)
        );
}
