using Dashboard.Browser.Tests.Support;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests;

/// <summary>Every page by the rules of WCAG 2.2 AA that a machine can check, in light and dark, wide and narrow.</summary>
public sealed class AccessibilityTests(Site site)
{
    private static readonly string[] Pages =
    [
        "/",
        "/no-such-page",
        "/sending",
        "/sending/standing",
        "/sending/zone",
        "/domein/example.nl",
        "/status",
        "/tlsa",
        "/uitleg",
        "/uitleg/connections",
        "/uitleg/starttls",
        "/uitleg/dane",
        "/uitleg/test",
    ];

    /// <summary>A domain for each kind of headline, figure and advice.</summary>
    private static readonly string[] Domains =
    [
        "ee-rsa.example",
        "hosts-first-refused.example",
        "hosts-equal-one-without-tlsa.example",
        "starttls-not-offered.example",
        "ds-wrong-digest.example",
        "pkix-ee-only.example",
        "greeting-closed.example",
        "xn--caf-dma.example",
    ];

    public static TheoryData<string, bool, bool> Everywhere
    {
        get
        {
            var all = new TheoryData<string, bool, bool>();
            foreach (var page in Pages.Concat(Domains))
            {
                all.Add(page, false, false);
                all.Add(page, true, true);
            }
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task Page_has_no_fault_that_axe_can_find(string page, bool dark, bool narrow)
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
        if (page.StartsWith('/'))
        {
            await visitor.GoAsync(page);
        }
        else
        {
            await visitor.TestAsync(page);
            await visitor.Page.EvaluateAsync(
                "document.querySelectorAll('details').forEach(part => part.open = true)"
            );
        }

        await visitor.ShouldBeAccessibleAsync();
        (await visitor.Page.InnerTextAsync("body")).ShouldNotContain("[[");
        visitor.ShouldHaveNoComplaints();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/uitleg/dane")]
    [InlineData("/status")]
    public async Task Page_fits_at_twice_the_size(string page)
    {
        // 640 CSS pixels are what 200 % leaves of a window of 1280.
        await using var visitor = await site.VisitAsync(
            new()
            {
                ViewportSize = new() { Width = 640, Height = 450 },
                DeviceScaleFactor = 2,
            }
        );

        await visitor.GoAsync(page);

        (await OverflowAsync(visitor.Page)).ShouldBe(0);
    }

    private static Task<int> OverflowAsync(IPage page) =>
        page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth");
}
