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

    private IReadOnlyList<AdviceParty> Parties { get; set; } = [];

    /// <summary>What must be done, and what can be done besides; a list without steps is left out.</summary>
    private IReadOnlyList<(string Key, IReadOnlyList<AdviceParty> Parties)> Lists =>
        [
            ("steps", Having(group => !AdviceGroups.IsOptional(group))),
            ("steps.optional", Having(AdviceGroups.IsOptional)),
        ];

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
        Parties = AdviceGroups.PartiesOf(verdict, observation);
    }

    private IReadOnlyList<AdviceParty> Having(Func<IReadOnlyList<Advice>, bool> which) =>
        [
            .. Parties
                .Select(party => party with { Groups = [.. party.Groups.Where(which)] })
                .Where(party => party.Groups.Count > 0),
        ];

    private string Who(AdviceParty party) =>
        Advices[$"letter.for.{Slug.Of(party.Actor)}", AdviceSubjects.Listed(Advices, party.Names)];

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
