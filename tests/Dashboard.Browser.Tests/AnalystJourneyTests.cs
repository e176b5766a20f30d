using System.Globalization;
using Dashboard.Browser.Tests.Support;
using Dashboard.Data.Accounts;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests;

/// <summary>An analyst at the desk, and an organisation with its link.</summary>
public sealed class AnalystJourneyTests(Site site)
{
    [Theory]
    [InlineData("Wide Bram", false)]
    [InlineData("Narrow Bram", true)]
    public async Task Analyst_looks_at_rounds_and_gives_an_organisation_its_link(
        string name,
        bool darkAndNarrow
    )
    {
        var round = (await site.MonitorAsync()).ToString(CultureInfo.InvariantCulture);
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
        await AccountJourneyTests.AddDeviceAsync(page);
        await visitor.GoAsync(await site.InviteAsync(name, AccountRole.Analyst));
        await page.FillAsync("#password", AccountJourneyTests.Password);
        await page.FillAsync("#repeat", AccountJourneyTests.Password);
        await page.ClickAsync(".main-button");
        await page.WaitForURLAsync("**/account/second-step");
        await page.ClickAsync("form[data-passkey] .main-button");
        await page.WaitForURLAsync("**/account");
        await visitor.ShouldBeAccessibleAsync();

        await page.ClickAsync("main nav a[href='/rounds']");
        (await page.InnerTextAsync(".rounds")).ShouldContain("Correctieperiode");
        await visitor.ShouldBeAccessibleAsync();
        await page.ClickAsync("main a[href='/rounds/schedules']");
        await page.FillAsync("#name", $"Weekmeting {name}");
        await page.ClickAsync("button[value=show]");
        (await page.Locator(".note time").CountAsync()).ShouldBe(3);
        await visitor.ShouldBeAccessibleAsync();
        await page.ClickAsync("main .main-button");
        await page.WaitForURLAsync("**/rounds/schedules/*");
        await visitor.ShouldBeAccessibleAsync();
        await visitor.GoAsync("/registers");
        await page.FillAsync("#list", $"Lijst {name}");
        await page.SetInputFilesAsync(
            "#file",
            new FilePayload
            {
                Name = "lijst.csv",
                MimeType = "text/csv",
                Buffer = System.Text.Encoding.UTF8.GetBytes(
                    "Organisatie;Laag;Domein\nStichting Proef;Stichting;proef.example\nStichting Proef;Stichting;*.proef.example\n"
                ),
            }
        );
        await visitor.ShouldBeAccessibleAsync();
        await page.ClickAsync("main .main-button");
        await page.WaitForURLAsync("**/registers/imports/*");
        (await page.InnerTextAsync("main")).ShouldContain("Wacht op uw besluit");
        await visitor.ShouldBeAccessibleAsync();
        await page.ClickAsync("button[value=discard]");
        await page.Locator("h1 + .lead", new() { HasTextString = "Weggegooid" }).WaitForAsync();
        await visitor.GoAsync("/lists");
        await page.FillAsync("#name", $"Eigen {name}");
        await visitor.ShouldBeAccessibleAsync();
        await page.ClickAsync("main .main-button");
        await page.WaitForURLAsync("**/lists/*");
        await page.FillAsync("#domains", "een.example\ntwee.example\n*.drie.example");
        await page.ClickAsync("section[aria-labelledby=paste] button");
        (await page.InnerTextAsync("main")).ShouldContain("Toegevoegd: 2.");
        await visitor.ShouldBeAccessibleAsync();
        await visitor.GoAsync("/comply-or-explain/desk");
        await visitor.ShouldBeAccessibleAsync();
        await visitor.GoAsync($"/rounds/{round}?confirm=close");
        (await page.InnerTextAsync(".note")).ShouldContain("De correctieperiode sluiten?");
        await visitor.ShouldBeAccessibleAsync();
        await visitor.GoAsync($"/rounds/{round}?q=proefdam");
        await page.ClickAsync("button[name=link][value=make]");
        var link = await page.InnerTextAsync(".invitation-link");
        await visitor.ShouldBeAccessibleAsync();

        await visitor.GoAsync(new Uri(link).AbsolutePath);
        await page.FillAsync("#text", "Dit hebben wij hersteld.");
        await page.ClickAsync("main .main-button");
        (await page.InnerTextAsync("main")).ShouldContain("Uw reactie is ontvangen.");
        await visitor.ShouldBeAccessibleAsync();
        await visitor.GoAsync($"/rounds/{round}");
        (await page.InnerTextAsync("main")).ShouldContain("Dit hebben wij hersteld.");
        await visitor.ShouldBeAccessibleAsync();
        visitor.ShouldHaveNoComplaints();
    }
}
