using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests.Support;

/// <summary>
/// A visitor's browser window that remembers everything a page should not do: errors and warnings in its console, broken
/// policies, requests to others.
/// </summary>
public sealed class Visitor : IAsyncDisposable
{
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
        context.SetDefaultTimeout(60_000);
        var page = await context.NewPageAsync();
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

    public Task GoAsync(string path) => Page.GotoAsync(path);

    /// <summary>Types a domain on the front page and waits for its verdict.</summary>
    /// <returns>The path of the permanent link.</returns>
    public async Task<string> TestAsync(string domain)
    {
        await GoAsync("/");
        await Page.FillAsync("#domain", domain);
        await Page.ClickAsync(".main-button");
        await Page.WaitForSelectorAsync(".verdict");
        return new Uri(Page.Url).AbsolutePath;
    }

    /// <summary>By the rules of WCAG 2.2 AA that a machine can check, and no wider than its window.</summary>
    public async Task ShouldBeAccessibleAsync()
    {
        var found = await Page.RunAxe(
            new AxeRunOptions
            {
                RunOnly = RunOnlyOptions.Tags(
                    "wcag2a",
                    "wcag2aa",
                    "wcag21a",
                    "wcag21aa",
                    "wcag22aa",
                    "best-practice"
                ),
            }
        );
        found
            .Violations.Select(violation =>
                $"{violation.Id}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}"
            )
            .ShouldBeEmpty();
        (
            await Page.EvaluateAsync<int>(
                "document.documentElement.scrollWidth - window.innerWidth"
            )
        ).ShouldBe(0, "the page is wider than the window");
    }

    public void ShouldHaveNoComplaints() => complaints.ShouldBeEmpty();

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
