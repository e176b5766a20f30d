using System.Reflection;
using Dashboard.Browser.Tests.Support;
using Dashboard.Data;
using Dashboard.Lab;
using Dashboard.Web.Components;
using Dashboard.Web.Features.Explanation;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
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
        "/domains/example.nl",
        "/status",
        "/tlsa",
        "/help",
        "/help/relations",
        "/help/api",
        "/notices",
        "/notices/webhooks",
        "/notices/webhooks?domain=example.nl",
        "/compare",
        "/about",
        "/contact",
        "/privacy",
        "/security",
        "/accessibility",
        "/account/sign-in",
        "/account/sign-in/code",
        "/account/provider/problem",
        "/account/signed-out",
        "/account/invitation/none",
        "/corrections/none",
        .. Topics.All.Select(SitePaths.HelpTopic),
    ];

    /// <summary>Pages that are looked at in a state of their own, or that this installation does not have.</summary>
    private static readonly string[] Elsewhere = ["/error", "/lab"];

    /// <summary>A page that a visitor can open without anything in hand is among those that are looked at.</summary>
    [Fact]
    public void Every_open_page_is_looked_at()
    {
        var open = typeof(App)
            .Assembly.GetTypes()
            .Where(page => page.GetCustomAttribute<AuthorizeAttribute>() is null)
            .SelectMany(page => page.GetCustomAttributes<RouteAttribute>())
            .Select(route => route.Template)
            .Where(path => !path.Contains('{', StringComparison.Ordinal))
            .ToList();

        open.Count.ShouldBeGreaterThan(15);
        open.Except(Pages).Except(MonitorPages).Except(Elsewhere).ShouldBeEmpty();
    }

    /// <summary>A domain for each kind of headline, figure and advice, with words of its headline.</summary>
    private static readonly (string Domain, string Headline)[] Domains =
    [
        ("ee-rsa.example", "versleuteld en beschermd tegen een actieve aanvaller"),
        ("dual-stack.example", "versleuteld en beschermd tegen een actieve aanvaller"),
        ("extra-many.example", "versleuteld en beschermd tegen een actieve aanvaller"),
        ("xn--caf-dma.example", "café.example"),
        ("hosts-first-refused.example", "DANE klopt niet overal"),
        ("hosts-equal-one-without-tlsa.example", "maar deels beschermd"),
        ("rollover-missed.example", "wordt niet bezorgd door verzenders die DANE controleren"),
        (
            "dane-starttls-stripped.example",
            "wordt niet bezorgd door verzenders die DANE controleren"
        ),
        ("ds-wrong-digest.example", "wordt tegengehouden door verzenders die DNSSEC controleren"),
        ("pkix-ee-only.example", "de TLSA-records zijn onbruikbaar"),
        ("tlsa-absent.example", "niet met DANE beschermd tegen een actieve aanvaller"),
        ("plain-starttls-not-offered.example", "wordt onversleuteld bezorgd"),
        ("greeting-closed.example", "de mailservers waren niet te bereiken"),
        ("mx-timeout.example", "het DNS gaf geen bruikbaar antwoord"),
        ("null-mx.example", "ontvangt geen e-mail"),
        ("no-such-domain.example", "bestaat niet"),
        ("sts-mx-not-listed.example", "versleuteld en beschermd tegen een actieve aanvaller"),
        ("dnssec-unsigned.example", "niet met DANE beschermd tegen een actieve aanvaller"),
    ];

    /// <summary>Pages over measured rounds.</summary>
    public static TheoryData<string, bool> EveryMonitorPage => Both(MonitorPages);

    private static readonly string[] MonitorPages =
    [
        "/organisations",
        "/organisations?q=none",
        $"/organisations/{MonitorSite.Good}",
        $"/organisations/{MonitorSite.Mixed}",
        $"/organisations/{MonitorSite.Silent}",
        "/comply-or-explain",
        "/adoption",
        "/adoption?layer=gemeente&view=forum&standard=starttls",
        "/rounds/1/report/nl",
        "/rounds/1/report/en/domains",
        "/providers",
        "/providers/Eigen",
        "/",
        "/domains/tlsa-absent.example",
    ];

    [Theory]
    [MemberData(nameof(EveryMonitorPage))]
    public async Task Page_over_rounds_has_no_fault_that_axe_can_find(
        string page,
        bool darkAndNarrow
    )
    {
        await site.MonitorAsync();
        await using var visitor = await VisitAsync(darkAndNarrow);

        await visitor.GoAsync(page);

        await OpenEverythingAsync(visitor);
        await ShouldBeFaultlessAsync(visitor);
        // A report is printed from its PDF, in which wide tables lie across the sheet.
        await ShouldHoldInEveryModeAsync(
            visitor,
            darkAndNarrow || page.Contains("/report/", StringComparison.Ordinal)
        );
    }

    public static TheoryData<string, bool> EveryPage => Both(Pages);

    public static TheoryData<string, string, bool> EveryDomain
    {
        get
        {
            var all = new TheoryData<string, string, bool>();
            foreach (var (domain, headline) in Domains)
            {
                all.Add(domain, headline, false);
                all.Add(domain, headline, true);
            }
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(EveryPage))]
    public async Task Page_has_no_fault_that_axe_can_find(string page, bool darkAndNarrow)
    {
        await using var visitor = await VisitAsync(darkAndNarrow);

        await visitor.GoAsync(page);

        await ShouldBeFaultlessAsync(visitor);
        await ShouldHoldInEveryModeAsync(visitor, darkAndNarrow);
    }

    /// <summary>Once a page: light and wide it is looked at in forced colours, on paper and without a script too.</summary>
    private static async Task ShouldHoldInEveryModeAsync(Visitor visitor, bool darkAndNarrow)
    {
        if (!darkAndNarrow)
        {
            await visitor.ShouldBeThereWithoutScriptAsync();
            await visitor.ShouldHoldInForcedColoursAndOnPaperAsync();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_results_and_a_summary_have_no_fault_that_axe_can_find(bool darkAndNarrow)
    {
        await using var visitor = await VisitAsync(darkAndNarrow);
        var first = await visitor.TestAsync("ee-rsa.example");
        await visitor.TestAsync("plain-starttls-not-offered.example");

        await visitor.GoAsync($"{first}/summary");
        (await visitor.Page.InnerTextAsync("main")).ShouldContain(
            "versleuteld bij de juiste server"
        );
        await ShouldBeFaultlessAsync(visitor);

        await visitor.GoAsync("/receiving/plain-starttls-not-offered.example");
        await visitor.Page.ClickAsync("text=Samenvatting op één pagina");
        await visitor.ShouldShowAsync("main", "Zet STARTTLS aan");
        await ShouldBeFaultlessAsync(visitor);
        await ShouldHoldInEveryModeAsync(visitor, darkAndNarrow);

        await visitor.GoAsync("/compare");
        await visitor.Page.FillAsync("#first", "ee-rsa.example");
        await visitor.Page.FillAsync("#second", "plain-starttls-not-offered.example");
        await visitor.Page.ClickAsync(".compare-form button");
        (await visitor.Page.InnerTextAsync(".compare-relation")).ShouldContain("beter beschermd");
        await ShouldBeFaultlessAsync(visitor);
        await ShouldHoldInEveryModeAsync(visitor, darkAndNarrow);

        await visitor.GoAsync("/compare?first=a%20b&second=no-test.example");
        await visitor.Page.WaitForSelectorAsync("#first-problem");
        await ShouldBeFaultlessAsync(visitor);
    }

    [Theory]
    [MemberData(nameof(EveryDomain))]
    public async Task Result_has_no_fault_that_axe_can_find(
        string domain,
        string headline,
        bool darkAndNarrow
    )
    {
        await using var visitor = await VisitAsync(darkAndNarrow);

        await visitor.TestAsync(domain);

        (await visitor.Page.InnerTextAsync("h1")).ShouldContain(headline);
        await OpenEverythingAsync(visitor);
        await ShouldBeFaultlessAsync(visitor);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Test_on_its_way_has_no_fault_that_axe_can_find(bool darkAndNarrow)
    {
        var test = NewTest(darkAndNarrow ? "dark.example" : "light.example");
        test.Progress =
        [
            new(DateTimeOffset.UtcNow, "mx-found", Detail: "answer"),
            new(
                DateTimeOffset.UtcNow,
                "connecting",
                "a-rather-long-name-of-a-mail-server.in-a-zone-of-its-own.example",
                "2001:db8:1234:5678:9abc:def0:1234:5678"
            ),
        ];
        var path = await site.StoreAsync(test);
        await using var visitor = await VisitAsync(darkAndNarrow);

        await visitor.GoAsync(path);

        await visitor.Page.WaitForSelectorAsync(".progress li:nth-child(3)");
        await visitor.FollowedAsync();
        (await visitor.Page.TitleAsync()).ShouldStartWith("Bezig met ");
        await ShouldBeFaultlessAsync(visitor);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Test_that_failed_has_no_fault_that_axe_can_find(bool darkAndNarrow)
    {
        var test = NewTest("failed.example");
        test.State = InboundTestState.Failed;
        test.FailureReason = InboundTestFailure.GaveUp;
        var path = await site.StoreAsync(test);
        await using var visitor = await VisitAsync(darkAndNarrow);

        await visitor.GoAsync(path);

        (await visitor.Page.TitleAsync()).ShouldBe("De test van failed.example is niet gelukt");
        await ShouldBeFaultlessAsync(visitor);
    }

    [Theory]
    [InlineData("dual-stack.example", "is beschermd voor zover wij konden meten", false)]
    [InlineData("dual-stack.example", "is beschermd voor zover wij konden meten", true)]
    [InlineData("ipv6-only.example", "Wij konden geen oordeel geven", true)]
    public async Task Result_that_lacks_ipv6_here_says_so_and_has_no_fault_that_axe_can_find(
        string domain,
        string headline,
        bool darkAndNarrow
    )
    {
        await using var visitor = await VisitAsync(darkAndNarrow);
        var measured = await visitor.TestAsync(domain);
        var path = await site.WithoutIpv6Async(measured, $"without-ipv6.{domain}");

        await visitor.GoAsync(path);

        (await visitor.Page.InnerTextAsync("h1")).ShouldContain(headline);
        (await visitor.Page.InnerTextAsync("h1")).ShouldContain(
            "IPv6-adressen konden vanaf hier niet worden gemeten"
        );
        (await visitor.Page.InnerTextAsync(".out-of-reach")).ShouldContain("Dat ligt aan ons");
        (await visitor.Page.Locator(".advice-item").AllInnerTextsAsync()).ShouldNotContain(advice =>
            advice.Contains("bereikbaar", StringComparison.Ordinal)
        );
        await OpenEverythingAsync(visitor);
        await ShouldBeFaultlessAsync(visitor);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Records_of_a_live_host_have_no_fault_that_axe_can_find(bool darkAndNarrow)
    {
        await using var visitor = await VisitAsync(darkAndNarrow);
        await visitor.GoAsync("/tlsa");
        await visitor.Page.FillAsync("#live", "postfix-two-certificates.example");

        await visitor
            .Page.Locator("form", new() { Has = visitor.Page.Locator("#live") })
            .Locator("button")
            .ClickAsync();

        await visitor.Page.WaitForSelectorAsync(".code-block");
        await ShouldBeFaultlessAsync(visitor);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Planned_records_have_no_fault_that_axe_can_find(bool darkAndNarrow)
    {
        await using var visitor = await VisitAsync(darkAndNarrow);
        await visitor.GoAsync("/tlsa");
        await visitor.Page.FillAsync("#host", "mx.example.nl");
        await visitor.Page.FillAsync("#records", $"3 1 1 {new string('a', 64)}\n3 1");

        await visitor
            .Page.Locator("form", new() { Has = visitor.Page.Locator("#host") })
            .Locator("button")
            .ClickAsync();

        await visitor.Page.WaitForSelectorAsync("#outcome");
        await ShouldBeFaultlessAsync(visitor);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Webhook_from_form_to_confirmed_has_no_fault_that_axe_can_find(
        bool darkAndNarrow
    )
    {
        await using var visitor = await VisitAsync(darkAndNarrow);
        await visitor.GoAsync("/notices/webhooks?domain=example.nl");
        await visitor.Page.FillAsync("#webhook-address", "https://127.0.0.1/");
        await visitor.Page.ClickAsync(".page form .quiet-button");
        await visitor.Page.WaitForSelectorAsync("#webhook-problem");
        await ShouldBeFaultlessAsync(visitor);

        await visitor.Page.FillAsync(
            "#webhook-address",
            $"https://hooks.webhooks.example/good/axe-{darkAndNarrow}"
        );
        await visitor.Page.ClickAsync(".page form .quiet-button");
        await visitor.Page.WaitForSelectorAsync(".code-block");
        await ShouldBeFaultlessAsync(visitor);

        await visitor.Page.ClickAsync(".main-button");
        await visitor.Page.WaitForSelectorAsync(".history");
        (await visitor.Page.InnerTextAsync("main")).ShouldContain("Krijgt berichten sinds");
        await ShouldBeFaultlessAsync(visitor);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Mistake_has_no_fault_that_axe_can_find(bool darkAndNarrow)
    {
        await using var visitor = await VisitAsync(darkAndNarrow);
        await visitor.GoAsync("/");
        await visitor.Page.FillAsync("#domain", "a b");

        await visitor.Page.ClickAsync(".main-button");

        await visitor.Page.WaitForSelectorAsync("[role=alert]");
        await ShouldBeFaultlessAsync(visitor);
    }

    [Theory]
    [InlineData("ConnectionStrings:Dashboard=Host=127.0.0.1;Port=1;Username=nobody", 503, false)]
    [InlineData("ConnectionStrings:Dashboard=Host=127.0.0.1;Port=1;Username=nobody", 503, true)]
    [InlineData("RateLimit:RequestsPerMinute=6", 429, false)]
    [InlineData("RateLimit:RequestsPerMinute=7", 429, true)]
    public async Task Page_of_an_error_has_no_fault_that_axe_can_find(
        string setting,
        int status,
        bool darkAndNarrow
    )
    {
        await using var visitor = await VisitAsync(darkAndNarrow, await site.OtherAsync(setting));
        for (var i = 0; status == 429 && i < 7; i++)
        {
            await visitor.Page.APIRequest.GetAsync("/tlsa");
        }

        var answer = await visitor.Page.GotoAsync("/receiving/aaaaaaaaaaaaaaaaaaaaaaaaaa");

        answer!.Status.ShouldBe(status);
        await ShouldBeFaultlessAsync(visitor);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Form_that_is_out_of_date_gets_a_page_without_fault_that_axe_can_find(
        bool darkAndNarrow
    )
    {
        await using var visitor = await VisitAsync(darkAndNarrow);
        await visitor.GoAsync("/sending");
        await visitor.Page.EvaluateAsync(
            "document.querySelector('[name=__RequestVerificationToken]').value = 'old'"
        );

        await visitor.Page.ClickAsync(".main-button");

        await visitor
            .Page.Locator("h1", new() { HasText = "Dit verzoek begrijpen wij niet" })
            .WaitForAsync();
        await ShouldBeFaultlessAsync(visitor);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Standing_test_with_many_rounds_has_no_fault_that_axe_can_find(
        bool darkAndNarrow
    )
    {
        await using var visitor = await VisitAsync(darkAndNarrow);
        await visitor.GoAsync("/sending/standing");
        await visitor.Page.FillAsync("#name", "Gemeente Voorbeeld");
        await visitor.Page.FillAsync("#domain", "voorbeeld.example");
        await visitor.Page.ClickAsync(".main-button");
        var address = await AddressAsync(visitor);
        var path = new Uri(visitor.Page.Url).AbsolutePath;
        var round = await site.AddRoundsAsync(path.Split('/')[^1], 60);
        await SmallSender.Plain.SendAsync(await site.ControlHostAsync(round), address);

        // The page does not follow what happens: a visitor comes back.
        await Eventually.GetAsync(
            async () =>
            {
                await visitor.GoAsync(path);
                return await visitor.Page.QuerySelectorAsync(".note");
            },
            what: "the outcome"
        );

        (await visitor.Page.InnerTextAsync(".note")).ShouldContain("voorbeeld.example");
        await visitor.ArrivedAsync();
        (await visitor.Page.Locator(".history li:visible").CountAsync()).ShouldBe(10);
        await OpenEverythingAsync(visitor);
        await ShouldBeFaultlessAsync(visitor);

        await visitor.Page.ClickAsync("text=Oudere rondes");

        await visitor.ShouldShowAsync("main", "Nieuwste rondes");
        (await visitor.Page.Locator(".history li:visible").CountAsync()).ShouldBe(10);
        await ShouldBeFaultlessAsync(visitor);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Domain_with_many_tests_has_no_fault_that_axe_can_find(bool darkAndNarrow)
    {
        await using var visitor = await VisitAsync(darkAndNarrow);
        await visitor.GoAsync("/sending/standing");
        await visitor.Page.FillAsync("#name", "Gemeente Voorbeeld");
        await visitor.Page.ClickAsync(".main-button");
        await AddressAsync(visitor);
        await site.AddRoundsAsync(new Uri(visitor.Page.Url).Segments[^1], 20);

        await visitor.GoAsync($"/domains/{Web.Tests.Support.FormerRounds.Sender}");

        await visitor.Page.WaitForSelectorAsync(".history-more");
        await OpenEverythingAsync(visitor);
        await ShouldBeFaultlessAsync(visitor);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Test_of_several_senders_has_no_fault_that_axe_can_find(bool darkAndNarrow)
    {
        await using var visitor = await VisitAsync(darkAndNarrow);
        await visitor.GoAsync("/sending");
        await visitor.Page.ClickAsync(".main-button");
        var address = await AddressAsync(visitor);
        var host = await site.ControlHostAsync(new Uri(visitor.Page.Url).Segments[^1]);

        await SmallSender.Plain.SendAsync(host, address);
        await SmallSender.Encrypting.SendAsync(host, address);

        await visitor.Page.WaitForSelectorAsync("#mixed");
        await visitor.FollowedAsync();
        (await visitor.Page.Locator(".senders .chip").CountAsync()).ShouldBe(2);
        await OpenEverythingAsync(visitor);
        await ShouldBeFaultlessAsync(visitor);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Page_of_the_lab_has_no_fault_that_axe_can_find(bool darkAndNarrow)
    {
        await using (var visitor = await VisitAsync(darkAndNarrow))
        {
            foreach (var _ in "12")
            {
                await visitor.GoAsync("/sending");
                await visitor.Page.ClickAsync(".main-button");
                await AddressAsync(visitor);
            }
        }
        await using var labVisitor = await VisitAsync(darkAndNarrow, await site.WithLabAsync());

        await labVisitor.GoAsync("/lab");

        (await labVisitor.Page.Locator("button[name=send]").CountAsync()).ShouldBeGreaterThan(3);
        await OpenEverythingAsync(labVisitor);
        await ShouldBeFaultlessAsync(labVisitor);
    }

    /// <summary>From the top of the page to its end and out of it: nothing is a trap.</summary>
    [Theory]
    [InlineData("/", 14)]
    [InlineData("/sending", 12)]
    [InlineData("/tlsa", 16)]
    [InlineData("ee-rsa.example", 25)]
    public async Task Everything_that_the_keyboard_reaches_shows_that_it_is_reached(
        string page,
        int least
    )
    {
        await using var visitor = await VisitAsync(darkAndNarrow: false);
        await (page.StartsWith('/') ? visitor.GoAsync(page) : visitor.TestAsync(page));
        var reached = new List<string>();

        for (var i = 0; i < 100; i++)
        {
            await visitor.Page.Keyboard.PressAsync("Tab");
            var focused = await visitor.Page.EvaluateAsync<string?>(FocusedScript);
            if (focused is null)
            {
                break;
            }
            reached.Add(focused);
        }

        reached.Count.ShouldBeInRange(least, 99);
        reached.Where(stop => !stop.StartsWith("seen", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    /// <summary>Null at the end of the page, and behind it, where the browser begins again.</summary>
    private const string FocusedScript = """
        async () => {
          // Styles change at the next frame.
          for (let frame = 0; frame < 2; frame++) {
            await new Promise(requestAnimationFrame);
          }
          const it = document.activeElement;
          if (!it || it === document.body || it.dataset.reached) {
            return null;
          }
          it.dataset.reached = "yes";
          let seen = false;
          // A busy machine scrolls some frames later.
          for (let frame = 0; !seen && frame < 120; frame++) {
            const style = getComputedStyle(it);
            const box = it.getBoundingClientRect();
            seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
              && box.width > 0 && box.bottom > 0 && box.top < innerHeight;
            await new Promise(requestAnimationFrame);
          }
          return `${seen ? "seen" : "unseen"} ${it.outerHTML.slice(0, 120)}`;
        }
        """;

    [Theory]
    [InlineData("/")]
    [InlineData("/help/dane")]
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

    private Task<Visitor> VisitAsync(
        bool darkAndNarrow,
        Web.Tests.Support.DashboardApp? other = null
    ) =>
        site.VisitAsync(
            new()
            {
                ColorScheme = darkAndNarrow ? ColorScheme.Dark : ColorScheme.Light,
                ViewportSize = darkAndNarrow
                    ? new() { Width = 360, Height = 740 }
                    : new() { Width = 1280, Height = 900 },
                ReducedMotion = ReducedMotion.Reduce,
            },
            other
        );

    private static async Task ShouldBeFaultlessAsync(Visitor visitor)
    {
        await visitor.ShouldBeAccessibleAsync();
        (await visitor.Page.InnerTextAsync("body")).ShouldNotContain("[[");
        visitor.ShouldHaveNoComplaints();
    }

    /// <returns>The first of the addresses of the test, which is that of the control.</returns>
    private static async Task<string> AddressAsync(Visitor visitor)
    {
        await visitor.Page.WaitForSelectorAsync("#all-addresses");
        return (await visitor.Page.InputValueAsync("#all-addresses")).Split(",\n")[0];
    }

    private static async Task OpenEverythingAsync(Visitor visitor) =>
        await visitor.Page.EvaluateAsync(
            "document.querySelectorAll('details').forEach(part => part.open = true)"
        );

    /// <summary>It has a job and a fresh sign of life, so that no worker takes it for one that was lost.</summary>
    private static InboundTest NewTest(string domain) =>
        new()
        {
            Id = PublicId.New(),
            Domain = domain,
            State = InboundTestState.Running,
            CreatedAt = DateTimeOffset.UtcNow,
            TouchedAt = DateTimeOffset.UtcNow.AddMinutes(5),
            JobId = "none",
        };

    private static TheoryData<string, bool> Both(IEnumerable<string> names)
    {
        var all = new TheoryData<string, bool>();
        foreach (var name in names)
        {
            all.Add(name, false);
            all.Add(name, true);
        }
        return all;
    }

    private static Task<int> OverflowAsync(IPage page) =>
        page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth");
}
