using System.Globalization;
using System.Net;
using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Data.Accounts;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Inbound.Result;
using Dashboard.Web.Features.Outbound.Result;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Organisations.Pages;

/// <summary>An organisation: its mail domains in both directions, over the published rounds, and what it can do next.</summary>
public partial class OrganisationPage : ComponentBase
{
    private const int FirstSteps = 5;
    private const int MostNamed = 5;
    private const string AllMeasurements = "all";

    [Inject]
    private IStringLocalizer<OrganisationTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<NameTexts> Names { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ReasonTexts> Reasons { get; set; } = null!;

    [Inject]
    private IStringLocalizer<AdviceTexts> Advice { get; set; } = null!;

    [Inject]
    private IStringLocalizer<OutboundTexts> Tests { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Parameter]
    public string Key { get; set; } = string.Empty;

    /// <summary>What is not <see cref="AllMeasurements"/> is not followed.</summary>
    [SupplyParameterFromQuery(Name = "measurements")]
    private string? Measurements { get; set; }

    private OrganisationProfile? Profile { get; set; }

    private InboundBadge Badge { get; set; } = InboundBadge.None;

    private BarChart Chart { get; set; } = BarChart.Of([]);

    private DateOnly Today { get; set; }

    private bool IsAnalyst => AccountPolicies.Has(Context.User, AccountRole.Analyst);

    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    private string FeedPath => $"{SitePaths.OrganisationFeed(Key)}?language={Language}";

    private string AllPath =>
        $"{SitePaths.Organisation(Key)}?measurements={AllMeasurements}#timeline";

    private string BadgePath => SitePaths.OrganisationBadge(Key, Language);

    private string ExplanationsPath =>
        $"{SitePaths.ComplyOrExplain}?organisation={Uri.EscapeDataString(Key)}";

    private string BadgeCode
    {
        get
        {
            var site = $"{Context.Request.Scheme}://{Context.Request.Host}";
            return $"""<a href="{site}{SitePaths.Organisation(Key)}"><img src="{site}{BadgePath}" alt="{WebUtility.HtmlEncode(Texts["follow.badge.alt"])}" height="28"></a>""";
        }
    }

    private string SendingWord => Profile?.Newest is { } newest ? WordOf(newest) : "unknown";

    protected override async Task OnInitializedAsync()
    {
        Today = DutchTime.DayOf(Time.GetUtcNow());
        Profile = await Services
            .GetRequiredService<OrganisationProfiles>()
            .FindAsync(Key, whole: Measurements == AllMeasurements, Context.RequestAborted);
        if (Profile is null)
        {
            Address.NotFound();
            return;
        }
        // Asked for by a key that it had: links name the one of today.
        Key = Profile.Organisation.Key;
        Chart = BarChart.Of(Profile.Timeline);
        Badge = await Services
            .GetRequiredService<OrganisationBadges>()
            .FindAsync(Profile.Organisation.Id, Context.RequestAborted);
    }

    /// <summary>A part of another organisation has no state of its own.</summary>
    private static string WordOf(OrganisationRound at) =>
        at.Sending is { } sending ? Slug.Of(sending.Sending) : "of-whole";

    private string KindWords(string kind) =>
        kind == OrganisationSending.Lab ? Texts["sending.kind.lab"] : Tests[$"kind.{kind}"];

    private static string Named(IReadOnlyList<DomainName> names) =>
        names.Count <= MostNamed
            ? string.Join(", ", names.Select(name => name.ToUnicode()))
            : string.Join(", ", names.Take(MostNamed).Select(name => name.ToUnicode())) + " …";

    /// <summary>Razor takes a text element of SVG for its own.</summary>
    private static string Label(int x, int y, string text, string css) =>
        $"""<text class="{css}" x="{x}" y="{y}" text-anchor="middle">{WebUtility.HtmlEncode(text)}</text>""";
}
