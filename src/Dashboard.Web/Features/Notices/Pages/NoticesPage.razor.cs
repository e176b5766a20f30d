using System.Globalization;
using System.Net;
using System.Security.Claims;
using Dashboard.Core;
using Dashboard.Data.Accounts;
using Dashboard.Data.Notices;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Notices.Subscriptions;
using Dashboard.Web.Features.Outbound.Start;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Notices.Pages;

/// <summary>Where notices are asked for. What it answers does not depend on the address.</summary>
public partial class NoticesPage : ComponentBase
{
    public const string FormName = "notices";

    [Inject]
    private IStringLocalizer<NoticeTexts> Texts { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

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

    [SupplyParameterFromQuery(Name = "rounds")]
    private string? Rounds { get; set; }

    private NoticeTarget? About { get; set; }

    private string TypedKey { get; set; } = string.Empty;

    private bool Asked { get; set; }

    private StartProblem? Problem { get; set; }

    /// <summary>The field that the problem is of; null where it is of none.</summary>
    private string? Wrong { get; set; }

    private string? Invalid(string field) => Wrong == field ? "true" : null;

    protected override async Task OnInitializedAsync()
    {
        Context.Response.Headers.CacheControl = "no-store";
        if (!Desk.MailIsOn)
        {
            Refuse(StatusCodes.Status503ServiceUnavailable, Slug.Of(SubscriptionAnswer.NoMail));
            return;
        }
        var (target, typed) = Chosen();
        if (target is { } one && (one != SubscriptionTarget.Rounds || SeesMeasurements))
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
        Refuse(StatusCodes.Status400BadRequest, Slug.Of(SubscriptionAnswer.NoSuchTarget));
        Wrong = "domain";
    }

    private SubscriptionDesk Desk => Services.GetRequiredService<SubscriptionDesk>();

    private bool SeesMeasurements => AccountPolicies.Has(Context.User, AccountRole.Analyst);

    private (SubscriptionTarget? Target, string Typed) Chosen() =>
        HttpMethods.IsPost(Context.Request.Method)
            ? (
                Slug.TryParse(TargetWord, out SubscriptionTarget posted) ? posted : null,
                Key ?? string.Empty
            )
        : Domain is not null ? (SubscriptionTarget.Domain, Domain)
        : Organisation is not null ? (SubscriptionTarget.Organisation, Organisation)
        : StandingTest is not null ? (SubscriptionTarget.StandingTest, StandingTest)
        : Rounds is not null ? (SubscriptionTarget.Rounds, string.Empty)
        : (null, string.Empty);

    private async Task AskAsync()
    {
        if (About is null)
        {
            RefuseTarget();
            return;
        }
        var (answer, wait) = await Desk.AskAsync(
            new(
                About.Target,
                TypedKey,
                Address,
                CultureInfo.CurrentUICulture.TwoLetterISOLanguageName,
                Guid.TryParse(
                    Context.User.FindFirstValue(ClaimTypes.NameIdentifier),
                    out var account
                )
                    ? account
                    : null
            ),
            Context.Connection.RemoteIpAddress ?? IPAddress.None,
            Context.RequestAborted
        );
        switch (answer)
        {
            case SubscriptionAnswer.Asked:
                Asked = true;
                break;
            case SubscriptionAnswer.Limited:
                var seconds = Math.Max(1, Math.Ceiling(wait?.TotalSeconds ?? 60))
                    .ToString(CultureInfo.InvariantCulture);
                Context.Response.Headers.RetryAfter = seconds;
                Refuse(StatusCodes.Status429TooManyRequests, Slug.Of(answer), seconds);
                break;
            case SubscriptionAnswer.Unavailable or SubscriptionAnswer.NoMail:
                Refuse(StatusCodes.Status503ServiceUnavailable, Slug.Of(answer));
                break;
            case SubscriptionAnswer.InvalidAddress:
                Refuse(StatusCodes.Status400BadRequest, Slug.Of(answer));
                Wrong = "address";
                break;
            default:
                RefuseTarget();
                break;
        }
    }

    private void Refuse(int status, string key, params object[] facts)
    {
        // A page that is only looked at is no fault, though there is nothing to ask for.
        if (HttpMethods.IsPost(Context.Request.Method))
        {
            Context.Response.StatusCode = status;
        }
        Problem = new(Texts[$"problem.{key}.title"], Texts[$"problem.{key}.text", facts]);
    }
}
