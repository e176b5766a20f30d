using System.Net;
using Dashboard.Core;
using Dashboard.Data.Notices;
using Dashboard.Web.Features.Outbound.Start;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Notices.Webhooks.Pages;

/// <summary>What the holder of an endpoint sees and does. Who has the link is the holder.</summary>
public partial class OwnWebhookPage : ComponentBase
{
    public const string ChallengeForm = "challenge";
    public const string TestForm = "test";
    public const string RotateForm = "rotate";
    public const string EndForm = "end";

    [Inject]
    private IStringLocalizer<WebhookTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<NoticeTexts> Notices { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Parameter]
    public string Token { get; set; } = string.Empty;

    private OwnWebhook? Own { get; set; }

    private StartProblem? Message { get; set; }

    private bool IsProblem { get; set; }

    private string? Secret { get; set; }

    private bool Ended { get; set; }

    private WebhookDesk Desk => Services.GetRequiredService<WebhookDesk>();

    protected override async Task OnInitializedAsync()
    {
        Context.Response.Headers.CacheControl = "no-store";
        Own = await Desk.FindAsync(Token, Context.RequestAborted);
        if (Own is null)
        {
            Address.NotFound();
        }
    }

    private async Task ChallengeAsync()
    {
        var (answer, wait) = await Desk.ChallengeAsync(Token, Client, Context.RequestAborted);
        await ShowSentAsync(answer, wait, "confirmed", WebhookDeliveryKind.Challenge);
    }

    private async Task TestAsync()
    {
        var (answer, wait) = await Desk.TestAsync(Token, Client, Context.RequestAborted);
        await ShowSentAsync(answer, wait, "tested", WebhookDeliveryKind.Test);
    }

    private async Task RotateAsync()
    {
        Secret = await Desk.RotateAsync(Token, Context.RequestAborted);
        Own = await Desk.FindAsync(Token, Context.RequestAborted);
        Message = new(Texts["rotated.title"], Texts["rotated.text"]);
    }

    private async Task EndAsync()
    {
        await Desk.EndAsync(Token, Context.RequestAborted);
        Own = null;
        Ended = true;
    }

    private IPAddress Client => Context.Connection.RemoteIpAddress ?? IPAddress.None;

    /// <summary>What came of a message that was just sent, and what to change where it was not taken.</summary>
    private async Task ShowSentAsync(
        WebhookAnswer answer,
        TimeSpan? wait,
        string done,
        WebhookDeliveryKind kind
    )
    {
        Own = await Desk.FindAsync(Token, Context.RequestAborted) ?? Own;
        if (answer == WebhookAnswer.Done)
        {
            var sent = Own?.Sent.FirstOrDefault(s => s.Kind == kind);
            if (sent?.State == WebhookDeliveryState.Delivered)
            {
                Message = new(Texts[$"{done}.title"], Texts[$"{done}.text"]);
                return;
            }
            IsProblem = true;
            var outcome = sent?.Outcome ?? WebhookOutcome.OwnFault;
            Message = new(
                $"{Texts["failed.title"]} {Said(outcome, sent?.Status)}",
                Texts[$"fix.{Slug.Of(outcome)}"]
            );
            return;
        }
        IsProblem = answer != WebhookAnswer.UnderWay;
        if (answer == WebhookAnswer.Limited)
        {
            Message = WebhookWait.Tell(Context, Texts, wait.GetValueOrDefault());
            return;
        }
        var key = Slug.Of(answer);
        Context.Response.StatusCode = answer switch
        {
            WebhookAnswer.Gone => StatusCodes.Status409Conflict,
            WebhookAnswer.UnderWay => StatusCodes.Status200OK,
            _ => StatusCodes.Status503ServiceUnavailable,
        };
        Message = new(Texts[$"problem.{key}.title"], Texts[$"problem.{key}.text"]);
    }

    /// <summary>As sentences, with a space between.</summary>
    private string Summary(SentWebhook sent) =>
        string.Join(
            ' ',
            new[]
            {
                Texts[$"delivery.{Slug.Of(sent.State)}"].Value,
                sent.Outcome is { } outcome ? Said(outcome, sent.Status) : null,
                sent.Attempts > 1 ? Texts["own.attempts", sent.Attempts].Value : null,
            }.OfType<string>()
        );

    private string Said(WebhookOutcome outcome, int? status) =>
        Texts[$"outcome.{Slug.Of(outcome)}", status ?? 0];
}
