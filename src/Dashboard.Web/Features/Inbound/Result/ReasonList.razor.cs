using Dashboard.Core.Inbound;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>What was found, worst first.</summary>
public partial class ReasonList : ComponentBase
{
    [Inject]
    private IStringLocalizer<ResultTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public IReadOnlyList<VerdictReason> Reasons { get; set; } = [];

    [Parameter]
    public string? Title { get; set; }

    /// <summary>Worst first; the same fact of two certificates is shown once.</summary>
    private IEnumerable<VerdictReason> Distinct =>
        Reasons
            .OrderByDescending(reason => reason.Severity)
            .DistinctBy(reason =>
                (
                    reason.Slug,
                    reason.Address?.ToString(),
                    string.Join('\n', reason.Facts.Select(fact => $"{fact.Key}={fact.Value}"))
                )
            );

    /// <summary>Of the same finding about many records; the others can be opened.</summary>
    private const int Shown = 3;

    private IEnumerable<IReadOnlyList<VerdictReason>> Groups =>
        Distinct
            .GroupBy(reason => (reason.Severity, reason.Slug))
            .Select(group => (IReadOnlyList<VerdictReason>)[.. group]);
}
