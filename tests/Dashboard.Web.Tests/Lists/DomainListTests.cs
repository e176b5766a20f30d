using System.Globalization;
using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Data.Accounts;
using Dashboard.Data.Organisations;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Lists;
using Dashboard.Web.Features.Organisations;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Accounts;
using Dashboard.Web.Tests.Support;
using Dashboard.Web.Tests.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Lists;

/// <summary>Lists of domains, edited on the site without script.</summary>
[Collection(MonitorGroup.Name)]
public sealed class DomainListTests(MonitorFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DashboardApp App => fixture.Scene.App;

    [Fact]
    public async Task Analyst_makes_a_list_by_hand_from_a_pasted_column()
    {
        using var analyst = await AnalystAsync("Listing analyst");
        var made = await MakeAsync(analyst, "Eigen lijst", "by-hand");
        var path = made.Location.ShouldNotBeNull(made.Body);
        (await MakeAsync(analyst, "Eigen lijst", "by-hand")).Body.ShouldContain(
            "There is a list of this name already."
        );
        (await MakeAsync(analyst, "Ander", "imported")).Body.ShouldContain(
            "Choose how the list is made."
        );

        var pasted = await analyst.SubmitAsync(
            path,
            ListPage.PasteForm,
            (
                "domains",
                "ee-rsa.example\r\nhttps://www.own-list.example/page\nee-rsa.example; café-list.example\n\n*.no.example\n<b>x</b>"
            )
        );

        pasted.Body.ShouldContain("Added: 3.");
        pasted.Body.ShouldContain("On it already, or twice: 1.");
        pasted.Body.ShouldContain("Refused: 2");
        pasted.Body.ShouldContain("Line 5, *.no.example:");
        pasted.Body.ShouldContain("&lt;b&gt;x&lt;/b&gt;");
        pasted.Body.ShouldContain("Gemeente Voorbeeldstad");
        var domains = await DomainsAsync("Eigen lijst");
        domains.Length.ShouldBe(3);
        domains.ShouldContain("ee-rsa.example");
        domains.ShouldContain("own-list.example");
        domains.ShouldContain(d => d.StartsWith("xn--caf-list-"));
        var removed = await analyst.SubmitAsync(
            path,
            ListPage.RemoveForm,
            ("remove", "own-list.example"),
            ("remove", "not-on-it.example")
        );
        removed.Body.ShouldContain("Removed: 1.");
        (
            await analyst.SubmitAsync(
                path,
                ListPage.RenameForm,
                ("name", "Eigen keuze"),
                ("description", "Twee domeinen")
            )
        ).Location.ShouldBe(path);
        (await DomainsAsync("Eigen keuze")).Length.ShouldBe(2);
        (await analyst.GetAsync(SitePaths.Rounds)).Body.ShouldContain("Eigen keuze");
        (await analyst.GetAsync(SitePaths.Schedules)).Body.ShouldContain("Eigen keuze");
        await using var db = await App.OpenDatabaseAsync();
        (
            await db
                .AuditEntries.Where(e =>
                    e.Actor == "Listing analyst" && e.Action.StartsWith("list-")
                )
                .OrderBy(e => e.Id)
                .Select(e => e.Action)
                .ToArrayAsync(Cancellation)
        ).ShouldBe(["list-created", "list-domains-added", "list-domains-removed", "list-renamed"]);
    }

    [Fact]
    public async Task Filter_chooses_by_layer_and_by_the_provider_of_the_published_round()
    {
        using var analyst = await AnalystAsync("Filtering analyst");
        var made = await MakeAsync(analyst, "Waterschappen", "filter");
        var path = made.Location.ShouldNotBeNull(made.Body);
        var all = await DomainsAsync("Waterschappen");

        (
            await analyst.SubmitAsync(path, ListPage.FilterForm, ("layers", "waterschap"))
        ).Location.ShouldBe(path);

        (await DomainsAsync("Waterschappen")).ShouldBe(["null-mx.example"]);
        var (provider, expected) = await ProviderAsync();
        (
            await analyst.SubmitAsync(path, ListPage.FilterForm, ("providers", provider))
        ).Location.ShouldBe(path);
        (await DomainsAsync("Waterschappen")).ShouldBe(expected.Intersect(all), ignoreOrder: true);
        (
            await analyst.SubmitAsync(
                path,
                ListPage.FilterForm,
                ("providers", provider),
                ("layers", "waterschap")
            )
        ).Location.ShouldBe(path);
        (await DomainsAsync("Waterschappen")).ShouldBe(expected.Intersect(["null-mx.example"]));
        // What is of a filter is not put on it by hand.
        (
            await App
                .Services.GetRequiredService<ListDesk>()
                .AddAsync(
                    int.Parse(path.Split('/')[^1], CultureInfo.InvariantCulture),
                    "a.example",
                    "test",
                    Cancellation
                )
        ).Refusal.ShouldBe(ListRefusal.OfAnotherKind);
    }

    [Fact]
    public async Task Long_list_comes_in_pages()
    {
        using var analyst = await AnalystAsync("Long list analyst");
        var path = (await MakeAsync(analyst, "Lange lijst", "by-hand")).Location.ShouldNotBeNull();
        var pasted = await analyst.SubmitAsync(
            path,
            ListPage.PasteForm,
            (
                "domains",
                string.Join('\n', Enumerable.Range(0, 150).Select(at => $"long-{at:000}.example"))
            )
        );
        pasted.Body.ShouldContain("1 to 100 of 150");
        pasted.Body.ShouldContain("after=long-099.example");
        var second = await analyst.GetAsync($"{path}?after=long-099.example");
        second.Body.ShouldContain("101 to 150 of 150");
        second.Body.ShouldNotContain("rel=\"next\"");
    }

    [Fact]
    public async Task Column_that_is_too_long_is_refused_whole_whatever_ends_its_lines()
    {
        using var analyst = await AnalystAsync("Long paste analyst");
        var path = (await MakeAsync(analyst, "Lange plak", "by-hand")).Location.ShouldNotBeNull();
        var id = int.Parse(path.Split('/')[^1], CultureInfo.InvariantCulture);
        var desk = App.Services.GetRequiredService<ListDesk>();
        var ending = new string('x', ListDesk.LongestPaste - "long.example\n#".Length);

        var fits = await desk.AddAsync(id, $"long.example\r\n#{ending}", "test", Cancellation);
        var not = await desk.AddAsync(id, $"more.example\n#{ending}yy", "test", Cancellation);

        fits.Refusal.ShouldBeNull();
        fits.Added.ShouldBe(1);
        not.Refusal.ShouldBe(ListRefusal.TooLong);
        (await DomainsAsync("Lange plak")).ShouldBe(["long.example"]);
    }

    [Fact]
    public void Everything_that_can_be_said_of_lists_has_its_words() =>
        TextsTests.Covers<ListTexts>([
            .. Enum.GetValues<ListRefusal>().Select(r => $"problem.{Slug.Of(r)}"),
            .. Enum.GetValues<DomainListKind>()
                .SelectMany(k => new[] { $"kind.{Slug.Of(k)}", $"kind.{Slug.Of(k)}.text" }),
        ]);

    private Task<AccountVisitor> AnalystAsync(string name) =>
        AccountVisitor.SignedInAsync(App, name, AccountRole.Analyst);

    private static Task<Answer> MakeAsync(AccountVisitor analyst, string name, string kind) =>
        analyst.SubmitAsync(
            SitePaths.Lists,
            ListsPage.AddForm,
            ("name", name),
            ("kind", kind),
            ("description", "")
        );

    private async Task<string[]> DomainsAsync(string list)
    {
        var found = await App
            .Services.GetRequiredService<MailDomains>()
            .OnAsync(DutchTime.DayOf(DateTimeOffset.UtcNow), list, Cancellation);
        return [.. found.ShouldNotBeNull().Domains.Select(d => d.Name.Value)];
    }

    /// <summary>A provider of the published round, and its domains there.</summary>
    private async Task<(string Key, IReadOnlyList<string> Domains)> ProviderAsync()
    {
        await using var db = await App.OpenDatabaseAsync();
        var rows = await db.Set<RoundResultRow>()
            .Where(r =>
                r.RoundId == fixture.Scene.Published && r.SupersededIn == null && r.Provider != null
            )
            .Join(
                db.Set<RoundValueRow>().Where(v => v.Dimension == AdoptionDimension.Provider),
                r => r.Provider,
                v => v.Id,
                (r, v) => new { v.Key, r.DomainId }
            )
            .Join(
                db.Set<MeasuredDomainRow>(),
                r => r.DomainId,
                d => d.Id,
                (r, d) => new { r.Key, d.Name }
            )
            .ToListAsync(Cancellation);
        var provider = rows.GroupBy(r => r.Key).OrderBy(g => g.Key, StringComparer.Ordinal).First();
        return (provider.Key, [.. provider.Select(r => r.Name)]);
    }
}
