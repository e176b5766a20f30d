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

    private string Title => Headline.Of(Texts, Verdict);

    private string Missed => UnreachableFamilies.Words(Texts, Verdict);

    private string Link => Address.ToAbsoluteUri(SitePaths.ReceivingTest(Test.Id)).ToString();

    private string? ALabel =>
        Verdict.Domain.ToUnicode() == Verdict.Domain.Value ? null : Verdict.Domain.Value;

    private string Forced =>
        Verdict.AttackerConnectionType switch
        {
            ConnectionType.Unencrypted => Texts["delivery.clear"],
            ConnectionType.Encrypted => Texts["delivery.tls"],
            _ => Texts["forced.none"],
        };

    /// <summary>Those of hosts and addresses stand with their host.</summary>
    private IReadOnlyList<VerdictReason> DomainReasons =>
        [.. Verdict.Reasons.Where(reason => reason.Host is null)];

    private IEnumerable<(HostVerdict, HostObservation?)> HostsSeen =>
        Verdict.Hosts.Select(host =>
            (host, Observation.Hosts.FirstOrDefault(seen => seen.Host == host.Host))
        );

    private string Age =>
        Test.Age switch
        {
            null => string.Empty,
            { TotalMinutes: < 1 } age => Texts["age.seconds", (int)age.TotalSeconds],
            { TotalHours: < 1 } age => Texts["age.minutes", (int)age.TotalMinutes],
            { TotalDays: < 2 } age => Texts["age.hours", (int)age.TotalHours],
            { } age => Texts["age.days", (int)age.TotalDays],
        };
}
