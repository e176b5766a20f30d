using System.Globalization;
using System.Net;
using Dashboard.Core;
using Dashboard.Data.Notices;
using Dashboard.Web.Features.Notices.Subscriptions;
using Dashboard.Web.Features.Outbound.Start;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Notices.Webhooks.Pages;

/// <summary>Where messages to a program are asked for. Its secret and the link of its page are shown in the answer, and never again.</summary>
public partial class WebhooksPage : ComponentBase
{
    public const string FormName = "webhook";

    [Inject]
    private IStringLocalizer<WebhookTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<NoticeTexts> Notices { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private NavigationManager Site { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = FormName, Name = "target")]
    private string? TargetWord { get; set; }

    [SupplyParameterFromForm(FormName = FormName, Name = "key")]
    private string? Key { get; set; }

    [SupplyParameterFromForm(FormName = FormName, Name = "address")]
    private string? Address { get; set; }

    [SupplyParameterFromQuery(Name = "domain")]
    private string? Domain { get; set; }

    [SupplyParameterFromQuery(Name = "organisation")]
    private string? Organisation { get; set; }

    [SupplyParameterFromQuery(Name = "standing-test")]
    private string? StandingTest { get; set; }

    private NoticeTarget? About { get; set; }

    private string TypedKey { get; set; } = string.Empty;

    private NewWebhook? Made { get; set; }

    private StartProblem? Problem { get; set; }

    /// <summary>The field that the problem is of; null where it is of none.</summary>
    private string? Wrong { get; set; }

    private string? Invalid(string field) => Wrong == field ? "true" : null;

    private WebhookDesk Desk => Services.GetRequiredService<WebhookDesk>();

    protected override async Task OnInitializedAsync()
    {
        Context.Response.Headers.CacheControl = "no-store";
        if (!Desk.IsOn)
        {
            Refuse(StatusCodes.Status503ServiceUnavailable, Slug.Of(WebhookAnswer.Off));
            return;
        }
        var (target, typed) = Chosen();
        if (target is { } one and not SubscriptionTarget.Rounds)
        {
            TypedKey = typed;
            About = await Services
                .GetRequiredService<SubscriptionTargets>()
                .ReadAsync(one, typed, Context.RequestAborted);
        }
        if (target is not null && About is null)
        {
            RefuseTarget();
        }
    }

    private void RefuseTarget()
    {
        Refuse(StatusCodes.Status400BadRequest, Slug.Of(WebhookAnswer.NoSuchTarget));
        Wrong = "domain";
    }

    private (SubscriptionTarget? Target, string Typed) Chosen() =>
        HttpMethods.IsPost(Context.Request.Method)
            ? (
                Slug.TryParse(TargetWord, out SubscriptionTarget posted) ? posted : null,
                Key ?? string.Empty
            )
        : Domain is not null ? (SubscriptionTarget.Domain, Domain)
        : Organisation is not null ? (SubscriptionTarget.Organisation, Organisation)
        : StandingTest is not null ? (SubscriptionTarget.StandingTest, StandingTest)
        : (null, string.Empty);

    private string PageOf(string token) =>
        Site.ToAbsoluteUri(SitePaths.OwnWebhook(token)).ToString();

    private async Task AskAsync()
    {
        if (About is null)
        {
            RefuseTarget();
            return;
        }
        var (answer, problem, wait, made) = await Desk.CreateAsync(
            About.Target,
            TypedKey,
            Address,
            Context.Connection.RemoteIpAddress ?? IPAddress.None,
            Context.RequestAborted
        );
        switch (answer)
        {
            case WebhookAnswer.Done:
                Made = made;
                break;
            case WebhookAnswer.InvalidAddress:
                Context.Response.StatusCode = StatusCodes.Status400BadRequest;
                Problem = new(
                    Texts["problem.invalid-address.title"],
                    Texts[$"address.{Slug.Of(problem!.Value)}"]
                );
                Wrong = "address";
                break;
            case WebhookAnswer.Limited:
                Problem = WebhookWait.Tell(Context, Texts, wait.GetValueOrDefault());
                break;
            case WebhookAnswer.Full:
                Refuse(StatusCodes.Status409Conflict, Slug.Of(answer));
                break;
            case WebhookAnswer.Unavailable or WebhookAnswer.Off:
                Refuse(StatusCodes.Status503ServiceUnavailable, Slug.Of(answer));
                break;
            default:
                RefuseTarget();
                break;
        }
    }

    private void Refuse(int status, string key)
    {
        // A page that is only looked at is no fault, though there is nothing to ask for.
        if (HttpMethods.IsPost(Context.Request.Method))
        {
            Context.Response.StatusCode = status;
        }
        Problem = new(Texts[$"problem.{key}.title"], Texts[$"problem.{key}.text"]);
    }
}
