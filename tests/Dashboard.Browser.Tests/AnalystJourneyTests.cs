using System.Globalization;
using Dashboard.Browser.Tests.Support;
using Dashboard.Data.Accounts;
using Dashboard.Web.Tests.Support;
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
        await using var visitor = await VisitAsync(darkAndNarrow);
        var page = visitor.Page;
        await SignInAsync(visitor, name);
        await visitor.ShouldBeAccessibleAsync();

        await page.ClickAsync("main nav a[href='/rounds']");
        await visitor.ShouldShowAsync(".rounds", "Correctieperiode");
        await visitor.ShouldBeAccessibleAsync();
        await page.ClickAsync("main a[href='/rounds/schedules']");
        await page.FillAsync("#name", $"Weekmeting {name}");
        await page.ClickAsync("button[value=show]");
        await page.Locator(".note time").Nth(2).WaitForAsync();
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
        await visitor.ShouldShowAsync("main", "Wacht op uw besluit");
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
        await visitor.ShouldShowAsync("main", "Toegevoegd: 2.");
        await visitor.ShouldBeAccessibleAsync();
        await visitor.GoAsync("/rounds/schedules");
        await visitor.ShouldBeAccessibleAsync();
        await visitor.GoAsync("/comply-or-explain/desk");
        await visitor.ShouldBeAccessibleAsync();
        await visitor.GoAsync($"/organisations/{MonitorSite.Mixed}/desk");
        await page.EvaluateAsync(
            "() => document.querySelectorAll('details').forEach(d => d.open = true)"
        );
        (await page.InnerTextAsync("main")).ShouldContain("Hoofddomein");
        await visitor.ShouldBeAccessibleAsync();
        await visitor.GoAsync("/providers/aliases");
        await visitor.ShouldBeAccessibleAsync();
        await visitor.GoAsync($"/rounds/{round}?confirm=close");
        await visitor.ShouldShowAsync(".note", "De correctieperiode sluiten?");
        await visitor.ShouldBeAccessibleAsync();
        await visitor.GoAsync($"/rounds/{round}?q=proefdam");
        await page.ClickAsync("button[name=link][value=make]");
        var link = await page.InnerTextAsync(".invitation-link");
        await visitor.ShouldBeAccessibleAsync();

        await visitor.GoAsync(new Uri(link).AbsolutePath);
        await page.FillAsync("#text", "Dit hebben wij hersteld.");
        await page.ClickAsync("main .main-button");
        await visitor.ShouldShowAsync("main", "Uw reactie is ontvangen.");
        await visitor.ShouldBeAccessibleAsync();
        await visitor.GoAsync($"/rounds/{round}");
        await visitor.ShouldShowAsync("main", "Dit hebben wij hersteld.");
        await visitor.ShouldBeAccessibleAsync();
        visitor.ShouldHaveNoComplaints();
    }

    [Theory]
    [InlineData("Wide Cato", false)]
    [InlineData("Narrow Cato", true)]
    public async Task Analyst_runs_a_campaign_and_an_organisation_takes_part(
        string name,
        bool darkAndNarrow
    )
    {
        await site.MonitorAsync();
        await using var visitor = await VisitAsync(darkAndNarrow);
        var page = visitor.Page;
        await SignInAsync(visitor, name);

        await visitor.GoAsync("/campaigns");
        await page.FillAsync("#name", $"Verzenden {name}");
        await page.FillAsync("#writer", "Stichting Meting");
        await page.FillAsync("#contact", "vragen@meting.example");
        await visitor.ShouldBeAccessibleAsync();
        await page.ClickAsync("main .main-button");
        await page.WaitForURLAsync("**/campaigns/*");
        var campaign = new Uri(page.Url).AbsolutePath;
        await visitor.ShouldBeAccessibleAsync();
        await visitor.GoAsync($"{campaign}/addresses");
        await page.FillAsync("#source", "website");
        await page.FillAsync(
            "#text",
            "gm9002;jan.jansen@proefdam.example\ngm9002;ict@proefdam.example\ngeen;x"
        );
        await page.ClickAsync("button[value=look]");
        await visitor.ShouldShowAsync("main", "Toe te voegen: 1 van 3 regels.");
        await visitor.ShouldBeAccessibleAsync();
        await page.ClickAsync("button[value=add]");
        await visitor.ShouldShowAsync("main", "Toegevoegd: 1 van 3 regels.");
        await visitor.ShouldBeAccessibleAsync();
        await visitor.GoAsync($"{campaign}?words=proefdam");
        await page.ClickAsync("button[value=run]");
        await page.Locator(".lead", new() { HasTextString = "Gepland" }).WaitForAsync();
        await visitor.ShouldBeAccessibleAsync();
        await visitor.GoAsync($"{campaign}?words=proefdam");
        await page.ClickAsync("th[scope=row] a[href*='/organisations/']");
        await visitor.ShouldShowAsync("main", "ict@proefdam.example");
        await visitor.ShouldBeAccessibleAsync();

        await visitor.GoAsync(await site.CampaignLinkAsync("ict@proefdam.example"));
        await visitor.ShouldBeAccessibleAsync();
        await page.ClickAsync("main .main-button");
        await visitor.ShouldShowAsync("main", "Gemeente Proefdam doet mee.");
        await visitor.ShouldBeAccessibleAsync();

        await visitor.GoAsync($"{campaign}/coverage");
        await visitor.ShouldShowAsync("main", "Dit is nog niet openbaar.");
        await visitor.ShouldBeAccessibleAsync();
        visitor.ShouldHaveNoComplaints();
    }

    private Task<Visitor> VisitAsync(bool darkAndNarrow) =>
        site.VisitAsync(
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

    private async Task SignInAsync(Visitor visitor, string name)
    {
        var page = visitor.Page;
        await AccountJourneyTests.AddDeviceAsync(page);
        await visitor.GoAsync(await site.InviteAsync(name, AccountRole.Analyst));
        await page.FillAsync("#password", AccountJourneyTests.Password);
        await page.FillAsync("#repeat", AccountJourneyTests.Password);
        await page.ClickAsync(".main-button");
        await page.WaitForURLAsync("**/account/second-step");
        await page.ClickAsync("form[data-passkey] .main-button");
        await page.WaitForURLAsync("**/account");
    }
}
