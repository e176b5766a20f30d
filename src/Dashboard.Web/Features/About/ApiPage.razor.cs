using Dashboard.Web.Features.Api;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.About;

/// <summary>What programs can ask of the site, and where the description for programs is.</summary>
public partial class ApiPage : ComponentBase
{
    /// <summary>The collections, by their part of the address.</summary>
    internal static readonly IReadOnlyList<string> Resources =
    [
        "inbound-tests",
        "outbound-tests",
        "tls-reports",
        "rounds",
        "domains",
        "organisations",
        "explanations",
        "providers",
    ];

    private static readonly string[] Parts = ["rules", "keys", "files"];

    [Inject]
    private IStringLocalizer<AboutTexts> Texts { get; set; } = null!;

    [Inject]
    private IOptions<ApiOptions> Settings { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    private int KeyRequests => Settings.Value.KeyRequestsPerMinute;

    private string Start =>
        $"curl -H 'Content-Type: application/json' -d '{{\"domain\":\"example.nl\"}}' {Address.BaseUri}api/v1/inbound-tests";

    private string Read => $"curl {Address.BaseUri}api/v1/inbound-tests/ID";
}
