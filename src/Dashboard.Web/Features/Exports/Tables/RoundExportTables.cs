using Dashboard.Core;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Figures;

namespace Dashboard.Web.Features.Exports.Tables;

/// <summary>The tables of a round, by the queries that the commands print from.</summary>
internal sealed class RoundExportTables(
    FigureTables figures,
    DeltaTables deltas,
    OrganisationTables organisations,
    OutcomesTable outcomes,
    ResultStream results
)
{
    /// <summary>In the order of the sheets: figures first, what they are made of last.</summary>
    public IReadOnlyList<ExportTable> Of(RoundRow round, ExportWords words) =>
        [
            Rounds(round),
            figures.Adoption(round, words),
            figures.Statuses(round, words),
            deltas.Deltas(round, words),
            deltas.PartDeltas(round, words),
            figures.Agreements(round, words),
            organisations.Organisations(round, words),
            organisations.Providers(round, words),
            organisations.MailFlow(round, words),
            organisations.Explanations(round, words),
            deltas.Changes(round, words),
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
            outcomes.Of(round, words),
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
}
