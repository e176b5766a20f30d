using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using Dashboard.Web.Features.Adoption;
using Dashboard.Web.Features.Adoption.Charts;
using Dashboard.Web.Features.Rounds.Figures;

namespace Dashboard.Web.Features.Reports;

/// <summary>Annex A: every domain, layer by layer.</summary>
internal static class ReportDomainTables
{
    /// <summary>Annex A: a table for each layer, of every domain.</summary>
    public static IReadOnlyList<ReportTable> Domains(
        this ReportTables tables,
        ReportContent report
    ) =>
        [
            .. report
                .Domains.GroupBy(d => d.Layer)
                .OrderBy(of => of.Key is null ? int.MaxValue : AdoptionWords.LayerOrder(of.Key))
                .ThenBy(of => of.Key, StringComparer.Ordinal)
                .Select(
                    (of, i) =>
                        new ReportTable(
                            string.Create(
                                System.Globalization.CultureInfo.InvariantCulture,
                                $"A{i + 1}"
                            ),
                            tables.Words["annex.layer", tables.Words.Layer(of.Key), of.Count()],
                            Domains(
                                tables.Words,
                                [.. of],
                                withMinistry: of.Any(d => d.Ministry is not null)
                            )
                        )
                ),
        ];

    private static ChartTable Domains(
        ReportWords words,
        IReadOnlyList<DomainListItem> domains,
        bool withMinistry
    ) =>
        new(
            "domains",
            [
                .. new[]
                {
                    "domain",
                    "organisation",
                    withMinistry ? "ministry" : string.Empty,
                    "provider",
                    "starttls",
                    "dane",
                    "dnssec",
                    "reason",
                    "since",
                    "explained",
                }
                    .Where(head => head.Length > 0)
                    .Select(head => words[$"column.{head}"]),
            ],
            [
                .. domains
                    .OrderBy(d => d.Ministry, StringComparer.CurrentCultureIgnoreCase)
                    .ThenBy(d => d.Organisation, StringComparer.CurrentCultureIgnoreCase)
                    .ThenBy(d => d.Domain.Value, StringComparer.Ordinal)
                    .Select(
                        IReadOnlyList<object?> (d) =>
                            [
                                d.Domain.Value,
                                ReportRows.Printable(words, d.Organisation),
                                .. withMinistry
                                    ? [ReportRows.Printable(words, d.Ministry)]
                                    : Array.Empty<object?>(),
                                d.Providers.Count == 0
                                    ? words["none"]
                                    : string.Join(", ", d.Providers.Select(words.Provider)),
                                Outcome(words, d, FigureStandard.StartTls),
                                Outcome(words, d, FigureStandard.Dane),
                                Outcome(words, d, FigureStandard.Dnssec),
                                d.Standards.GetValueOrDefault(FigureStandard.Dane)
                                    is { Strict: StandardOutcome.Failed }
                                    ? d.Reason ?? words["none"]
                                    : words["none"],
                                ReportWords.Day(d.Since),
                                d.IsExplained ? words["yes"] : words["none"],
                            ]
                    ),
            ]
        );

    private static string Outcome(
        ReportWords words,
        DomainListItem domain,
        FigureStandard standard
    ) =>
        domain.Standards.TryGetValue(standard, out var outcomes)
            ? words.Outcome(outcomes)
            : words["outcome.none"];
}
