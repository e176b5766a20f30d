using System.Globalization;
using System.Net;
using System.Text;
using Dashboard.Core;
using Dashboard.Core.Organisations;
using Dashboard.Data.Accounts;
using Dashboard.Data.Organisations;
using Dashboard.Web.Features.Organisations.Import;
using Dashboard.Web.Features.Registers;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Accounts;
using Dashboard.Web.Tests.Support;
using Dashboard.Web.Tests.Texts;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.Registers;

/// <summary>An analyst sends a file, sees what it would change, and decides; without script.</summary>
[Collection(MonitorGroup.Name)]
public sealed class ImportPageTests(MonitorFixture fixture)
{
    private const string Header = "Organisatie;Laag;Domein\n";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DashboardApp App => fixture.Scene.App;

    [Fact]
    public async Task Difference_is_shown_before_anything_changes_and_is_applied_once()
    {
        using var analyst = await AnalystAsync("Importing analyst");
        var path = await SendAsync(
            analyst,
            "Proef",
            Header
                + "Stichting <b>Proef</b>;Stichting;proef-een.example\n"
                + "Stichting <b>Proef</b>;Stichting;proef-twee.example\n"
                + "Stichting <b>Proef</b>;Stichting;*.proef.example\n"
        );

        var preview = await analyst.GetAsync(path);
        preview.Body.ShouldContain("Waits for your decision");
        preview.Body.ShouldContain("Refused lines: 1");
        preview.Body.ShouldContain("An asterisk covers names that nobody has written.");
        preview.Body.ShouldContain(">4</th>");
        preview.Body.ShouldContain("Domains, Added: 2");
        var domains = await analyst.GetAsync($"{path}?show=domains&change=added");
        domains.Body.ShouldContain("proef-een.example");
        domains.Body.ShouldContain("1 to 2 of 2");
        var organisations = await analyst.GetAsync($"{path}?show=organisations");
        organisations.Body.ShouldContain("Stichting &lt;b&gt;Proef&lt;/b&gt;");
        (await DomainsAsync()).ShouldBeEmpty();

        (await DecideAsync(analyst, path, "apply")).Location.ShouldBe(path);
        (await DomainsAsync()).ShouldBe(["proef-een.example", "proef-twee.example"]);
        // By an old page.
        var again = await analyst.SubmitAsync(path, ImportPage.DecideForm, ("act", "apply"));
        again.Location.ShouldBeNull();
        (await analyst.GetAsync(path)).Body.ShouldContain("Applied");

        // The same file has nothing to apply; another ends what it does not name.
        var same = await SendAsync(
            analyst,
            "Proef",
            Header
                + "Stichting <b>Proef</b>;Stichting;proef-een.example\n"
                + "Stichting <b>Proef</b>;Stichting;proef-twee.example\n"
                + "Stichting <b>Proef</b>;Stichting;*.proef.example\n"
        );
        (await analyst.GetAsync(same)).Body.ShouldContain("There is nothing to apply.");
        (await DecideAsync(analyst, same, "apply")).Body.ShouldContain(
            "There is nothing to apply."
        );
        var shorter = await SendAsync(
            analyst,
            "Proef",
            Header + "Stichting <b>Proef</b>;Stichting;proef-een.example\n"
        );
        (await analyst.GetAsync(shorter)).Body.ShouldContain("Domains, ");
        (await DecideAsync(analyst, shorter, "discard")).Location.ShouldBe(shorter);
        (await analyst.GetAsync(shorter)).Body.ShouldContain("Discarded");
        (await DomainsAsync()).ShouldBe(["proef-een.example", "proef-twee.example"]);
        (await ActionsAsync("Importing analyst")).ShouldBe([
            "import-staged",
            "register-imported",
            "import-staged",
            // It gives way to the next.
            "import-discarded",
            "import-staged",
            "import-discarded",
        ]);
        await using var db = await App.OpenDatabaseAsync();
        (await db.RegisterImportContents.AnyAsync(Cancellation)).ShouldBeFalse();

        async Task<string[]> DomainsAsync()
        {
            await using var found = await App.OpenDatabaseAsync();
            return await found
                .OrganisationDomains.Where(d => d.Domain.StartsWith("proef-"))
                .OrderBy(d => d.Domain)
                .Select(d => d.Domain)
                .ToArrayAsync(Cancellation);
        }
    }

    [Fact]
    public async Task Long_difference_comes_in_pages_and_nothing_of_it_is_cut()
    {
        using var analyst = await AnalystAsync("Slow analyst");
        var rows = new StringBuilder(Header);
        const int count = (ImportDesk.PageSize * 2) + 1;
        for (var at = 0; at < count; at++)
        {
            rows.Append(
                CultureInfo.InvariantCulture,
                $"Stichting Veel;Stichting;veel-{at:000}.example\n"
            );
        }
        var path = await SendAsync(analyst, "Veel", rows.ToString());

        var seen = new HashSet<string>();
        var next = $"{path}?show=domains";
        for (var page = 0; page < 3; page++)
        {
            var answer = await analyst.GetAsync(next);
            foreach (var part in answer.Body.Split("veel-").Skip(1))
            {
                seen.Add(part[..3]);
            }
            var link = answer.Body.IndexOf("rel=\"next\"", StringComparison.Ordinal);
            (link > 0).ShouldBe(page < 2);
            if (link > 0)
            {
                var start = answer.Body.LastIndexOf("href=\"", link, StringComparison.Ordinal) + 6;
                next = WebUtility.HtmlDecode(
                    answer.Body[start..answer.Body.IndexOf('"', start)].Split('#')[0]
                );
            }
        }
        seen.Count.ShouldBe(count);
        (await DecideAsync(analyst, path, "discard")).Location.ShouldBe(path);
    }

    [Theory]
    [InlineData("list", "leeg.csv", "", "Choose a file that is not empty.")]
    [InlineData("list", "leeg.csv", "Organisatie;Domein\n", "A head and nothing under it.")]
    [InlineData("list", "geen.csv", "Naam;Adres\na;b\n", "No column is headed")]
    [InlineData("roo", "export.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "DTD")]
    [InlineData("rio", "export.xml", "<p:RegisterInternet", "The file ends before")]
    [InlineData("manual", "a.csv", "a", "Choose a source.")]
    public async Task File_that_is_refused_changes_nothing_and_says_why(
        string source,
        string name,
        string content,
        string expected
    )
    {
        using var analyst = await AnalystAsync($"Refused {source} {name} {content.Length}");
        var answer = await analyst.UploadAsync(
            SitePaths.Registers,
            ImportsPage.UploadForm,
            (name, Encoding.UTF8.GetBytes(content)),
            ("source", source),
            ("list", "Geweigerd")
        );
        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Body.ShouldContain(expected);
        answer.Body.ShouldContain("role=\"alert\"");
        await using var db = await App.OpenDatabaseAsync();
        (
            await db.RegisterImports.AnyAsync(i => i.ListName == "Geweigerd", Cancellation)
        ).ShouldBeFalse();
    }

    [Fact]
    public async Task File_larger_than_another_page_takes_is_read_and_one_beyond_every_bound_is_not()
    {
        using var analyst = await AnalystAsync("Large analyst");
        var rows = new StringBuilder(Header);
        while (rows.Length < 400_000)
        {
            rows.Append("Stichting Groot;Stichting;groot.example\n");
        }
        var path = await SendAsync(analyst, "Groot", rows.ToString());
        (await DecideAsync(analyst, path, "discard")).Location.ShouldBe(path);

        var status = await analyst.SendTooMuchAsync(
            SitePaths.Registers,
            ImportLimits.Default.RegisterLength * 2
        );
        status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public void Everything_that_can_be_said_of_imports_has_its_words() =>
        TextsTests.Covers<RegisterDeskTexts>([
            .. Enum.GetValues<RegisterReason>().Select(r => $"reason.{Slug.Of(r)}"),
            .. Enum.GetValues<RegisterChange>().Select(c => $"change.{Slug.Of(c)}"),
            .. Enum.GetValues<ImportObstacle>().Select(o => $"obstacle.{Slug.Of(o)}"),
            .. Enum.GetValues<ImportPart>().Select(p => $"part.{Slug.Of(p)}"),
            .. Enum.GetValues<RegisterSource>().Select(s => $"source.{Slug.Of(s)}"),
            .. Enum.GetValues<RegisterImportState>()
                .SelectMany(s => new[] { $"state.{Slug.Of(s)}", $"state.{Slug.Of(s)}.text" }),
        ]);

    private Task<AccountVisitor> AnalystAsync(string name) =>
        AccountVisitor.SignedInAsync(App, name, AccountRole.Analyst);

    /// <returns>The path of the preview.</returns>
    private static async Task<string> SendAsync(AccountVisitor analyst, string list, string rows)
    {
        var answer = await analyst.UploadAsync(
            SitePaths.Registers,
            ImportsPage.UploadForm,
            ("C:\\lijsten\\lijst.csv", Encoding.UTF8.GetBytes(rows)),
            ("source", "list"),
            ("list", list)
        );
        return answer.Location.ShouldNotBeNull(answer.Body);
    }

    private static Task<Answer> DecideAsync(AccountVisitor analyst, string path, string act) =>
        analyst.SubmitAsync(path, ImportPage.DecideForm, ("act", act));

    private async Task<string[]> ActionsAsync(string actor)
    {
        await using var db = await App.OpenDatabaseAsync();
        return await db
            .AuditEntries.Where(e =>
                e.Actor == actor
                && (e.Action.StartsWith("import-") || e.Action.StartsWith("register-"))
            )
            .OrderBy(e => e.Id)
            .Select(e => e.Action)
            .ToArrayAsync(Cancellation);
    }
}
