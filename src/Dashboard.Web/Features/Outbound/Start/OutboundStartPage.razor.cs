using System.Globalization;
using System.Net;
using Dashboard.Core;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Outbound.Start;

/// <summary>What the sending test does, which kind, one button.</summary>
public partial class OutboundStartPage : ComponentBase
{
    public const string FormName = "sending";

    [Inject]
    private IStringLocalizer<OutboundStartTexts> Texts { get; set; } = null!;

    [Inject]
    private OutboundTests Tests { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    /// <summary>Slug of the kind that was chosen.</summary>
    [SupplyParameterFromForm(FormName = FormName, Name = "kind")]
    private string? Kind { get; set; }

    /// <summary>The visitor has just deleted a test.</summary>
    [SupplyParameterFromQuery(Name = "removed")]
    private string? RemovedWord { get; set; }

    /// <summary>What is no such word asks for nothing.</summary>
    private bool Removed => bool.TryParse(RemovedWord, out var removed) && removed;

    private bool WantsFull => Kind == Slug.Of(OutboundTestKind.Full);

    private IReadOnlyList<string> MissingForBasic => Tests.MissingFor(OutboundTestKind.Basic);

    private IReadOnlyList<string> MissingForFull => Tests.MissingFor(OutboundTestKind.Full);

    private StartProblem? Problem { get; set; }

    private async Task SubmitAsync()
    {
        var start = await Tests.StartAsync(
            WantsFull ? OutboundTestKind.Full : OutboundTestKind.Basic,
            Context.Connection.RemoteIpAddress ?? IPAddress.None,
            Context.RequestAborted
        );
        switch (start)
        {
            case OutboundTestStart.Accepted accepted:
                Address.NavigateTo(SitePaths.SendingTest(accepted.Id));
                break;
            case OutboundTestStart.RateLimited limited:
                Refuse(
                    StatusCodes.Status429TooManyRequests,
                    "limited",
                    Seconds(limited.RetryAfter)
                );
                Context.Response.Headers.RetryAfter = Seconds(limited.RetryAfter);
                break;
            case OutboundTestStart.NotSetUp:
                Refuse(StatusCodes.Status503ServiceUnavailable, "not-set-up");
                break;
            default:
                Refuse(StatusCodes.Status503ServiceUnavailable, "unavailable");
                break;
        }
    }

    private void Refuse(int status, string key, params object[] facts)
    {
        Context.Response.StatusCode = status;
        Problem = new(Texts[$"problem.{key}.title"], Texts[$"problem.{key}.text", facts]);
    }

    private static int Count(OutboundTestKind kind) => OutboundProbes.Of(kind).Count;

    private static string Seconds(TimeSpan wait) =>
        Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
