using Dashboard.Core;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Platform.Status;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Health;

/// <summary>How the system does, in words; the same as the health endpoint says to machines.</summary>
public partial class StatusPage : ComponentBase
{
    [Inject]
    private IStringLocalizer<StatusTexts> Texts { get; set; } = null!;

    [Inject]
    private SystemStatus Status { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    private SystemReport? Report { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Context.Response.Headers.CacheControl = "no-cache, no-store";
        var report = await Status.ReportAsync(Context.RequestAborted);
        Report = HealthDetails.AreFor(Context) ? report : WithoutDetails(report);
    }

    private static SystemReport WithoutDetails(SystemReport report) =>
        report with
        {
            Parts =
            [
                .. report.Parts.Select(part =>
                    part with
                    {
                        Facts = System.Collections.Frozen.FrozenDictionary<string, string>.Empty,
                    }
                ),
            ],
        };

    /// <summary>What the site rests on first, then the receiving test, then the sending test; parts that are new come last.</summary>
    private static readonly string[] Order =
    [
        "database",
        "queue",
        "warm-up",
        "resolver",
        "port25",
        "ipv6",
        "ehlo-name",
        "probe-zone",
        "receiver",
        "evidence",
        "query-log",
        "mail",
    ];

    private static IEnumerable<SystemPart> Ordered(SystemReport report) =>
        report.Parts.OrderBy(part =>
            Array.IndexOf(Order, part.Name) is var place and >= 0 ? place : Order.Length
        );

    /// <summary>What is not known is not said to work.</summary>
    private static string StateOf(SystemPart part) =>
        part.State == SystemState.Ok && SystemSlug.NotKnown.Contains(part.Slug)
            ? "not-known"
            : Slug.Of(part.State);

    /// <summary>Where a part could not be looked at, not everything is reported to work.</summary>
    internal static string LeadOf(SystemReport report) =>
        report.State == SystemState.Ok && report.Parts.Any(part => StateOf(part) == "not-known")
            ? "not-known"
            : Slug.Of(report.State);

    /// <summary>What works is reported of each part in words of its own.</summary>
    private string Sentence(SystemPart part) =>
        part.Slug == SystemSlug.Ok
            ? Word($"ok.{part.Name}", Texts[$"slug.{SystemSlug.Ok}"])
            : Word($"slug.{part.Slug}", part.Slug);

    private string Word(string key, string otherwise) =>
        Texts[key] is { ResourceNotFound: false } known ? known.Value : otherwise;
}
