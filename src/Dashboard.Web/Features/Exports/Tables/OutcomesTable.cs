using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.Exports.Tables;

/// <summary>The results in their long form: a row for each domain, standard and view.</summary>
internal sealed class OutcomesTable(OutcomeStream outcomes)
{
    private const string Between = "; ";

    public ExportTable<OutcomeItem> Of(RoundRow round, ExportWords words)
    {
        // Hundreds of thousands of rows share a few words.
        var standards = Enum.GetValues<FigureStandard>()
            .ToDictionary(standard => standard, words.Standard);
        var reasons = new Dictionary<(bool, string), string>();
        return new(
            "outcomes",
            ["domain", "standard", "view"],
            [
                new("domain", ExportType.Code, o => o.Domain.Value),
                new("organisations", ExportType.Code, o => Joined(o.Organisations)),
                new("standard", ExportType.Code, o => Slug.Of(o.Standard)),
                new("standardName", ExportType.Text, o => standards[o.Standard]),
                new("view", ExportType.Code, o => Slug.Of(o.View)),
                new("outcome", ExportType.Code, o => Slug.Of(o.Outcome)),
                new("countedAs", ExportType.Code, o => Slug.Of(o.Counted?.As)),
                new("excludedWhy", ExportType.Code, o => Slug.Of(o.Counted?.Why)),
                new("reason", ExportType.Code, o => o.Reason) { TextKey = "reasonOfStandard" },
                new("reasonName", ExportType.Text, o => Reason(o)),
                new("isExplained", ExportType.Flag, o => o.IsExplained),
                new("explanationText", ExportType.Text, o => o.Explanation),
                new("link", ExportType.Code, o => SitePaths.Domain(o.Domain)),
            ],
            cancellation => outcomes.ReadAsync(round, cancellation)
        );

        string? Reason(OutcomeItem outcome)
        {
            if (outcome.Reason is not { } slug)
            {
                return null;
            }
            var isOfTransport = outcome.Standard is FigureStandard.Dane;
            if (!reasons.TryGetValue((isOfTransport, slug), out var text))
            {
                reasons[(isOfTransport, slug)] = text = isOfTransport
                    ? words.ReasonOfTransport(slug)
                    : words.StatusOfStandard(slug);
            }
            return text;
        }
    }

    private static string? Joined(IReadOnlyList<string> values) =>
        values.Count == 0 ? null : string.Join(Between, values);
}
