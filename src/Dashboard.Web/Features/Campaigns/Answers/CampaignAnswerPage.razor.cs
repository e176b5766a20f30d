using System.Globalization;
using System.Net;
using Dashboard.Core;
using Dashboard.Core.Campaigns;
using Dashboard.Core.Dns;
using Dashboard.Web.Features.Outbound;
using Dashboard.Web.Features.Outbound.Result;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Campaigns.Answers;

/// <summary>
/// Where the link of a campaign leads: who asks and why, what is done with the result, and buttons to answer. Opening it changes nothing:
/// programs that look for harm in mail open links too.
/// </summary>
public sealed partial class CampaignAnswerPage : ComponentBase
{
    public const string AcceptForm = "accept";
    public const string TestForm = "test";
    public const string DeclineForm = "decline";
    public const string OptOutForm = "opt-out";

    [Inject]
    private IStringLocalizer<CampaignTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<OutboundTexts> Sending { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Parameter]
    public string Token { get; set; } = string.Empty;

    private static IReadOnlyList<CampaignAnswer> Refusals { get; } =
    [CampaignAnswer.Declined, CampaignAnswer.NotResponsible];

    private OpenedCampaign? Opened { get; set; }

    private OutboundTestView? Latest { get; set; }

    private string? Problem { get; set; }

    private string? Message { get; set; }

    private bool CanAccept =>
        Opened is { IsOpen: true, Organisation.Answer: not CampaignAnswer.Accepted };

    private bool CanStart =>
        Opened is { IsOpen: true, Organisation.Answer: CampaignAnswer.Accepted }
        && Latest is not { IsOpen: true }
        && Answers.Missing.Count == 0;

    private bool CanOptOut => Opened is { OptedOut: false, Address: not null };

    private CampaignAnswers Answers => Services.GetRequiredService<CampaignAnswers>();

    private static bool IsEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    /// <summary>Whose domain the sender proved to be; null while nobody sent.</summary>
    private string? Counted
    {
        get
        {
            if (Latest!.Verdict.Senders.Count == 0)
            {
                return null;
            }
            var proven = Latest.Verdict.Senders.Select(s => s.Domain).OfType<DomainName>().ToList();
            var own = proven.FindAll(d => Opened!.Organisation.Domains.Contains(d.Value));
            return own.Count > 0
                ? Texts["own.counts", string.Join(", ", own.Distinct().Select(d => d.ToUnicode()))]
                : Texts[
                    "own.counts-not",
                    string.Join(
                        ", ",
                        Opened!.Organisation.Domains.Select(d => DomainName.Parse(d).ToUnicode())
                    )
                ];
        }
    }

    protected override async Task OnInitializedAsync()
    {
        Context.Response.Headers.CacheControl = "no-store";
        await ReadAsync();
        if (Opened is null)
        {
            Address.NotFound();
        }
    }

    private async Task ReadAsync()
    {
        Opened = await Answers.OpenAsync(Token, Context.RequestAborted);
        Latest = Opened?.Tests is [var newest, ..]
            ? await Services
                .GetRequiredService<OutboundTests>()
                .FindAsync(newest.ViewId, Context.RequestAborted)
            : null;
    }

    private async Task AcceptAsync()
    {
        if (await Answers.AnswerAsync(Token, CampaignAnswer.Accepted, Context.RequestAborted))
        {
            await StartAsync();
        }
        else
        {
            await OverAsync();
        }
    }

    private async Task StartAsync()
    {
        var start = await Answers.StartTestAsync(
            Token,
            Context.Connection.RemoteIpAddress ?? IPAddress.None,
            Context.RequestAborted
        );
        switch (start)
        {
            case null when Opened is not { IsOpen: true }:
                await OverAsync();
                return;
            case OutboundTestStart.Accepted or null:
                Address.NavigateTo(SitePaths.CampaignAnswer(Token));
                return;
            case OutboundTestStart.RateLimited limited:
                Context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                Context.Response.Headers.RetryAfter = Math.Max(
                        1,
                        Math.Ceiling(limited.RetryAfter.TotalSeconds)
                    )
                    .ToString(CultureInfo.InvariantCulture);
                Problem = Texts["own.problem.limited"];
                break;
            case OutboundTestStart.NotSetUp:
                Problem = Texts["own.test.not-set-up"];
                break;
            default:
                Context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                Problem = Texts["own.problem.unavailable"];
                break;
        }
        await ReadAsync();
    }

    private async Task DeclineAsync()
    {
        var form = await Context.Request.ReadFormAsync(Context.RequestAborted);
        if (
            Slug.TryParse(form["answer"].ToString(), out CampaignAnswer answer)
            && Refusals.Contains(answer)
            && await Answers.AnswerAsync(Token, answer, Context.RequestAborted)
        )
        {
            Address.NavigateTo(SitePaths.CampaignAnswer(Token));
            return;
        }
        await OverAsync();
    }

    private async Task OptOutAsync()
    {
        await Answers.OptOutAsync(Token, Context.RequestAborted);
        await ReadAsync();
        // A link that was not mailed ends nobody's mail.
        Message = Texts[Opened is { Address: not null } ? "own.opted-out" : "own.opt-out.none"];
    }

    private async Task OverAsync()
    {
        await ReadAsync();
        Context.Response.StatusCode = StatusCodes.Status409Conflict;
        Problem = Texts[Opened is { IsRemoved: true } ? "own.removed" : "own.over"];
    }
}
