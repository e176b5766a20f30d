using Dashboard.Core;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Web.Components.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>What to change at a sender, each opening to settings that can be pasted.</summary>
public partial class SenderAdviceList : ComponentBase
{
    [Inject]
    private IStringLocalizer<SenderAdviceTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public SenderVerdict Sender { get; set; } = null!;

    private IReadOnlyList<SenderAdviceKind> Kinds { get; set; } = [];

    protected override void OnParametersSet() => Kinds = SenderAdvice.For(Sender);

    /// <summary>Of the resolver and of what only the maker can mend there is something else to say.</summary>
    private string Note(SenderAdviceKind kind, MailSoftware software) =>
        Texts[
            kind switch
            {
                SenderAdviceKind.ValidateDnssec => $"resolver.{Slug.Of(software)}",
                SenderAdviceKind.RequireTrustAnchor or SenderAdviceKind.JudgeEachHost =>
                    $"maker.{Slug.Of(software)}",
                _ => $"dane.{Slug.Of(software)}",
            }
        ];
}
