using System.Collections.Concurrent;
using Dashboard.Lab;
using Dashboard.Web.Tests.Support;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests.Support;

/// <summary>
/// A visitor's browser window that remembers everything a page should not do: errors and warnings in its console, broken
/// policies, requests to others.
/// </summary>
public sealed class Visitor : IAsyncDisposable
{
    /// <summary>
    /// Run in the page itself, with nothing but violations for an answer: the package's own call sends the script twice and every node that
    /// passed, and takes several times as long. No page of ours has a frame.
    /// </summary>
    private static readonly Lazy<string> Axe = new(() =>
    {
        using var script = typeof(AxeResult).Assembly.GetManifestResourceStream(
            "Deque.AxeCore.Commons.Resources.axe.min.js"
        )!;
        using var reader = new StreamReader(script);
        // The value of the last expression comes back, and the script itself is large.
        return reader.ReadToEnd() + "\n;0";
    });

    private const string FindViolations = """
        async () => {
          const found = await axe.run(document, {
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
            resultTypes: ['violations'],
          });
          // WCAG 2.5.3, which axe looks at only in part: what is to be seen on it is in its name.
          const words = text => text.replace(/\s+/g, ' ').trim().toLowerCase();
          const named = [...document.querySelectorAll('a[aria-label], button[aria-label], summary[aria-label]')]
            .filter(part => !words(part.ariaLabel).includes(words(part.innerText)));
          return found.violations.map(violation => `${violation.id}: ` +
            violation.nodes.slice(0, 3).map(node => node.html).join(' | '))
            .concat(named.slice(0, 3).map(part => `label-in-name: ${part.outerHTML}`));
        }
        """;

    /// <summary>Forced colours take the ground away that shows what can be pressed or filled in (D13).</summary>
    private const string FindWithoutBorder = """
        () => [...document.querySelectorAll("button:not(.term-word), .quiet-button, .main-button, select, textarea, input:not([type=hidden], [type=radio], [type=checkbox])")]
          .filter(part => part.getClientRects().length > 0)
          .filter(part => {
            const style = getComputedStyle(part);
            return style.borderTopStyle === "none" || style.borderTopWidth === "0px";
          })
          .map(part => part.outerHTML.slice(0, 200))
        """;

    /// <summary>Paper cannot be scrolled: what does not fit in its part is cut. What is for listeners alone is a pixel wide.</summary>
    private const string FindCut = """
        () => [...document.querySelectorAll("main, main *")]
          .filter(part => part.getClientRects().length > 0 && part.clientWidth > 1)
          .filter(part =>
            part.getBoundingClientRect().right > window.innerWidth + 1
            || (getComputedStyle(part).overflowX !== "visible" && part.scrollWidth > part.clientWidth + 1))
          .map(part => part.outerHTML.slice(0, 200))
        """;

    private const string ReadWithoutScript = """
        html => {
          const page = new DOMParser().parseFromString(html, "text/html");
          return [page.querySelector("h1")?.textContent ?? "", page.querySelector("main")?.textContent ?? ""]
            .map(text => text.replace(/\s+/g, " ").trim());
        }
        """;

    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> complaints = [];
    private int loads;

    private Visitor(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
    }

    public IPage Page { get; }

    /// <summary>Documents loaded so far.</summary>
    public int Loads => loads;

    public static async Task<Visitor> OpenAsync(IBrowserContext context, Uri address)
    {
        context.SetDefaultTimeout(180_000);
        var page = await context.NewPageAsync();
        // A page that is followed late loads itself again: on a busy machine that says nothing of the page.
        await page.AddInitScriptAsync(
            "{ const later = window.setTimeout; window.setTimeout = (what, after, ...more) => later(what, after === 20000 ? 150000 : after, ...more); }"
        );
        var visitor = new Visitor(context, page);
        page.Load += (_, _) => Interlocked.Increment(ref visitor.loads);
        page.PageError += (_, fault) => visitor.complaints.Enqueue($"script: {fault}");
        page.Console += (_, message) =>
        {
            // A page that is not found is an error to the console too; the status codes have tests of their own.
            if (
                message.Type is "error" or "warning"
                && !message.Text.Contains("Failed to load resource", StringComparison.Ordinal)
            )
            {
                visitor.complaints.Enqueue($"console: {message.Text}");
            }
        };
        page.Request += (_, request) =>
        {
            if (
                Uri.TryCreate(request.Url, UriKind.Absolute, out var url)
                && url.Scheme is "http" or "https"
                && url.Authority != address.Authority
            )
            {
                visitor.complaints.Enqueue($"request to {request.Url}");
            }
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400 && response.Request.ResourceType != "document")
            {
                visitor.complaints.Enqueue($"{response.Status} for {response.Url}");
            }
        };
        return visitor;
    }

    /// <summary>
    /// Until all of the page is there. Playwright's own wait for a load misses one that is told while it begins to wait, and then waits
    /// for ever.
    /// </summary>
    public Task ArrivedAsync() =>
        Eventually.GetAsync(
            async () =>
            {
                try
                {
                    return await Page.EvaluateAsync<string>("document.readyState") == "complete"
                        ? "complete"
                        : null;
                }
                catch (PlaywrightException)
                {
                    // Another page comes in its place.
                    return null;
                }
            },
            what: "a page that has come in"
        );

    /// <summary>What a page shows can be there before its load is told; no more than these may come.</summary>
    public async Task LoadedAsync(int count)
    {
        await Eventually.GetAsync(
            () => Task.FromResult(Loads >= count ? "loaded" : null),
            what: $"{count} documents"
        );
        Loads.ShouldBe(count);
    }

    /// <summary>Until the live part of the page is there: where that takes long, the page has loaded itself anew.</summary>
    /// <returns>The documents that were loaded by then.</returns>
    public async Task<int> FollowedAsync()
    {
        await Page.WaitForSelectorAsync(
            "[data-not-followed]",
            new() { State = WaitForSelectorState.Detached }
        );
        await ArrivedAsync();
        return Loads;
    }

    /// <summary>Once the page is there: a click is over when the next one begins to come in.</summary>
    public async Task ShouldShowAsync(string selector, string text)
    {
        await Page.Locator(selector, new() { HasTextString = text }).First.WaitForAsync();
        await ArrivedAsync();
    }

    public Task GoAsync(string path) => Page.GotoAsync(path);

    /// <summary>Types a domain on the front page and waits for its verdict.</summary>
    /// <returns>The path of the permanent link.</returns>
    public async Task<string> TestAsync(string domain)
    {
        await GoAsync("/");
        await Page.FillAsync("#domain", domain);
        await Page.ClickAsync(".main-button");
        await Page.WaitForSelectorAsync(".verdict");
        await ArrivedAsync();
        return new Uri(Page.Url).AbsolutePath;
    }

    /// <summary>By the rules of WCAG 2.2 AA that a machine can check, and no wider than its window.</summary>
    public async Task ShouldBeAccessibleAsync()
    {
        await Page.EvaluateAsync(Axe.Value);
        (await Page.EvaluateAsync<string[]>(FindViolations)).ShouldBeEmpty();
        (
            await Page.EvaluateAsync<int>(
                "document.documentElement.scrollWidth - window.innerWidth"
            )
        ).ShouldBe(0, "the page is wider than the window");
    }

    /// <summary>
    /// The page as it is, without loading it again: what can be pressed has a border in forced colours, and on paper nothing is cut.
    /// </summary>
    public async Task ShouldHoldInForcedColoursAndOnPaperAsync()
    {
        var window = Page.ViewportSize!;
        await Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        (await Page.EvaluateAsync<string[]>(FindWithoutBorder)).ShouldBeEmpty("in forced colours");
        await Page.EmulateMediaAsync(
            new() { ForcedColors = ForcedColors.None, Media = Media.Print }
        );
        // A sheet of A4 within its margins, in CSS pixels.
        await Page.SetViewportSizeAsync(718, 1047);
        (await Page.EvaluateAsync<string[]>(FindCut)).ShouldBeEmpty("on paper");
        await Page.EmulateMediaAsync(new() { Media = Media.Null });
        await Page.SetViewportSizeAsync(window.Width, window.Height);
    }

    /// <summary>What the server sends has its heading and its text before any script has run.</summary>
    public async Task ShouldBeThereWithoutScriptAsync()
    {
        var sent = await context.APIRequest.GetAsync(Page.Url);
        var read = await Page.EvaluateAsync<string[]>(ReadWithoutScript, await sent.TextAsync());
        read[0].ShouldNotBeEmpty("a heading");
        read[1].Length.ShouldBeGreaterThan(read[0].Length, "more than the heading");
    }

    public void ShouldHaveNoComplaints() => complaints.ShouldBeEmpty();

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
