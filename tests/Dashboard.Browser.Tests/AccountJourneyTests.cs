using Dashboard.Browser.Tests.Support;
using Dashboard.Data.Accounts;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests;

/// <summary>An administrator from invitation to work, with a passkey in a device that the browser plays.</summary>
public sealed class AccountJourneyTests(Site site)
{
    internal const string Password = "a long enough sentence";

    [Theory]
    [InlineData("Wide Anna", false)]
    [InlineData("Narrow Anna", true)]
    public async Task Administrator_is_invited_makes_a_passkey_and_signs_in_with_it(
        string name,
        bool darkAndNarrow
    )
    {
        await using var visitor = await site.VisitAsync(
            new()
            {
                ColorScheme = darkAndNarrow ? ColorScheme.Dark : ColorScheme.Light,
                ViewportSize = darkAndNarrow
                    ? new() { Width = 360, Height = 740 }
                    : new() { Width = 1280, Height = 900 },
                ReducedMotion = ReducedMotion.Reduce,
            },
            host: "localhost"
        );
        var page = visitor.Page;
        await AddDeviceAsync(page);

        await visitor.GoAsync(await site.InviteAsync(name, AccountRole.Administrator));
        await visitor.ShouldBeAccessibleAsync();
        await page.FillAsync("#password", Password);
        await page.FillAsync("#repeat", Password);
        await page.ClickAsync(".main-button");
        await page.WaitForURLAsync("**/account/second-step");
        await visitor.ShouldBeAccessibleAsync();
        await page.ClickAsync("form[data-passkey] .main-button");
        await page.WaitForURLAsync("**/account");
        await visitor.ShouldBeAccessibleAsync();
        await page.ClickAsync("button[name=everywhere][value=false]");
        await page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/");

        await visitor.GoAsync("/accounts");
        await page.WaitForURLAsync("**/account/sign-in?*");
        await visitor.ShouldBeAccessibleAsync();
        await page.ClickAsync("form[data-passkey] .main-button");
        await page.WaitForURLAsync("**/accounts");

        await visitor.ShouldShowAsync("table", name);
        await visitor.ShouldBeAccessibleAsync();
        await page.FillAsync("#name", name + " guest");
        await page.ClickAsync("main .main-button");
        await visitor.ShouldShowAsync(".invitation-link", "/account/invitation/");
        await visitor.ShouldBeAccessibleAsync();
        await visitor.GoAsync("/audit");
        await visitor.ShouldShowAsync("table", "passkey-added");
        await visitor.ShouldBeAccessibleAsync();
        visitor.ShouldHaveNoComplaints();
    }

    /// <summary>A device with a key that verifies its user (WebAuthn's virtual authenticator).</summary>
    internal static async Task AddDeviceAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        await session.SendAsync(
            "WebAuthn.addVirtualAuthenticator",
            new()
            {
                ["options"] = new Dictionary<string, object>
                {
                    ["protocol"] = "ctap2",
                    ["transport"] = "internal",
                    ["hasResidentKey"] = true,
                    ["hasUserVerification"] = true,
                    ["isUserVerified"] = true,
                    ["automaticPresenceSimulation"] = true,
                },
            }
        );
    }
}
