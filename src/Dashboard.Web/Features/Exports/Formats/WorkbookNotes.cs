using System.Globalization;
using Dashboard.Core;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Exports.Tables;

namespace Dashboard.Web.Features.Exports.Formats;

/// <summary>The first sheet of a workbook: what this is, how it was counted, and what each column means.</summary>
internal sealed class WorkbookNotes
{
    private WorkbookNotes(IReadOnlyList<(string Name, string? Text)> lines) => Lines = lines;

    public IReadOnlyList<(string Name, string? Text)> Lines { get; }

    public static WorkbookNotes Of(
        RoundRow round,
        IReadOnlyList<ExportTable> tables,
        ExportWords words
    ) =>
        new([
            (words.Text("notes.title"), round.Name),
            (words.Text("notes.state"), words.Text("state." + Slug.Of(round.State))),
            (words.Text("notes.measured-on"), ((ExportCell)round.MeasuredOn).Text),
            (words.Text("notes.edition"), round.Edition.ToString(CultureInfo.InvariantCulture)),
            (words.Text("notes.domains"), round.Domains.ToString(CultureInfo.InvariantCulture)),
            (words.Text("notes.list-hash"), round.ListHash),
            (words.Text("notes.methods"), RoundExportTables.MethodsOf(round)),
            (words.Text("notes.licence"), words.Text("notes.licence.text")),
            (words.Text("notes.percentage"), words.Text("notes.percentage.text")),
            (words.Text("notes.views"), words.Text("notes.views.text")),
            (words.Text("notes.excluded"), words.Text("notes.excluded.text")),
            (words.Text("notes.explained"), words.Text("notes.explained.text")),
            (words.Text("notes.layers"), words.Text("notes.layers.text")),
            .. tables.SelectMany(table =>
                table
                    .Columns.Select(column =>
                        (
                            $"{words.Title(table)}: {words.Title(column)}",
                            (string?)words.About(column)
                        )
                    )
                    .Prepend((words.Title(table), words.About(table)))
            ),
        ]);
}
