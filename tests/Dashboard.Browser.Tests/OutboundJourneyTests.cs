using Dashboard.Browser.Tests.Support;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests;

/// <summary>A sending test from its button to its deletion, as visitors do it.</summary>
public sealed class OutboundJourneyTests(Site site)
{
    [Fact]
    public async Task What_a_mail_server_does_appears_without_a_reload_until_the_test_is_deleted()
    {
        await using var visitor = await site.VisitAsync();
        await visitor.GoAsync("/");
        await visitor.Page.ClickAsync(".front-other a");
        await visitor.Page.ClickAsync(".main-button");
        var addresses = await AddressesAsync(visitor);
        (await visitor.Page.InnerTextAsync("h1")).ShouldBe("Wij wachten op het bericht");
        var loads = await visitor.FollowedAsync();

        await SmallSender.Plain.SendAsync(await site.ControlHostAsync(IdOf(visitor)), addresses[0]);

        await visitor
            .Page.Locator("h1", new() { HasText = "verstuurt e-mail onversleuteld" })
            .WaitForAsync();
        (await visitor.Page.InnerTextAsync("[role=status]")).ShouldContain("Controlebericht");
        // What is wrong is on top, a line a probe, and its timeline opens.
        (
            await visitor.Page.IsVisibleAsync(".probes > li:first-child.tone-bad .probe-judgement")
        ).ShouldBeTrue();
        (await visitor.Page.IsVisibleAsync(".moment-mail-in-clear")).ShouldBeFalse();
        await visitor.Page.ClickAsync(".probe.tone-bad summary");
        (await visitor.Page.IsVisibleAsync(".moment-mail-in-clear")).ShouldBeTrue();
        (await visitor.Page.TitleAsync()).ShouldContain("verstuurt e-mail onversleuteld");
        (await visitor.Page.InnerTextAsync(".probe.tone-bad .probe-judgement")).ShouldContain(
            "Bezorgd, maar onversleuteld"
        );
        visitor.Loads.ShouldBe(loads);

        await visitor.Page.ClickAsync(".delete > summary");
        await visitor.Page.ClickAsync(".danger");

        await visitor
            .Page.Locator("[role=status]", new() { HasText = "De test is verwijderd" })
            .WaitForAsync();
        visitor.ShouldHaveNoComplaints();
    }

    [Fact]
    public async Task Without_script_the_addresses_are_there_to_select_and_the_test_can_be_deleted()
    {
        await using var visitor = await site.VisitAsync(new() { JavaScriptEnabled = false });
        await visitor.GoAsync("/sending");
        await visitor.Page.CheckAsync("[name=kind][value=full]");
        await visitor.Page.ClickAsync(".main-button");

        (await AddressesAsync(visitor)).Length.ShouldBe(21);
        (await visitor.Page.IsHiddenAsync("[data-copy]")).ShouldBeTrue();
        await visitor.Page.ClickAsync(".delete > summary");
        await visitor.Page.ClickAsync(".danger");

        (await visitor.Page.InnerTextAsync("[role=status]")).ShouldContain("verwijderd");
        visitor.ShouldHaveNoComplaints();
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Page_of_a_test_has_no_fault_that_axe_can_find_before_and_after_mail_and_closed(
        bool dark,
        bool narrow
    )
    {
        await using var visitor = await site.VisitAsync(
            new()
            {
                ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
                ViewportSize = narrow
                    ? new() { Width = 360, Height = 740 }
                    : new() { Width = 1280, Height = 900 },
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
        await visitor.GoAsync("/sending");
        await visitor.Page.ClickAsync(".main-button");
        var addresses = await AddressesAsync(visitor);
        await visitor.FollowedAsync();
        await visitor.ShouldBeAccessibleAsync();

        await SmallSender.Plain.SendAsync(await site.ControlHostAsync(IdOf(visitor)), addresses[0]);
        await visitor.Page.WaitForSelectorAsync("#sender-1");
        await visitor.Page.EvaluateAsync(
            "document.querySelectorAll('details').forEach(part => part.open = true)"
        );

        await visitor.ShouldBeAccessibleAsync();

        await site.CloseAsync(IdOf(visitor));
        await visitor.Page.WaitForSelectorAsync(
            "#all-addresses",
            new() { State = WaitForSelectorState.Detached }
        );
        await visitor.Page.EvaluateAsync(
            "document.querySelectorAll('details').forEach(part => part.open = true)"
        );

        await visitor.ShouldBeAccessibleAsync();
        (await visitor.Page.InnerTextAsync("body")).ShouldNotContain("[[");
        visitor.ShouldHaveNoComplaints();
    }

    private static async Task<string[]> AddressesAsync(Visitor visitor)
    {
        await visitor.Page.WaitForSelectorAsync("#all-addresses");
        return (await visitor.Page.InputValueAsync("#all-addresses")).Split(",\n");
    }

    /// <summary>Of the permanent link.</summary>
    private static string IdOf(Visitor visitor) => new Uri(visitor.Page.Url).Segments[^1];
}
