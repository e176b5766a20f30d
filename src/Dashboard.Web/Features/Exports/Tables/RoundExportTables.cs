using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Figures;

namespace Dashboard.Web.Features.Exports.Tables;

/// <summary>The tables of a round, by the queries that the commands print from.</summary>
internal sealed class RoundExportTables(
    RoundReports reports,
    RoundTables tables,
    ResultStream results,
    ChangeStream changes,
    RoundPartDeltas parts
)
{
    /// <summary>In the order of the sheets: figures first, what they are made of last.</summary>
    public IReadOnlyList<ExportTable> Of(RoundRow round, ExportWords words) =>
        [
            Rounds(round),
            Adoption(round, words),
            Statuses(round, words),
            Deltas(round, words),
            PartDeltas(round, words),
            Agreements(round, words),
            Organisations(round, words),
            Providers(round, words),
            MailFlow(round, words),
            Explanations(round, words),
            Changes(round, words),
            ResultsTable.Of(
                words,
                cancellation =>
                    results.ItemsAsync(
                        round,
                        after: null,
                        most: null,
                        organisation: null,
                        cancellation
                    )
            ),
        ];

    private static ExportTable<RoundRow> Rounds(RoundRow round) =>
        new(
            "rounds",
            ["round"],
            [
                new("round", ExportType.Count, r => r.Id),
                new("name", ExportType.Text, r => r.Name),
                new("state", ExportType.Code, r => Slug.Of(r.State)),
                new("edition", ExportType.Count, r => (int)r.Edition),
                new("measuredOn", ExportType.Day, r => r.MeasuredOn),
                new("startedAt", ExportType.Moment, r => (DateTimeOffset?)r.StartedAt),
                new("measuredAt", ExportType.Moment, r => r.MeasuredAt),
                new("publishedAt", ExportType.Moment, r => r.PublishedAt),
                new("list", ExportType.Text, r => r.ListName),
                new("listHash", ExportType.Code, r => r.ListHash),
                new("domains", ExportType.Count, r => r.Domains),
                new("profile", ExportType.Code, r => r.Profile),
                new("methods", ExportType.Text, r => MethodsOf(r)),
            ],
            _ => new[] { round }.ToAsyncEnumerable()
        );

    /// <summary>As <c>dane=inbound-2; spf=…</c>, by name.</summary>
    public static string MethodsOf(RoundRow round) =>
        string.Join(
            "; ",
            round
                .Method.Methods.OrderBy(m => m.Key, StringComparer.Ordinal)
                .Select(m => $"{m.Key}={m.Value}")
        );

    private ExportTable<FigureItem> Adoption(RoundRow round, ExportWords words) =>
        new(
            "adoption",
            ["dimension", "value", "standard", "view"],
            [
                new("dimension", ExportType.Code, f => Slug.Of(f.Dimension)),
                new(
                    "dimensionName",
                    ExportType.Text,
                    f => words.Word("dimension", Slug.Of(f.Dimension))
                ),
                new("value", ExportType.Code, f => f.Value),
                new("valueName", ExportType.Text, f => ValueName(f, words)),
                new("standard", ExportType.Code, f => Slug.Of(f.Standard)),
                new("standardName", ExportType.Text, f => words.Standard(f.Standard)),
                new("view", ExportType.Code, f => Slug.Of(f.View)),
                new("viewName", ExportType.Text, f => words.View(f.View)),
                new("passed", ExportType.Count, f => f.Passed),
                new("failed", ExportType.Count, f => f.Failed),
                new(
                    "measured",
                    ExportType.Count,
                    f => f.Share.Measured,
                    ExportFormula.Sum("passed", "failed")
                ),
                .. Enum.GetValues<ExclusionReason>()
                    .Select(why => new ExportColumn<FigureItem>(
                        ReasonColumn(why),
                        ExportType.Count,
                        f => f.Excluded.GetValueOrDefault(Slug.Of(why))
                    )),
                new(
                    "excluded",
                    ExportType.Count,
                    f => f.Excluded.Values.Sum(),
                    ExportFormula.Sum(Enum.GetValues<ExclusionReason>().Select(ReasonColumn))
                ),
                new("explained", ExportType.Count, f => f.Explained),
                new(
                    "percentage",
                    ExportType.Percentage,
                    f => f.Percentage,
                    ExportFormula.Percentage("{passed}", "{measured}")
                ),
                new(
                    "passedOrExplainedPercentage",
                    ExportType.Percentage,
                    f => new Share(f.Passed + f.Explained, f.Share.Measured).Percentage,
                    ExportFormula.Percentage("({passed}+{explained})", "{measured}")
                ),
                new("coverageTested", ExportType.Count, f => f.Coverage?.Tested),
                new("coverageOrganisations", ExportType.Count, f => f.Coverage?.Organisations),
            ],
            cancellation =>
                Dimensions
                    .ToAsyncEnumerable()
                    .SelectMany(
                        async (dimension, _) =>
                            (IEnumerable<FigureItem>)
                                await reports.FiguresAsync(
                                    round,
                                    dimension,
                                    view: null,
                                    cancellation
                                )
                    )
        );

    private static readonly AdoptionDimension[] Dimensions =
    [
        AdoptionDimension.All,
        AdoptionDimension.Layer,
        AdoptionDimension.Ministry,
        AdoptionDimension.Province,
        AdoptionDimension.Provider,
    ];

    /// <summary>Such as <c>noMail</c>.</summary>
    private static string ReasonColumn(ExclusionReason why) =>
        System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(why.ToString());

    private static string? ValueName(FigureItem figure, ExportWords words) =>
        figure.Dimension == AdoptionDimension.Layer ? words.Layer(figure.Value) : figure.Name;

    private ExportTable<StatusItem> Statuses(RoundRow round, ExportWords words) =>
        new(
            "statuses",
            ["dimension", "value", "standard", "status"],
            [
                new("dimension", ExportType.Code, s => Slug.Of(s.Dimension)),
                new("value", ExportType.Code, s => s.Value),
                new("standard", ExportType.Code, s => Slug.Of(s.Standard)),
                new("standardName", ExportType.Text, s => words.Standard(s.Standard)),
                new("status", ExportType.Code, s => s.Slug),
                new("domains", ExportType.Count, s => s.Domains),
                new("statusName", ExportType.Text, s => words.StatusOfStandard(s.Slug)),
            ],
            cancellation =>
                Dimensions
                    .ToAsyncEnumerable()
                    .SelectMany(
                        async (dimension, _) =>
                            (IEnumerable<StatusItem>)
                                await reports.StatusesAsync(round, dimension, cancellation)
                    )
        );

    private ExportTable<FigureDelta> Deltas(RoundRow round, ExportWords words) =>
        new(
            "deltas",
            ["standard", "view"],
            [
                new("against", ExportType.Count, d => d.Against),
                .. DeltaColumns.Of<FigureDelta>(d => d, words),
                .. Enum.GetValues<OutcomeChange>()
                    .Select(change => new ExportColumn<FigureDelta>(
                        System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(change.ToString()),
                        ExportType.Count,
                        d => d.Changes[change]
                    )),
            ],
            cancellation => Rows(tables.DeltasAsync(round, cancellation))
        );

    private sealed record PartDelta(
        AdoptionDimension Dimension,
        string Value,
        string? Name,
        FigureDelta Delta
    );

    private ExportTable<PartDelta> PartDeltas(RoundRow round, ExportWords words) =>
        new(
            "part-deltas",
            ["dimension", "value", "standard", "view"],
            [
                new("against", ExportType.Count, p => p.Delta.Against),
                new("dimension", ExportType.Code, p => Slug.Of(p.Dimension)),
                new("value", ExportType.Code, p => p.Value),
                new(
                    "valueName",
                    ExportType.Text,
                    p => p.Dimension == AdoptionDimension.Layer ? words.Layer(p.Value) : p.Name
                ),
                .. DeltaColumns.Of<PartDelta>(p => p.Delta, words),
            ],
            cancellation => PartDeltasAsync(round, cancellation)
        );

    /// <summary>Dimension by dimension, each by the octets of its values.</summary>
    private async IAsyncEnumerable<PartDelta> PartDeltasAsync(
        RoundRow round,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        if (await tables.ComparedWithAsync(round, cancellation) is not { } former)
        {
            yield break;
        }
        var deltas = await parts.ReadAsync(former, round, cancellation);
        foreach (var dimension in RoundPartDeltas.Dimensions)
        {
            var names = (await reports.FiguresAsync(round, dimension, view: null, cancellation))
                .Where(f => f.Value is not null)
                .DistinctBy(f => f.Value)
                .ToDictionary(f => f.Value!, f => f.Name);
            foreach (
                var of in deltas
                    .Where(of => of.Key.Dimension == dimension)
                    .OrderBy(of => of.Key.Key, StringComparer.Ordinal)
            )
            {
                foreach (var delta in of)
                {
                    yield return new(
                        dimension,
                        of.Key.Key,
                        names.GetValueOrDefault(of.Key.Key),
                        delta with
                        {
                            Against = former.Id,
                        }
                    );
                }
            }
        }
    }

    private ExportTable<AgreementItem> Agreements(RoundRow round, ExportWords words) =>
        new(
            "agreements",
            ["agreement", "view"],
            [
                new("agreement", ExportType.Code, a => a.Agreement),
                new("agreementName", ExportType.Text, a => words.Word("agreement", a.Agreement)),
                new("view", ExportType.Code, a => Slug.Of(a.View)),
                new("viewName", ExportType.Text, a => words.View(a.View)),
                new("mean", ExportType.Percentage, a => a.Mean),
                new("meetsAll", ExportType.Count, a => a.MeetsAll.Passed),
                new("measuredOnAll", ExportType.Count, a => a.MeetsAll.Measured),
                new(
                    "meetsAllPercentage",
                    ExportType.Percentage,
                    a => a.MeetsAll.Percentage,
                    ExportFormula.Percentage("{meetsAll}", "{measuredOnAll}")
                ),
            ],
            cancellation => Rows(reports.AgreementsAsync(round, cancellation))
        );

    private ExportTable<RoundOrganisationItem> Organisations(RoundRow round, ExportWords words) =>
        new(
            "organisations",
            ["organisation"],
            [
                new("organisation", ExportType.Code, o => o.Organisation),
                new("organisationName", ExportType.Text, o => o.Name),
                new("layer", ExportType.Code, o => o.Layer),
                new("layerName", ExportType.Text, o => words.Layer(o.Layer)),
                new("protected", ExportType.Count, o => o.Protected),
                new("measured", ExportType.Count, o => o.Measured),
                new(
                    "protectedPercentage",
                    ExportType.Percentage,
                    o => new Share(o.Protected, o.Measured).Percentage,
                    ExportFormula.Percentage("{protected}", "{measured}")
                ),
                new("sending", ExportType.Code, o => Slug.Of(o.Sending)),
                new("sendingName", ExportType.Text, o => words.Word("sending", Slug.Of(o.Sending))),
                new("sendingTested", ExportType.Count, o => o.SendingTested),
                new("sendingDomains", ExportType.Count, o => o.SendingDomains),
                new("sendingTestedAt", ExportType.Moment, o => o.SendingTestedAt),
                new("sendingKind", ExportType.Code, o => o.SendingKind),
            ],
            cancellation => Rows(tables.OrganisationsAsync(round, cancellation))
        );

    private ExportTable<LayerProviderItem> Providers(RoundRow round, ExportWords words) =>
        new(
            "providers",
            ["layer", "provider"],
            [
                new("layer", ExportType.Code, p => p.Layer),
                new("layerName", ExportType.Text, p => words.Layer(p.Layer)),
                new("provider", ExportType.Text, p => p.Provider.Provider),
                new("domains", ExportType.Count, p => p.Provider.Domains),
                new("protected", ExportType.Count, p => p.Provider.Protected),
                new("wouldBecomeProtected", ExportType.Count, p => p.Provider.WouldBecomeProtected),
                new("ownZoneFirst", ExportType.Count, p => p.Provider.OwnZoneFirst),
                new("needsTwo", ExportType.Count, p => p.Provider.NeedsTwo),
            ],
            cancellation => Rows(tables.ProvidersAsync(round, cancellation))
        );

    private sealed record FlowRow(string? Sender, string? Receiver, MailFlowItem Flow);

    private ExportTable<FlowRow> MailFlow(RoundRow round, ExportWords words) =>
        new(
            "mail-flow",
            ["sender", "receiver"],
            [
                new("sender", ExportType.Code, f => f.Sender),
                new("senderName", ExportType.Text, f => words.Layer(f.Sender)),
                new("receiver", ExportType.Code, f => f.Receiver),
                new("receiverName", ExportType.Text, f => words.Layer(f.Receiver)),
                new("pairsProtected", ExportType.Count, f => f.Flow.Protected),
                new("pairsPartly", ExportType.Count, f => f.Flow.Partly),
                new("pairsNot", ExportType.Count, f => f.Flow.Not),
                new("pairsUnknown", ExportType.Count, f => f.Flow.Unknown),
                new(
                    "pairs",
                    ExportType.Count,
                    f => f.Flow.Pairs,
                    ExportFormula.Sum("pairsProtected", "pairsPartly", "pairsNot", "pairsUnknown")
                ),
                new("testedPairs", ExportType.Count, f => f.Flow.TestedPairs),
                new("provenSum", ExportType.Sum, f => f.Flow.Exact.ProvenSum.Round(Decimals)),
                new("possibleSum", ExportType.Sum, f => f.Flow.Exact.PossibleSum.Round(Decimals)),
                new(
                    "proven",
                    ExportType.Percentage,
                    f => f.Flow.Proven,
                    ExportFormula.OfPairs("{provenSum}", "{pairs}")
                ),
                new(
                    "possible",
                    ExportType.Percentage,
                    f => f.Flow.Possible,
                    ExportFormula.OfPairs("{possibleSum}", "{pairs}")
                ),
                new(
                    "amongTested",
                    ExportType.Percentage,
                    f => f.Flow.AmongTested,
                    ExportFormula.OfPairs("{provenSum}", "{testedPairs}")
                ),
            ],
            cancellation => Flows(round, cancellation)
        );

    /// <summary>Of sums: with fewer a sheet could round a share otherwise than we do.</summary>
    private const int Decimals = 10;

    private async IAsyncEnumerable<FlowRow> Flows(
        RoundRow round,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var flow = await reports.MailFlowAsync(round, cancellation);
        yield return new(null, null, flow.All);
        foreach (var cell in flow.Cells)
        {
            yield return new(cell.Sender, cell.Receiver, cell.Flow);
        }
    }

    private ExportTable<RoundExplanationItem> Explanations(RoundRow round, ExportWords words) =>
        new(
            "explanations",
            ["explanation"],
            [
                new("explanation", ExportType.Count, e => e.Id),
                new("organisation", ExportType.Code, e => e.Organisation),
                new("organisationName", ExportType.Text, e => e.Name),
                new("standard", ExportType.Code, e => Slug.Of(e.Standard)),
                new("standardName", ExportType.Text, e => words.Standard(e.Standard)),
                new("domain", ExportType.Code, e => e.Domain),
                new("text", ExportType.Text, e => e.Text),
                new("role", ExportType.Text, e => e.Role),
                new("validFrom", ExportType.Day, e => e.ValidFrom),
                new("validUntil", ExportType.Day, e => e.ValidUntil),
            ],
            cancellation => Rows(tables.ExplanationsAsync(round, cancellation))
        );

    private ExportTable<DomainChangeItem> Changes(RoundRow round, ExportWords words) =>
        new(
            "changes",
            ["domain", "standard", "view"],
            [
                new("domain", ExportType.Code, c => c.Domain),
                new("standard", ExportType.Code, c => Slug.Of(c.Standard)),
                new(
                    "standardName",
                    ExportType.Text,
                    c => c.Standard is { } standard ? words.Standard(standard) : null
                ),
                new("view", ExportType.Code, c => Slug.Of(c.View)),
                new("change", ExportType.Code, c => Slug.Of(c.Change)),
                new("changeName", ExportType.Text, c => words.Change(c.Change)),
                new("corrected", ExportType.Flag, c => c.Corrected),
            ],
            cancellation => ChangesAsync(round, cancellation)
        );

    private async IAsyncEnumerable<DomainChangeItem> ChangesAsync(
        RoundRow round,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        if (await tables.ComparedWithAsync(round, cancellation) is not { } former)
        {
            yield break;
        }
        await foreach (var change in changes.ReadAsync(former, round, cancellation))
        {
            yield return change;
        }
    }

    private static async IAsyncEnumerable<T> Rows<T>(Task<IReadOnlyList<T>> rows)
    {
        foreach (var row in await rows)
        {
            yield return row;
        }
    }
}
