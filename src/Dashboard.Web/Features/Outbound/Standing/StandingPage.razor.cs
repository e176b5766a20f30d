using System.Globalization;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Web.Features.Outbound.Judging;
using Dashboard.Web.Features.Outbound.Result;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Outbound.Standing;

/// <summary>A standing test: its lasting addresses, the latest outcome, and all rounds.</summary>
public partial class StandingPage : ComponentBase
{
    public const string FormName = "standing-test";

    [Inject]
    private IStringLocalizer<StandingTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<OutboundTexts> Sending { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ProbeTexts> Probes { get; set; } = null!;

    [Inject]
    private StandingTests Tests { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Parameter]
    public string Id { get; set; } = string.Empty;

    /// <summary>Which of the buttons.</summary>
    [SupplyParameterFromForm(FormName = FormName, Name = "act")]
    private string? Act { get; set; }

    /// <summary>The history goes on before this round.</summary>
    [SupplyParameterFromQuery(Name = "before")]
    private string? BeforeWord { get; set; }

    /// <summary>What is no number asks for nothing.</summary>
    private int? Before =>
        int.TryParse(BeforeWord, NumberStyles.None, CultureInfo.InvariantCulture, out var round)
            ? round
            : null;

    private StandingTestView? Test { get; set; }

    /// <summary>Rounds are numbered from 1, and every page of the history but the last leads to an older one.</summary>
    private int? Older => Test?.History is [.., { Round: > 1 and var oldest }] ? oldest : null;

    protected override async Task OnInitializedAsync()
    {
        Context.Response.Headers.CacheControl = "no-store";
        Test = await Tests.FindAsync(Id, Before, Context.RequestAborted);
        if (Test is null)
        {
            Address.NotFound();
        }
    }

    private async Task SubmitAsync()
    {
        if (Act == "delete")
        {
            await Tests.DeleteAsync(Id, Context.RequestAborted);
            Address.NavigateTo(SitePaths.StandingStart + "?removed=true");
        }
        else if (Act == "end")
        {
            await Tests.EndAsync(Id, Context.RequestAborted);
            Address.NavigateTo(SitePaths.StandingTest(Id));
        }
    }

    /// <summary>The addresses are on the page: those of an ended or resting test take nothing, and a reader sees none.</summary>
    private static bool AsksForMail(StandingTestView test) =>
        test is { TakesMail: true, IsReader: false };

    /// <summary>Null where nobody expected a domain, or where it, or a domain below it, is the one that sent.</summary>
    private string? OtherSender(OutboundTestView latest)
    {
        if (
            latest.Verdict.Senders.Count == 0
            || !DomainName.TryParse(Test!.Domain, out var expected)
            || latest.Verdict.Senders.Any(sender =>
                sender.Domain is { } domain && domain.IsAtOrBelow(expected)
            )
        )
        {
            return null;
        }
        var proven = latest.Verdict.Senders.Select(sender => sender.Domain).OfType<DomainName>();
        var named = string.Join(", ", proven.Select(domain => domain.ToUnicode()));
        return named.Length > 0
            ? Texts["latest.other", named, expected.ToUnicode()]
            : Texts["latest.unproven", expected.ToUnicode()];
    }

    private string Saw(RoundFault fault) =>
        fault.Domain is { } domain
            ? Texts["fault.domain", domain.ToUnicode()]
            : Texts["fault.unproven"];

    /// <summary>The one to share, for every reader of the page: a copy of it gives no right away.</summary>
    private string Link =>
        Address.ToAbsoluteUri(SitePaths.StandingTest(Test!.ReadingId)).ToString();

    private string? Why(OutboundVerdict verdict) =>
        SenderStates.WhyKey(verdict) is { } key ? Sending[key].Value : null;

    private string? Why(OutboundTestSummary round) =>
        round.Senders == 0 ? Texts["history.nobody"]
        : SenderStates.WhyKey(round) is { } key ? Sending[key].Value
        : null;

    private string Interval(TimeSpan interval) =>
        StandingStartPage.Intervals.Contains((int)interval.TotalHours)
            ? Texts[$"interval.{(int)interval.TotalHours}"]
            : Texts["interval.other", (int)interval.TotalHours];

    /// <summary>How long a round lives from its first message on, in hours.</summary>
    private static string RoundHours(StandingTestView test) =>
        StandingClock.Life(test.Interval).TotalHours.ToString("0.#", CultureInfo.CurrentCulture);
}
