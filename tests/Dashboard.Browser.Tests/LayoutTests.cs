using Dashboard.Browser.Tests.Support;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests;

/// <summary>Where things are on a page: beside what they belong to, and on the first sheet of paper.</summary>
public sealed class LayoutTests(Site site)
{
    [Theory]
    [InlineData("nl", 1024, 2)]
    [InlineData("nl", 1280, 1)]
    [InlineData("nl", 1440, 1)]
    [InlineData("en", 1024, 2)]
    [InlineData("en", 1280, 1)]
    [InlineData("en", 1440, 1)]
    public async Task Menu_is_one_line(string language, int width, int lines)
    {
        await using var visitor = await site.VisitAsync(
            new()
            {
                Locale = language,
                ViewportSize = new() { Width = width, Height = 900 },
            }
        );

        await visitor.GoAsync("/help");

        (await visitor.Page.GetAttributeAsync("html", "lang")).ShouldBe(language);
        (await LinesAsync(visitor, ".site-nav li")).ShouldBe(1);
        (await LinesAsync(visitor, ".site-name, .site-nav, .site-preferences")).ShouldBe(lines);
        (
            await visitor.Page.EvaluateAsync<int>(
                "document.documentElement.scrollWidth - window.innerWidth"
            )
        ).ShouldBe(0);
    }

    /// <summary>The front page has a plain button, other pages MudBlazor's.</summary>
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Main_button_looks_the_same_whether_it_is_plain_or_of_MudBlazor(
        ColorScheme scheme
    )
    {
        await using var visitor = await site.VisitAsync(new() { ColorScheme = scheme });
        await visitor.GoAsync("/");
        var plain = await LookAsync();
        await visitor.GoAsync("/tlsa");
        var other = await LookAsync();

        plain.ShouldContain("min-height: 52px");
        plain.ShouldBe(other);

        async Task<string[]> LookAsync() =>
            await visitor.Page.EvaluateAsync<string[]>(
                """
                () => {
                  const style = getComputedStyle(document.querySelector('.main-button'));
                  return ['background-color', 'color', 'border-top-left-radius', 'border-top-width', 'box-shadow', 'cursor',
                    'font-family', 'font-size', 'font-weight', 'letter-spacing', 'line-height', 'min-height', 'min-width',
                    'padding-left', 'padding-right', 'padding-top', 'padding-bottom', 'align-items', 'justify-content',
                    'text-decoration-line', 'text-transform', 'white-space-collapse']
                    .map(name => `${name}: ${style.getPropertyValue(name)}`);
                }
                """
            );
    }

    /// <summary>Where it moves from page to page, every page seems to be of another site.</summary>
    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task Pages_begin_at_one_left_edge(int width)
    {
        await using var visitor = await site.VisitAsync(
            new()
            {
                ViewportSize = new() { Width = width, Height = 900 },
            }
        );
        foreach (
            var page in new[]
            {
                "/",
                "/sending",
                "/sending/standing",
                "/domains/example.nl",
                "/adoption",
                "/organisations",
                "/comply-or-explain",
                "/tlsa",
                "/compare",
                "/status",
                "/help",
                "/help/dane",
                "/help/relations",
                "/about",
                "/privacy",
                "/account/sign-in",
                "/no-such-page",
            }
        )
        {
            await visitor.GoAsync(page);
            (
                await visitor.Page.EvaluateAsync<double>(
                    """
                    () => document.querySelector("h1").getBoundingClientRect().left
                        - document.querySelector(".site-name").getBoundingClientRect().left
                    """
                )
            ).ShouldBe(0, 1, page);
        }
    }

    [Theory]
    [InlineData(1280, 900)]
    [InlineData(360, 740)]
    public async Task Note_on_a_term_opens_beside_its_word(int width, int height)
    {
        await using var visitor = await site.VisitAsync(
            new()
            {
                ViewportSize = new() { Width = width, Height = height },
            }
        );
        await visitor.TestAsync("tlsa-absent.example");
        var words = visitor.Page.Locator(".term-word:visible");
        var count = Math.Min(await words.CountAsync(), 6);
        count.ShouldBeGreaterThan(1);

        for (var i = 0; i < count; i++)
        {
            await words.Nth(i).ClickAsync();
            var word = (await words.Nth(i).BoundingBoxAsync())!;
            var note = (await visitor.Page.Locator(".term-note:popover-open").BoundingBoxAsync())!;
            await visitor.Page.Keyboard.PressAsync("Escape");

            var apart = Math.Max(note.Y - (word.Y + word.Height), word.Y - (note.Y + note.Height));
            apart.ShouldBeInRange(-2, 40, $"term {i}");
            note.X.ShouldBeGreaterThanOrEqualTo(0);
            (note.X + note.Width).ShouldBeLessThanOrEqualTo(width);
        }
    }

    /// <summary>Under each other with a line between, two servers would read as one behind the other.</summary>
    [Fact]
    public async Task Servers_on_a_phone_are_branches_and_no_chain()
    {
        await using var visitor = await site.VisitAsync(
            new()
            {
                ViewportSize = new() { Width = 360, Height = 740 },
            }
        );
        await visitor.TestAsync("hosts-equal-one-without-tlsa.example");

        var lines = await visitor.Page.EvaluateAsync<double[][]>(
            """
            [...document.querySelectorAll(".route-host > .route-line")].map(line => {
              const box = line.getBoundingClientRect();
              return [box.left, box.width, box.height];
            })
            """
        );

        lines.Length.ShouldBe(2);
        lines.ShouldAllBe(line => line[1] > line[2]);
        lines[0][0].ShouldBe(lines[1][0], 0.5, "both leave the same trunk");
    }

    /// <summary>Forced colours take the ground away that shows what can be pressed or filled in (D13).</summary>
    [Theory]
    [InlineData("/")]
    [InlineData("/sending")]
    [InlineData("/tlsa")]
    [InlineData("/compare")]
    [InlineData("/account/sign-in")]
    [InlineData("/organisations")]
    [InlineData("tlsa-absent.example")]
    public async Task Button_and_field_have_a_border_in_forced_colours(string page)
    {
        await using var visitor = await site.VisitAsync(
            new() { ForcedColors = ForcedColors.Active }
        );
        if (page.StartsWith('/'))
        {
            await visitor.GoAsync(page);
        }
        else
        {
            await visitor.TestAsync(page);
        }

        var parts = await visitor.Page.EvaluateAsync<string[][]>(
            """
            [...document.querySelectorAll("button:not(.term-word), .quiet-button, .main-button, select, textarea, input:not([type=hidden], [type=radio], [type=checkbox])")]
              .filter(part => part.getClientRects().length > 0)
              .map(part => {
                const style = getComputedStyle(part);
                return [style.borderTopStyle, style.borderTopWidth, part.outerHTML.slice(0, 200)];
              })
            """
        );

        parts.ShouldNotBeEmpty();
        parts
            .Where(part => part[0] == "none" || part[1] == "0px")
            .Select(part => part[2])
            .ShouldBeEmpty();
    }

    /// <summary>In forced colours and in grey print the form of a line is all that tells of it.</summary>
    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task Line_of_the_route_keeps_its_form_whichever_way_it_runs(int width)
    {
        await using var visitor = await site.VisitAsync(
            new()
            {
                ViewportSize = new() { Width = width, Height = 900 },
            }
        );
        var forms = new List<string>();
        foreach (
            var domain in new[]
            {
                "good-001.example",
                "dnssec-unsigned.example",
                "mx-timeout.example",
            }
        )
        {
            await visitor.TestAsync(domain);
            forms.Add(
                await visitor.Page.EvaluateAsync<string>(
                    """
                    () => {
                      const style = getComputedStyle(document.querySelector(".route-path > .route-line"));
                      return [style.borderTopStyle, style.borderInlineStartStyle].find(form => form !== "none");
                    }
                    """
                )
            );
        }

        forms.ShouldBe(["solid", "dashed", "dotted"]);
    }

    /// <summary>The width and height of a sheet of A4 within its margins, in CSS pixels.</summary>
    [Theory]
    [InlineData("rollover-missed.example")]
    [InlineData("hosts-equal-one-without-tlsa.example")]
    [InlineData("dnssec-unsigned.example")]
    public async Task First_sheet_of_paper_has_the_headline_the_figure_the_link_and_what_to_do(
        string domain
    )
    {
        await using var visitor = await site.VisitAsync(
            new()
            {
                ViewportSize = new() { Width = 718, Height = 1047 },
            }
        );
        var link = await visitor.TestAsync(domain);
        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Print });

        foreach (
            var part in new[] { "h1", ".verdict-tools .print-only", ".route", ".advice-print" }
        )
        {
            var box = (await visitor.Page.Locator(part).First.BoundingBoxAsync())!;
            (box.Y + box.Height).ShouldBeInRange(1, 1047, $"{part} on the first sheet");
        }
        (await visitor.Page.InnerTextAsync(".verdict-tools .print-only")).ShouldEndWith(link);
        (await visitor.Page.Locator(".advice-print li").CountAsync()).ShouldBeGreaterThan(0);
        (
            await visitor.Page.EvaluateAsync<string>(
                "getComputedStyle(document.querySelector('.advice-full')).breakBefore"
            )
        ).ShouldBe("page");
    }

    /// <summary>Who decides gets one sheet, also where several parties each have something to change.</summary>
    [Theory]
    [InlineData("hosts-refused-and-plain.example")]
    [InlineData("dnssec-unsigned.example")]
    public async Task Summary_is_one_sheet_of_paper(string domain)
    {
        await using var visitor = await site.VisitAsync(
            new()
            {
                ViewportSize = new() { Width = 718, Height = 1047 },
            }
        );
        var link = await visitor.TestAsync(domain);
        await visitor.GoAsync($"{link}/summary");
        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Print });

        var box = (await visitor.Page.Locator("article.summary").BoundingBoxAsync())!;

        (box.Y + box.Height).ShouldBeInRange(200, 1047);
    }

    /// <summary>A part that begins a sheet wherever it does not fit leaves half of the paper empty.</summary>
    [Fact]
    public async Task Parts_of_a_printed_result_go_on_over_the_end_of_a_sheet()
    {
        await using var visitor = await site.VisitAsync();
        await visitor.TestAsync("ee-renewed.example");
        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Print });

        (
            await visitor.Page.EvaluateAsync<string[]>(
                "[...new Set([...document.querySelectorAll('.card')].filter(card => card.offsetHeight > 400).map(card => getComputedStyle(card).breakInside))]"
            )
        ).ShouldBe(["auto"]);
        (
            await visitor.Page.Locator(".relations-scroll svg").First.IsVisibleAsync()
        ).ShouldBeFalse();
    }

    /// <summary>A reader who hears only the names of the folds must tell them apart (D19).</summary>
    [Theory]
    [InlineData("hosts-equal-one-without-tlsa.example")]
    [InlineData("dual-stack.example")]
    public async Task Folds_have_names_of_their_own(string domain)
    {
        await using var visitor = await site.VisitAsync();
        await visitor.TestAsync(domain);

        var names = await visitor.Page.EvaluateAsync<string[]>(
            """
            [...document.querySelectorAll("main summary")]
              .map(it => (it.getAttribute("aria-label") ?? it.textContent).replace(/\s+/g, " ").trim())
            """
        );

        names
            .GroupBy(name => name)
            .Where(same => same.Count() > 1)
            .Select(same => same.Key)
            .ShouldBeEmpty();
    }

    private static Task<int> LinesAsync(Visitor visitor, string selector) =>
        visitor.Page.EvaluateAsync<int>(
            """
            selector => {
              const boxes = [...document.querySelectorAll(selector)].map(it => it.getBoundingClientRect());
              let lines = 0;
              let bottom = -1;
              for (const box of boxes.sort((a, b) => a.top - b.top)) {
                if (box.top + box.height / 2 > bottom) {
                  lines++;
                  bottom = box.bottom;
                }
              }
              return lines;
            }
            """,
            selector
        );
}
