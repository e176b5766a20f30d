using System.Globalization;
using System.Net;
using Dashboard.Core;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Data.Mapping;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Features.Outbound.Start;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Outbound.Standing;

/// <summary>Where an organisation begins a test whose addresses last.</summary>
public partial class StandingStartPage : ComponentBase
{
    public const string FormName = "standing";

    /// <summary>In hours, from the shortest to the longest that the service takes.</summary>
    internal static IReadOnlyList<int> Intervals { get; } = [12, 24, 168, 744];

    private string? wrongField;

    [Inject]
    private IStringLocalizer<StandingTexts> Texts { get; set; } = null!;

    [Inject]
    private StandingTests Tests { get; set; } = null!;

    [Inject]
    private OutboundTests Outbound { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = FormName, Name = "name")]
    private string? Name { get; set; }

    [SupplyParameterFromForm(FormName = FormName, Name = "domain")]
    private string? Domain { get; set; }

    [SupplyParameterFromForm(FormName = FormName, Name = "hours")]
    private int Hours { get; set; }

    [SupplyParameterFromForm(FormName = FormName, Name = "kind")]
    private string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = "removed")]
    private string? RemovedWord { get; set; }

    /// <summary>What is no such word asks for nothing.</summary>
    private bool Removed => bool.TryParse(RemovedWord, out var removed) && removed;

    private static int LongestName => StandingTestMapping.LongestName;

    private IReadOnlyList<string> Missing => Outbound.MissingFor(OutboundTestKind.Basic);

    private bool FullIsPossible => Outbound.MissingFor(OutboundTestKind.Full).Count == 0;

    private StartProblem? Problem { get; set; }

    protected override void OnInitialized()
    {
        if (Hours == 0)
        {
            Hours = 24;
        }
    }

    private async Task SubmitAsync()
    {
        var start = await Tests.StartAsync(
            new StandingTestRequest(
                Name ?? string.Empty,
                Domain,
                Kind == Slug.Of(OutboundTestKind.Full)
                    ? OutboundTestKind.Full
                    : OutboundTestKind.Basic,
                TimeSpan.FromHours(Hours)
            ),
            Context.Connection.RemoteIpAddress ?? IPAddress.None,
            Context.RequestAborted
        );
        switch (start)
        {
            case StandingTestStart.Accepted accepted:
                Address.NavigateTo(SitePaths.StandingTest(accepted.Id));
                break;
            case StandingTestStart.InvalidInput invalid:
                wrongField = invalid.Field;
                Refuse(StatusCodes.Status400BadRequest, invalid.Field);
                break;
            case StandingTestStart.RateLimited limited:
                var seconds = Math.Ceiling(limited.RetryAfter.TotalSeconds)
                    .ToString(CultureInfo.InvariantCulture);
                Context.Response.Headers.RetryAfter = seconds;
                Refuse(StatusCodes.Status429TooManyRequests, "limited", seconds);
                break;
            case StandingTestStart.NotSetUp:
                Refuse(StatusCodes.Status503ServiceUnavailable, "not-set-up");
                break;
            default:
                Refuse(StatusCodes.Status503ServiceUnavailable, "unavailable");
                break;
        }
    }

    private string? Invalid(string field) => wrongField == field ? "true" : null;

    private void Refuse(int status, string key, params object[] facts)
    {
        Context.Response.StatusCode = status;
        Problem = new(Texts[$"problem.{key}.title"], Texts[$"problem.{key}.text", facts]);
    }
}
