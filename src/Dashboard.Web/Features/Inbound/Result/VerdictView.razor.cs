using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Web.Features.Inbound.Result.Standards;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>The page of a test that is done, from the sentence on top to the evidence below.</summary>
public partial class VerdictView : ComponentBase
{
    [Inject]
    private IStringLocalizer<ResultTexts> Texts { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [Parameter, EditorRequired]
    public InboundTestView Test { get; set; } = null!;

    [Parameter, EditorRequired]
    public DomainVerdict Verdict { get; set; } = null!;

    [Parameter, EditorRequired]
    public InboundObservation Observation { get; set; } = null!;

    [Parameter, EditorRequired]
    public IReadOnlyList<InboundTestSummary> History { get; set; } = [];

    /// <summary>Names that somebody may have meant who typed this one.</summary>
    [Parameter]
    public IReadOnlyList<DomainName> Suggestions { get; set; } = [];

    private string Title => Headline.Of(Texts, Verdict, Observation);

    private ResultFacts Facts { get; set; } = null!;

    private Delivery? WithoutDane { get; set; }

    private AddressStates States => AddressStates.Of(Verdict, Observation);

    /// <summary>What the state alone leaves open.</summary>
    private string? Why => DeliveryWords.Why(Texts, Verdict, Observation);

    private string ByOthers => DeliveryWords.ByOthers(Texts, WithoutDane, Facts);

    /// <summary>The newest test of the domain; null where that is this one.</summary>
    private InboundTestSummary? Newer =>
        History is [var newest, ..] && newest.Id != Test.Id ? newest : null;

    /// <summary>When every address of this server was last seen to be verified, before this test.</summary>
    private DateTimeOffset? MatchedUntil(HostVerdict host) =>
        History
            .Where(test =>
                test.FinishedAt < Observation.StartedAt
                && test.VerifiedHosts.Contains(host.Host.Name.Value, StringComparer.Ordinal)
            )
            .Select(test => (DateTimeOffset?)test.FinishedAt)
            .Max();

    protected override void OnParametersSet()
    {
        Facts = new(Verdict, Observation);
        WithoutDane = SenderWithoutDane.DeliveryOf(Verdict, Observation);
    }

    /// <summary>Of many servers those with nothing to tell are one row that can be opened.</summary>
    private bool IsFolded(HostVerdict host) => ManyHosts.Folds(Verdict, host);

    private string Missed => UnreachableFamilies.Words(Texts, Verdict);

    private string Link => Address.ToAbsoluteUri(SitePaths.ReceivingTest(Test.Id)).ToString();

    private string? ALabel =>
        Verdict.Domain.ToUnicode() == Verdict.Domain.Value ? null : Verdict.Domain.Value;

    private string Forced => DeliveryWords.Forced(Texts, Verdict, Facts);

    /// <summary>Those of hosts and addresses stand with their host.</summary>
    private IReadOnlyList<VerdictReason> DomainReasons =>
        [.. Verdict.Reasons.Where(reason => reason.Host is null)];

    private IReadOnlyList<JudgedHost> HostsSeen => JudgedHost.Of(Observation, Verdict);
}
