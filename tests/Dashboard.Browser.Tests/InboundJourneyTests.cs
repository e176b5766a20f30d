using Dashboard.Browser.Tests.Support;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests;

/// <summary>From a typed domain to a verdict, as visitors do it.</summary>
public sealed class InboundJourneyTests(Site site)
{
    [Fact]
    public async Task A_typed_domain_leads_to_its_verdict_without_a_reload()
    {
        await using var visitor = await site.VisitAsync();

        await visitor.TestAsync("ee-rsa.example");

        (await visitor.Page.InnerTextAsync("h1")).ShouldBe(
            "E-mail naar ee-rsa.example is versleuteld en beschermd tegen een actieve aanvaller."
        );
        (await visitor.Page.IsVisibleAsync(".route .state-verified")).ShouldBeTrue();
        (await visitor.Page.TitleAsync()).ShouldBe("Ontvangst van ee-rsa.example: Beschermd");
        // The front page, and the page of the test: the verdict came into the latter.
        await visitor.LoadedAsync(2);
        visitor.ShouldHaveNoComplaints();
    }

    [Fact]
    public async Task Steps_appear_while_the_test_runs()
    {
        await using var visitor = await site.VisitAsync();
        await visitor.GoAsync("/");
        await visitor.Page.FillAsync("#domain", "greeting-late.example");

        await visitor.Page.ClickAsync(".main-button");

        await visitor
            .Page.Locator(".progress li", new() { HasText = "Verbinden" })
            .First.WaitForAsync();
        await visitor.Page.WaitForSelectorAsync(".verdict");
        // Who hears the page hears the verdict come.
        await visitor
            .Page.Locator("[role=status]", new() { HasText = "greeting-late.example" })
            .WaitForAsync(new() { State = WaitForSelectorState.Attached });
        visitor.ShouldHaveNoComplaints();
    }

    [Fact]
    public async Task Without_script_the_page_refreshes_itself_until_the_verdict()
    {
        await using var visitor = await site.VisitAsync(new() { JavaScriptEnabled = false });

        await visitor.TestAsync("plain-starttls-not-offered.example");

        (await visitor.Page.InnerTextAsync("h1")).ShouldBe(
            "E-mail naar plain-starttls-not-offered.example wordt onversleuteld bezorgd."
        );
        (await visitor.Page.IsHiddenAsync("[data-copy]")).ShouldBeTrue();
        visitor.ShouldHaveNoComplaints();
    }

    [Fact]
    public async Task With_the_keyboard_alone_a_domain_is_tested_and_advice_opened()
    {
        await using var visitor = await site.VisitAsync();
        await visitor.GoAsync("/");
        var keyboard = visitor.Page.Keyboard;

        await keyboard.PressAsync("Tab");
        (await FocusedAsync(visitor.Page)).ShouldBe("Naar de inhoud");
        await keyboard.PressAsync("Enter");
        // Past the two terms of the sentence above the field.
        await keyboard.PressAsync("Tab");
        await keyboard.PressAsync("Enter");
        (await visitor.Page.Locator("[popover]:popover-open").InnerTextAsync()).ShouldContain(
            "versleutelen"
        );
        await keyboard.PressAsync("Escape");
        await keyboard.PressAsync("Tab");
        await keyboard.PressAsync("Tab");
        await keyboard.TypeAsync("tlsa-zone-doubled.example");
        await keyboard.PressAsync("Enter");
        await visitor.Page.WaitForSelectorAsync(".verdict");
        var first = visitor.Page.Locator(".advice-item > summary").First;
        await first.FocusAsync();
        await keyboard.PressAsync("Enter");

        (
            await visitor.Page.Locator(".advice-item[open] .code-block").First.IsVisibleAsync()
        ).ShouldBeTrue();
        visitor.ShouldHaveNoComplaints();
    }

    [Fact]
    public async Task The_language_is_switched_where_the_reader_is()
    {
        await using var visitor = await site.VisitAsync();
        var path = await visitor.TestAsync("ee-rsa.example");

        await visitor.Page.ClickAsync("a[hreflang=en]");

        await visitor.Page.WaitForSelectorAsync("html[lang=en] .verdict");
        new Uri(visitor.Page.Url).AbsolutePath.ShouldBe(path);
        (await visitor.Page.InnerTextAsync("h1")).ShouldStartWith("Mail to ee-rsa.example");
        visitor.ShouldHaveNoComplaints();
    }

    [Fact]
    public async Task Dark_is_chosen_and_stays()
    {
        await using var visitor = await site.VisitAsync();
        await visitor.GoAsync("/");
        var light = await BackgroundAsync(visitor.Page);

        await visitor.Page.ClickAsync(".to-dark a");
        await visitor.Page.WaitForSelectorAsync("html[data-theme=dark]");
        await visitor.GoAsync("/help");

        (await BackgroundAsync(visitor.Page)).ShouldNotBe(light);
        (await visitor.Page.GetAttributeAsync("html", "data-theme")).ShouldBe("dark");
        visitor.ShouldHaveNoComplaints();
    }

    [Fact]
    public async Task A_mistake_is_explained_beside_the_field()
    {
        await using var visitor = await site.VisitAsync();
        await visitor.GoAsync("/");
        await visitor.Page.FillAsync("#domain", "192.0.2.1");

        await visitor.Page.ClickAsync(".main-button");

        (await visitor.Page.InnerTextAsync("[role=alert]")).ShouldContain("Dit is een IP-adres");
        (await visitor.Page.InputValueAsync("#domain")).ShouldBe("192.0.2.1");
        visitor.ShouldHaveNoComplaints();
    }

    [Fact]
    public async Task The_same_domain_within_minutes_leads_to_the_same_test()
    {
        await using var visitor = await site.VisitAsync();
        var first = await visitor.TestAsync("ta-intermediate.example");

        var again = await visitor.TestAsync("ta-intermediate.example");

        again.ShouldBe(first, "a verdict of a moment ago answers the question");
        visitor.ShouldHaveNoComplaints();
    }

    private static Task<string> FocusedAsync(IPage page) =>
        page.EvaluateAsync<string>("document.activeElement.textContent.trim()");

    private static Task<string> BackgroundAsync(IPage page) =>
        page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
}
