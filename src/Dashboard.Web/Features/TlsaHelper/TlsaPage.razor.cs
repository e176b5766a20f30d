using System.Globalization;
using System.Net;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Planned;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Features.Inbound.Front;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.TlsaHelper;

/// <summary>Makes records, and judges a plan before anything is published. Nothing that is pasted is stored.</summary>
public partial class TlsaPage : ComponentBase
{
    private const string LiveForm = "live";
    private const string PlannedForm = "planned";

    [Inject]
    private IStringLocalizer<TlsaTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<FrontTexts> Front { get; set; } = null!;

    [Inject]
    private InboundTests Tests { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = LiveForm, Name = "live")]
    private string? Live { get; set; }

    [SupplyParameterFromForm(FormName = PlannedForm, Name = "host")]
    private string? Host { get; set; }

    [SupplyParameterFromForm(FormName = PlannedForm, Name = "next-hop")]
    private string? NextHop { get; set; }

    [SupplyParameterFromForm(FormName = PlannedForm, Name = "material")]
    private string? Material { get; set; }

    [SupplyParameterFromForm(FormName = PlannedForm, Name = "records")]
    private string? Records { get; set; }

    private string? Problem { get; set; }

    private string? WrongField { get; set; }

    private TlsaPlan? Plan { get; set; }

    private async Task LiveAsync()
    {
        if (!MailDomainInput.TryRead(Live, out var domain, out var why))
        {
            Refuse(StatusCodes.Status400BadRequest, Words(why, Live), "live");
            return;
        }
        switch (
            await Tests.StartAsync(
                domain.Value,
                Context.Connection.RemoteIpAddress ?? IPAddress.None,
                again: false,
                Context.RequestAborted
            )
        )
        {
            case InboundTestStart.Accepted accepted:
                Address.NavigateTo($"/tlsa/{accepted.Id}");
                break;
            case InboundTestStart.RateLimited limited:
                var seconds = Math.Max(1, Math.Ceiling(limited.RetryAfter.TotalSeconds))
                    .ToString(CultureInfo.InvariantCulture);
                Context.Response.Headers.RetryAfter = seconds;
                Refuse(StatusCodes.Status429TooManyRequests, Texts["problem.limited", seconds]);
                break;
            case InboundTestStart.Unavailable:
                Refuse(StatusCodes.Status503ServiceUnavailable, Texts["problem.unavailable"]);
                break;
            default:
                Refuse(StatusCodes.Status400BadRequest, Texts["problem.domain"], "live");
                break;
        }
    }

    private void Check()
    {
        if (!MailDomainInput.TryRead(Host, out var host, out _))
        {
            Refuse(StatusCodes.Status400BadRequest, Texts["problem.host"], "host");
            return;
        }
        DomainName? domain = null;
        if (
            !string.IsNullOrWhiteSpace(NextHop)
            && !MailDomainInput.TryRead(NextHop, out domain, out var why)
        )
        {
            Refuse(StatusCodes.Status400BadRequest, Words(why, NextHop), "next-hop");
            return;
        }
        var plan = TlsaPlan.Read(host, domain, Material, Records, Time.GetUtcNow());
        if (plan.Problem is { } problem)
        {
            // A private key is not sent back either.
            Material = problem == PastedMaterialProblem.PrivateKey ? null : Material;
            Refuse(
                StatusCodes.Status400BadRequest,
                Texts[$"material.{Slug.Of(problem)}"],
                "material"
            );
            return;
        }
        Plan = plan;
    }

    /// <param name="field">That the problem is with; null where it is with none.</param>
    private void Refuse(int status, string problem, string? field = null)
    {
        Context.Response.StatusCode = status;
        Problem = problem;
        WrongField = field;
    }

    /// <summary>As on the front page: what is wrong with a domain is the same everywhere.</summary>
    private string Words(MailDomainProblem problem, string? typed)
    {
        var key = DomainProblems.Key(problem, typed);
        return $"{Front[$"problem.{key}.title"]}. {Front[$"problem.{key}.text"]}";
    }

    private string? Invalid(string field) => WrongField == field ? "true" : null;

    /// <summary>The message is above the form, and belongs to its field.</summary>
    private string? Described(string field, string? hint = null) =>
        WrongField == field ? $"tlsa-problem {hint}".Trim() : hint;
}
