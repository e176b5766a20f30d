using Dashboard.Core;
using Dashboard.Core.Inbound;
using Dashboard.Web.Components.States;
using Dashboard.Web.Features.Inbound.Result;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Summary;

/// <summary>One page for managers: what the state is, what that means, who must do what, and where the evidence is.</summary>
public partial class SummaryPage : ComponentBase
{
    /// <summary>All that lacks is a limit of ours, or an address that our own network does not reach.</summary>
    internal const string AsFarAsWeLooked = "as-far-as-we-looked";

    /// <summary>Encrypted and not verified, and a sender that knows DANE does not let the encryption be switched off.</summary>
    internal const string EncryptionHolds = "encryption-holds";

    [Inject]
    private IStringLocalizer<SummaryTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ResultTexts> Results { get; set; } = null!;

    [Inject]
    private IStringLocalizer<AdviceTexts> Advices { get; set; } = null!;

    [Inject]
    private InboundTests Tests { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Parameter]
    public string Id { get; set; } = string.Empty;

    private InboundTestView? Test { get; set; }

    private IReadOnlyList<(string Who, IReadOnlyList<string> Steps)> Parties { get; set; } = [];

    private string Link => Address.ToAbsoluteUri(SitePaths.ReceivingTest(Id)).ToString();

    protected override async Task OnInitializedAsync()
    {
        var test = await Tests.FindAsync(Id, Context.RequestAborted);
        if (test is not { Verdict: { } verdict, Observation: { } observation })
        {
            Address.NotFound();
            return;
        }
        Test = test;
        Parties =
        [
            .. AdviceGroups
                .PartiesOf(verdict, observation)
                .Select(party =>
                    (
                        Advices[
                            $"letter.for.{Slug.Of(party.Actor)}",
                            AdviceSubjects.Listed(Advices, party.Names)
                        ].Value,
                        (IReadOnlyList<string>)
                            [
                                .. party.Groups.Select(group =>
                                    Advices[
                                        $"{group[0].Slug}.title",
                                        AdviceSubjects.SubjectOf(Advices, group, verdict.Domain)
                                    ].Value
                                ),
                            ]
                    )
                ),
        ];
    }

    internal static string MeaningKey(DomainVerdict verdict, InboundObservation observation)
    {
        if (
            new ResultFacts(verdict, observation).OnlyOurLimits
            || UnreachableFamilies.IsAllThatLacks(verdict)
        )
        {
            return AsFarAsWeLooked;
        }
        return ShownStates.Of(verdict) switch
        {
            ShownState.Encrypted
                when verdict.AttackerConnectionType != ConnectionType.Unencrypted =>
                EncryptionHolds,
            var state => StatePalette.Name(state),
        };
    }
}
