using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using Dashboard.Web.Features.Rounds.Figures;

namespace Dashboard.Web.Features.Exports.Tables;

/// <summary>A row a domain: what <c>round results</c> prints, with both views of each standard in columns of their own.</summary>
internal static class ResultsTable
{
    /// <summary>Between values of one cell: a domain may be at several organisations.</summary>
    private const string Between = "; ";

    public static ExportTable Of(
        ExportWords words,
        Func<CancellationToken, IAsyncEnumerable<ResultItem>> results
    )
    {
        // A hundred thousand rows share a few words.
        var statuses = Enum.GetValues<DomainStatus>()
            .ToDictionary(s => s, s => words.Text("status." + Slug.Of(s)));
        return new ExportTable<ResultItem>(
            "results",
            ["domain"],
            [
                new("domain", ExportType.Code, r => r.Domain),
                new("organisations", ExportType.Code, r => Joined(r.Organisations)),
                new("layers", ExportType.Code, r => Joined(r.Layer)),
                new("providers", ExportType.Text, r => Joined(r.Provider)),
                new("status", ExportType.Code, r => Slug.Of(r.Status)),
                new("statusName", ExportType.Text, r => statuses[r.Status]),
                new("delivery", ExportType.Code, r => Slug.Of(r.Delivery)),
                new("connectionType", ExportType.Count, r => (int?)r.ConnectionType),
                new(
                    "attackerConnectionType",
                    ExportType.Count,
                    r => (int?)r.AttackerConnectionType
                ),
                new("reason", ExportType.Code, r => r.Reason),
                new("corrected", ExportType.Flag, r => r.Corrected),
                .. Enum.GetValues<FigureStandard>()
                    .Where(standard => standard != FigureStandard.DaneSending)
                    .SelectMany(OfStandard),
            ],
            results
        );
    }

    private static IEnumerable<ExportColumn<ResultItem>> OfStandard(FigureStandard standard)
    {
        var slug = Slug.Of(standard);
        yield return Column("Forum", outcome => Slug.Of(outcome?.Forum));
        yield return Column("Strict", outcome => Slug.Of(outcome?.Strict));
        yield return Column("Excluded", outcome => Slug.Of(outcome?.Why));

        ExportColumn<ResultItem> Column(string view, Func<ResultOutcome?, string?> read) =>
            new(
                NameOf(slug) + view,
                ExportType.Code,
                r => read(r.Standards.GetValueOrDefault(slug))
            )
            {
                Standard = slug,
                TextKey = "standard" + view,
            };
    }

    /// <summary><c>dnssec-domain</c> as <c>dnssecDomain</c>.</summary>
    private static string NameOf(string slug) =>
        string.Concat(
            slug.Split('-')
                .Select((part, i) => i == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..])
        );

    private static string? Joined(IReadOnlyList<string> values) =>
        values.Count switch
        {
            0 => null,
            1 => values[0],
            _ => string.Join(Between, values),
        };
}
