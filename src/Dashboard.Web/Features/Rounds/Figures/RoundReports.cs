using System.Text.Json.Serialization;
using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <summary>Tested and enforcing or not, of the organisations on the list.</summary>
public sealed record Coverage(int Tested, int Organisations);

/// <summary>A figure as commands, API and exports give it.</summary>
/// <param name="Value">The key of the organisation, layer and so on; null for all.</param>
/// <param name="Name">What it is called in the round.</param>
public sealed record FigureItem(
    FigureStandard Standard,
    AdoptionView View,
    AdoptionDimension Dimension,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Value,
    string? Name,
    int Passed,
    int Failed,
    IReadOnlyDictionary<string, int> Excluded,
    int Explained,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal? Percentage,
    Coverage? Coverage = null
)
{
    [JsonIgnore]
    public Share Share => new(Passed, Passed + Failed);
}

/// <summary>How many domains have a status, of a standard without percentage.</summary>
public sealed record StatusItem(
    FigureStandard Standard,
    string Slug,
    AdoptionDimension Dimension,
    string? Value,
    int Domains
);

public sealed record AgreementItem(
    string Agreement,
    AdoptionView View,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal? Mean,
    Share MeetsAll
)
{
    /// <summary>The key of the layer and so on that it is of; null for all.</summary>
    [JsonIgnore]
    public string? Value { get; init; }
}

/// <summary>How many domains fail with this reason as the one that weighs most, in the strict view.</summary>
/// <param name="Reason">A slug; null where none is stored.</param>
public sealed record FailureItem(string? Reason, int Dane, int StartTls);

public sealed record ProviderItem(
    string Provider,
    int Domains,
    int Protected,
    int WouldBecomeProtected,
    int OwnZoneFirst,
    int NeedsTwo
);

/// <summary>Mail flow with one decimal where it is a percentage.</summary>
public record MailFlowItem(
    long Protected,
    long Partly,
    long Not,
    long Unknown,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal? Proven,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal? Possible,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal? AmongTested,
    decimal ProvenSum,
    decimal PossibleSum,
    long TestedPairs,
    long Pairs
)
{
    /// <summary>With sums that are not rounded.</summary>
    [JsonIgnore]
    public MailFlow Exact { get; init; } = MailFlow.None;

    public static MailFlowItem Of(MailFlow flow) =>
        new(
            flow.Protected,
            flow.Partly,
            flow.Not,
            flow.Unknown,
            flow.Proven,
            flow.Possible,
            flow.AmongTested,
            flow.ProvenSum.Round(4),
            flow.PossibleSum.Round(4),
            flow.TestedPairs,
            flow.Pairs
        )
        {
            Exact = flow,
        };
}

public sealed record MailFlowCellItem(string Sender, string Receiver, MailFlowItem Flow)
    : MailFlowItem(Flow)
{
    [JsonIgnore]
    public MailFlowItem Flow { get; init; } = Flow;
}

public sealed record MailFlowReport(MailFlowItem All, IReadOnlyList<MailFlowCellItem> Cells);

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
            .. await SendingAsync(db, round, dimension, view, cancellation),
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
        await using var db = await database.CreateDbContextAsync(cancellation);
        var rows = await FilteredResults
            .Of(db, round.Id, round.Edition, RoundFilter.None)
            .Select(r => new
            {
                r.Reason,
                Dane = r.Dane != null && r.Dane.Value / 10 % 10 == Failed,
                StartTls = r.StartTls != null && r.StartTls.Value / 10 % 10 == Failed,
            })
            .Where(r => r.Dane || r.StartTls)
            .GroupBy(r => r)
            .Select(g => new { g.Key, Domains = g.Count() })
            .ToListAsync(cancellation);
        var words = await db.Set<RoundWordRow>()
            .ToDictionaryAsync(w => w.Id, w => w.Word, cancellation);
        return
        [
            .. rows.GroupBy(r => r.Key.Reason)
                .Select(of => new FailureItem(
                    of.Key is { } word ? words[word] : null,
                    of.Where(r => r.Key.Dane).Sum(r => r.Domains),
                    of.Where(r => r.Key.StartTls).Sum(r => r.Domains)
                ))
                .OrderByDescending(f => f.Dane)
                .ThenByDescending(f => f.StartTls)
                .ThenBy(f => f.Reason, StringComparer.Ordinal),
        ];
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

    /// <summary>From the frozen states of the organisations; the two views do not differ in it.</summary>
    private static async Task<IEnumerable<FigureItem>> SendingAsync(
        DashboardDb db,
        RoundRow round,
        AdoptionDimension dimension,
        AdoptionView? view,
        CancellationToken cancellation
    )
    {
        if (dimension is not (AdoptionDimension.All or AdoptionDimension.Layer))
        {
            return [];
        }
        var organisations = await db.Set<RoundOrganisationRow>()
            .Where(o => o.RoundId == round.Id)
            .Join(
                db.Set<RoundValueRow>(),
                o => o.Layer,
                v => v.Id,
                (o, v) =>
                    new
                    {
                        o.Organisation,
                        Layer = v.Key,
                        v.Name,
                        o.Sending,
                    }
            )
            .ToListAsync(cancellation);
        var names = organisations
            .DistinctBy(o => o.Layer)
            .ToDictionary(o => o.Layer, o => o.Name, StringComparer.Ordinal);
        return SendingFigure
            .Of([
                .. organisations.Select(o => new OrganisationState(
                    o.Organisation.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    o.Layer,
                    o.Sending,
                    0,
                    0
                )),
            ])
            .Where(f => (f.Layer is null) == (dimension == AdoptionDimension.All))
            .SelectMany(
                _ => Enum.GetValues<AdoptionView>().Where(v => view is null || v == view),
                (figure, of) =>
                    new FigureItem(
                        FigureStandard.DaneSending,
                        of,
                        dimension,
                        figure.Layer,
                        figure.Layer is null ? null : names[figure.Layer],
                        figure.Enforces,
                        figure.DoesNot,
                        Reasons(
                            (
                                ExclusionReason.NotMeasured,
                                figure.Organisations - figure.Share.Measured
                            )
                        ),
                        0,
                        figure.Share.Percentage,
                        new(figure.Coverage.Passed, figure.Coverage.Measured)
                    )
            );
    }

    private static FigureItem Item(RoundFigureRow row, string? key, string? name) =>
        new(
            row.Standard,
            row.View,
            row.Dimension,
            key,
            name,
            row.Passed,
            row.Failed,
            Reasons(
                (ExclusionReason.NoMail, row.NoMail),
                (ExclusionReason.NoDomain, row.NoDomain),
                (ExclusionReason.Unreachable, row.Unreachable),
                (ExclusionReason.Untestable, row.Untestable),
                (ExclusionReason.OwnFault, row.OwnFault),
                (ExclusionReason.NotMeasured, row.NotMeasured)
            ),
            row.Explained,
            new Share(row.Passed, row.Passed + row.Failed).Percentage
        );

    private static Dictionary<string, int> Reasons(
        params ReadOnlySpan<(ExclusionReason Why, int Count)> reasons
    )
    {
        var found = new Dictionary<string, int>();
        foreach (var (why, count) in reasons)
        {
            if (count > 0)
            {
                found[Slug.Of(why)] = count;
            }
        }
        return found;
    }
}
