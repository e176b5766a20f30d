using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Figures;

namespace Dashboard.Web.Features.Exports.Tables;

/// <summary>A round beside the one that it is compared with; no rows where there is none.</summary>
internal sealed class DeltaTables(
    RoundReports reports,
    RoundTables tables,
    ChangeStream changes,
    RoundPartDeltas parts
)
{
    public ExportTable<FigureDelta> Deltas(RoundRow round, ExportWords words) =>
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
            cancellation => TableRows.Of(tables.DeltasAsync(round, cancellation))
        );

    internal sealed record PartDelta(
        AdoptionDimension Dimension,
        string Value,
        string? Name,
        FigureDelta Delta
    );

    public ExportTable<PartDelta> PartDeltas(RoundRow round, ExportWords words) =>
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

    public ExportTable<DomainChangeItem> Changes(RoundRow round, ExportWords words) =>
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
}
