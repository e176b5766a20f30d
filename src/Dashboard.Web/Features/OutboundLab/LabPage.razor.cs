using Dashboard.Core;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Data;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Features.Outbound;
using Dashboard.Web.Features.TlsReports;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.OutboundLab;

/// <summary>The lab's own page: the open tests, and buttons that mail their addresses from real mail servers.</summary>
public partial class LabPage : ComponentBase
{
    public const string Path = "/lab";

    internal const string FormName = "lab";

    /// <summary>The newest; this is a page for trying things out.</summary>
    private const int Shown = 5;

    [Inject]
    private IStringLocalizer<LabTexts> Texts { get; set; } = null!;

    [Inject]
    private LabControl Lab { get; set; } = null!;

    [Inject]
    private OutboundTests Outbound { get; set; } = null!;

    [Inject]
    private IDbContextFactory<DashboardDb> Database { get; set; } = null!;

    [Inject]
    private TlsReportQueries Reports { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = FormName, Name = "test")]
    private string? Test { get; set; }

    /// <summary>The sender that is to mail the test.</summary>
    [SupplyParameterFromForm(FormName = FormName, Name = "send")]
    private string? Send { get; set; }

    /// <summary>The sender that is to try its queue again.</summary>
    [SupplyParameterFromForm(FormName = FormName, Name = "retry")]
    private string? Retry { get; set; }

    /// <summary>The sender that is to send a TLS report about a standing test.</summary>
    [SupplyParameterFromForm(FormName = FormName, Name = "report")]
    private string? Report { get; set; }

    private IReadOnlyList<OpenTest> Tests { get; set; } = [];

    private string? Problem { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (!Lab.IsThere)
        {
            Address.NotFound();
            return;
        }
        Context.Response.Headers.CacheControl = "no-store";
        await using var db = await Database.CreateDbContextAsync(Context.RequestAborted);
        Tests = await db
            .OutboundTests.Where(test => test.ClosedAt == null)
            .OrderByDescending(test => test.OpenedAt)
            .Take(Shown)
            .Select(test => new OpenTest(
                test.ViewId,
                test.Kind,
                test.OpenedAt,
                db.StandingTests.Where(standing => standing.Id == test.StandingTestId)
                    .Select(standing => standing.Name)
                    .FirstOrDefault(),
                test.Round
            ))
            .ToListAsync(Context.RequestAborted);
        try
        {
            await Lab.SendersAsync(Context.RequestAborted);
        }
        catch (HttpRequestException)
        {
            Problem = Texts["problem.lab"];
        }
    }

    private async Task SubmitAsync()
    {
        if (
            Test is null
            || await Outbound.FindAsync(Test, Context.RequestAborted) is not { IsOpen: true } test
        )
        {
            Refuse(StatusCodes.Status404NotFound, "problem.test");
            return;
        }
        try
        {
            if (Send is not null)
            {
                await Lab.SendAsync(
                    Send,
                    [.. test.Addresses.Select(address => address.Address)],
                    Texts["subject"],
                    Context.RequestAborted
                );
            }
            else if (
                Report is not null
                && Reports.Targets is { } targets
                && test is { StandingTestId: { } standing }
            )
            {
                await Lab.ReportAsync(
                    Report,
                    targets.Mailbox,
                    test
                        .Addresses.Single(address => address.Probe == OutboundProbeId.EeGood)
                        .Address.Split('@')[1],
                    Context.RequestAborted
                );
                Address.NavigateTo(SitePaths.StandingTest(standing));
                return;
            }
            else if (Retry is not null)
            {
                await Lab.RetryAsync(Retry, Context.RequestAborted);
            }
        }
        catch (HttpRequestException)
        {
            Refuse(StatusCodes.Status503ServiceUnavailable, "problem.lab");
            return;
        }
        Address.NavigateTo(SitePaths.SendingTest(test.Id));
    }

    private string Name(OpenTest test) =>
        test.Standing is null
            ? Texts[$"kind.{Slug.Of(test.Kind)}"]
            : Texts["standing", test.Standing, test.Round ?? 1];

    private void Refuse(int status, string text)
    {
        Context.Response.StatusCode = status;
        Problem = Texts[text];
    }

    /// <param name="Standing">The name of the standing test that it is a round of.</param>
    private sealed record OpenTest(
        string Id,
        OutboundTestKind Kind,
        DateTimeOffset OpenedAt,
        string? Standing,
        int? Round
    );
}
