using Dashboard.Core.Inbound;
using Dashboard.Web.Components.States;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>What to change, in order of effect; three steps at first sight.</summary>
public partial class AdviceList : ComponentBase
{
    private const int First = 3;

    [Inject]
    private IStringLocalizer<ResultTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<AdviceTexts> Steps { get; set; } = null!;

    [Parameter, EditorRequired]
    public DomainVerdict Verdict { get; set; } = null!;

    [Parameter, EditorRequired]
    public InboundObservation Observation { get; set; } = null!;

    /// <summary>The same step at several servers is one row.</summary>
    private IReadOnlyList<IReadOnlyList<Advice>> Groups => AdviceGroups.Of(Verdict);

    private string NothingKey => KeyWithoutAdvice(Verdict);

    /// <summary>Without advice all is well only where the verdict says so.</summary>
    internal static string KeyWithoutAdvice(DomainVerdict verdict) =>
        verdict.Status == DomainStatus.NoDomain
            ? "advice.no-domain"
            : ShownStates.Of(verdict) switch
            {
                ShownState.NotMeasured => "advice.unknown",
                ShownState.Verified or ShownState.NoMail => "advice.none",
                _ => "advice.not-ours",
            };
}
