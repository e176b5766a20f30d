using System.Globalization;
using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Data;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Front;

/// <summary>One field, one button.</summary>
public partial class FrontPage : ComponentBase
{
    public const string FormName = "receiving";

    [Inject]
    private IStringLocalizer<FrontTexts> Texts { get; set; } = null!;

    [Inject]
    private InboundTests Tests { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = FormName, Name = "domain")]
    private string? Domain { get; set; }

    /// <summary>A verdict is there, and the visitor wants a new one.</summary>
    [SupplyParameterFromForm(FormName = FormName, Name = "again")]
    private bool Again { get; set; }

    /// <summary>The visitor asks for the TLS of the servers as well.</summary>
    [SupplyParameterFromForm(FormName = FormName, Name = "full")]
    private bool Full { get; set; }

    private FormProblem? Problem { get; set; }

    private async Task SubmitAsync()
    {
        if (!MailDomainInput.TryRead(Domain, out var domain, out var problem))
        {
            Refuse(StatusCodes.Status400BadRequest, DomainProblems.Key(problem, Domain));
            return;
        }
        var start = await Tests.StartAsync(
            domain.Value,
            Context.Connection.RemoteIpAddress ?? IPAddress.None,
            Again,
            Full ? InboundTestProfile.Full : InboundTestProfile.Ordinary,
            Context.RequestAborted
        );
        switch (start)
        {
            case InboundTestStart.Accepted accepted:
                Address.NavigateTo(SitePaths.ReceivingTest(accepted.Id));
                break;
            case InboundTestStart.RateLimited limited:
                Refuse(
                    StatusCodes.Status429TooManyRequests,
                    "limited",
                    Seconds(limited.RetryAfter)
                );
                Context.Response.Headers.RetryAfter = Seconds(limited.RetryAfter);
                break;
            case InboundTestStart.Unavailable:
                Refuse(StatusCodes.Status503ServiceUnavailable, "unavailable");
                break;
            default:
                Refuse(StatusCodes.Status400BadRequest, DomainProblems.Key(MailDomainProblem.None));
                break;
        }
    }

    private void Refuse(int status, string key, params object[] facts)
    {
        Context.Response.StatusCode = status;
        Problem = new(Texts[$"problem.{key}.title"], Texts[$"problem.{key}.text", facts]);
    }

    private static string Seconds(TimeSpan wait) =>
        Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
