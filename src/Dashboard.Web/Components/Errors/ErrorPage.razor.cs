using System.Globalization;
using Dashboard.Web.Components.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Components.Errors;

/// <summary>What happened, what it means for the reader, and what to do; by the status code of the answer.</summary>
public partial class ErrorPage : ComponentBase
{
    [Inject]
    private IStringLocalizer<LayoutTexts> Texts { get; set; } = null!;

    [CascadingParameter]
    private HttpContext? Context { get; set; }

    private int Status { get; set; } = StatusCodes.Status404NotFound;

    private string Kind =>
        Status switch
        {
            StatusCodes.Status404NotFound => "404",
            StatusCodes.Status413PayloadTooLarge => "413",
            StatusCodes.Status429TooManyRequests => "429",
            StatusCodes.Status503ServiceUnavailable => "503",
            >= 500 => "500",
            _ => "400",
        };

    /// <summary>Seconds to wait, where the answer says so.</summary>
    private int? Wait =>
        int.TryParse(
            Context?.Response.Headers.RetryAfter,
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var seconds
        )
            ? seconds
            : null;

    protected override void OnInitialized()
    {
        if (Context is null)
        {
            return;
        }
        // Nobody has an error who asks for this address itself: there is no such page.
        if (Context.Response.StatusCode == StatusCodes.Status200OK)
        {
            Context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        Status = Context.Response.StatusCode;
        if (Status == StatusCodes.Status503ServiceUnavailable)
        {
            Context.Response.Headers.RetryAfter = "10";
        }
    }
}
