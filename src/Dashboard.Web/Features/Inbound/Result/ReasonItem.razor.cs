using Dashboard.Core.Inbound;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>A finding in a sentence, with the facts behind it and where the rule is.</summary>
public partial class ReasonItem : ComponentBase
{
    [Inject]
    private IStringLocalizer<ResultTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ReasonTexts> Reasonings { get; set; } = null!;

    [Parameter, EditorRequired]
    public VerdictReason Reason { get; set; } = null!;

    private string FactName(string name) => ReasonFacts.Name(Reasonings, name);

    private string FactValue(string name, string value) =>
        ReasonFacts.Value(Reasonings, Texts, name, value);
}
