using Dashboard.Core.Inbound;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.InboundTest.Result;

/// <summary>What was found, in sentences, each with the facts behind it and where the rule stands.</summary>
public partial class ReasonList : ComponentBase
{
    [Inject]
    private IStringLocalizer<ResultTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ReasonTexts> Reasonings { get; set; } = null!;

    [Parameter, EditorRequired]
    public IReadOnlyList<VerdictReason> Reasons { get; set; } = [];

    [Parameter]
    public string? Title { get; set; }

    /// <summary>Worst first; the same fact of two certificates is said once.</summary>
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

    private string FactName(string name) => ReasonFacts.Name(Reasonings, name);

    private string FactValue(string name, string value) =>
        ReasonFacts.Value(Reasonings, Texts, name, value);
}
