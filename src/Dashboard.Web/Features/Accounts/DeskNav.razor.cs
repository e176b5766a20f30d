using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Accounts;

/// <summary>The pages of an analyst beside each other: each is one step from every other, and from one's own account.</summary>
public sealed partial class DeskNav : ComponentBase
{
    private static readonly (string Path, string Key)[] Pages =
    [
        (SitePaths.Rounds, "desk.rounds"),
        (SitePaths.Schedules, "desk.schedules"),
        (SitePaths.Lists, "desk.lists"),
        (SitePaths.Registers, "desk.registers"),
        (SitePaths.ProviderAliases, "desk.providers"),
        (SitePaths.ExplanationDesk, "desk.explanations"),
        (SitePaths.Campaigns, "desk.campaigns"),
        (SitePaths.Account, "account.title"),
    ];

    [Inject]
    private IStringLocalizer<AccountTexts> Texts { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    private string Here => new Uri(Address.Uri).AbsolutePath;
}
