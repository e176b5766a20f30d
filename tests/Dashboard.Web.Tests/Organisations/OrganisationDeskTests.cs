using System.Net;
using Dashboard.Core;
using Dashboard.Core.Organisations;
using Dashboard.Data.Accounts;
using Dashboard.Data.Organisations;
using Dashboard.Web.Features.Organisations;
using Dashboard.Web.Features.Organisations.Desk;
using Dashboard.Web.Features.Organisations.Import;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Accounts;
using Dashboard.Web.Tests.Support;
using Dashboard.Web.Tests.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Organisations;

/// <summary>An analyst corrects an organisation on its desk, without script.</summary>
public sealed class OrganisationDeskTests(PostgresFixture postgres)
{
    private const string Reason = "zo staat het in het besluit";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Analyst_corrects_an_organisation_and_each_change_is_written_down()
    {
        await using var app = await StartAsync();
        using var analyst = await AccountVisitor.SignedInAsync(app, "Eva", AccountRole.Analyst);
        var desk = SitePaths.OrganisationDesk(MonitorSite.Mixed);
        (await analyst.GetAsync(SitePaths.Organisation(MonitorSite.Mixed))).Body.ShouldContain(
            $"href=\"{desk}\""
        );
        var page = await analyst.GetAsync(desk);
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Body.ShouldContain("not chosen; without a main domain");

        var without = await analyst.SubmitAsync(
            desk,
            OrganisationDeskPage.FieldForm(OrganisationField.Name),
            ("value", "Gemeente Proefdam aan Zee"),
            ("reason", " ")
        );
        without.Body.ShouldContain("Give a reason");
        without.Body.ShouldNotContain("<h1>Gemeente Proefdam aan Zee");

        async Task<string> SubmitAsync(string form, params (string, string)[] fields)
        {
            var answer = await analyst.SubmitAsync(desk, form, [.. fields, ("reason", Reason)]);
            answer.Status.ShouldBe(HttpStatusCode.OK);
            return WebUtility.HtmlDecode(answer.Body);
        }
        (
            await SubmitAsync(
                OrganisationDeskPage.FieldForm(OrganisationField.Name),
                ("value", "Gemeente Proefdam aan Zee")
            )
        ).ShouldContain("<h1>Gemeente Proefdam aan Zee: correct</h1>");
        (
            await SubmitAsync(
                OrganisationDeskPage.FieldForm(OrganisationField.MainDomain),
                ("value", "tlsa-absent.example")
            )
        ).ShouldContain("Main domain: <span class=\"wrap\">tlsa-absent.example</span> (by hand)");
        (
            await SubmitAsync(
                OrganisationDeskPage.FieldForm(OrganisationField.Name),
                ("value", ""),
                ("action", OrganisationDeskPage.Withdraw)
            )
        ).ShouldContain("<h1>Gemeente Proefdam: correct</h1>");
        var added = await SubmitAsync(
            OrganisationDeskPage.DomainForm,
            ("domain", "hand.example"),
            ("from", "2026-01-01")
        );
        added.ShouldContain("The days of the domain are changed.");
        added.ShouldContain("1 January 2026");
        (
            await SubmitAsync(
                OrganisationDeskPage.DomainForm,
                ("domain", "hand.example"),
                ("from", "1 januari")
            )
        ).ShouldContain("Fill in a day");
        (
            await SubmitAsync(
                OrganisationDeskPage.MoveForm,
                ("domains", "hand.example"),
                ("domains", "rollover-missed.example"),
                ("to", MonitorSite.Good),
                ("from", "2026-02-01")
            )
        ).ShouldContain("The domains are moved.");
        (
            await SubmitAsync(
                OrganisationDeskPage.LinkForm,
                ("successor", MonitorSite.Good),
                ("from", "2099-01-01")
            )
        ).ShouldContain("The successor is named.");
        (
            await SubmitAsync(
                OrganisationDeskPage.LinkForm,
                ("action", OrganisationDeskPage.Withdraw)
            )
        ).ShouldContain("The successor is removed.");
        (
            await SubmitAsync(
                OrganisationDeskPage.MergeForm,
                ("others", $"{MonitorSite.Good}\r\n{MonitorSite.Silent}"),
                ("from", "2099-01-01")
            )
        ).ShouldContain("The organisations are merged.");
        (await SubmitAsync(OrganisationDeskPage.JoinForm, ("to", MonitorSite.Good))).ShouldContain(
            "That organisation is in no register."
        );

        await using var db = await app.OpenDatabaseAsync();
        var written = (
            await db
                .AuditEntries.Where(e => e.Actor == "Eva")
                .OrderBy(e => e.Id)
                .ToListAsync(Cancellation)
        ).FindAll(e => e.After?.Contains(Reason, StringComparison.Ordinal) == true);
        written
            .Select(e => $"{e.Action} {e.Subject}")
            .ShouldBe([
                $"organisation-corrected {MonitorSite.Mixed}",
                $"organisation-corrected {MonitorSite.Mixed}",
                $"organisation-correction-withdrawn {MonitorSite.Mixed}",
                $"domain-added {MonitorSite.Mixed}",
                $"domains-moved {MonitorSite.Mixed}",
                $"organisation-linked {MonitorSite.Mixed}",
                $"organisation-unlinked {MonitorSite.Mixed}",
                $"organisation-linked {MonitorSite.Good}",
                $"organisation-linked {MonitorSite.Silent}",
            ]);
    }

    [Fact]
    public async Task Organisation_of_a_list_is_joined_on_its_desk_and_others_have_no_such_form()
    {
        await using var app = await StartAsync();
        var importer = app.Services.GetRequiredService<RegisterImporter>();
        var request = new ImportRequest(RegisterSource.Roo, "exportOO.xml", null, "test");
        await using (var file = File.OpenRead(RegisterFiles.PathOf("exportOO-sample.xml")))
        {
            await importer.ImportAsync(
                request,
                await importer.ReadAsync(request, file, Cancellation),
                Cancellation
            );
        }
        using var analyst = await AccountVisitor.SignedInAsync(app, "Eva", AccountRole.Analyst);

        var joined = await analyst.SubmitAsync(
            SitePaths.OrganisationDesk(MonitorSite.Good),
            OrganisationDeskPage.JoinForm,
            ("to", "90017"),
            ("reason", Reason)
        );

        joined.Body.ShouldContain("The organisation is joined.");
        var kept = await analyst.GetAsync(SitePaths.OrganisationDesk("90017"));
        kept.Body.ShouldContain("dual-stack.example");
        kept.Body.ShouldNotContain("id=\"join\"");
        (await analyst.GetAsync(SitePaths.OrganisationDesk("none"))).Status.ShouldBe(
            HttpStatusCode.NotFound
        );
    }

    [Fact]
    public async Task Desk_is_no_link_for_others_than_analysts()
    {
        await using var app = await StartAsync();
        using var nobody = new AccountVisitor(app);

        (await nobody.GetAsync(SitePaths.Organisation(MonitorSite.Mixed))).Body.ShouldNotContain(
            "/desk\""
        );
    }

    [Fact]
    public void Everything_that_is_told_has_its_words() =>
        TextsTests.Covers<OrganisationDeskTexts>([
            .. Enum.GetValues<CorrectionRefusal>().Select(refusal => $"problem.{Slug.Of(refusal)}"),
            .. Enum.GetValues<OrganisationField>().Select(field => $"field.{Slug.Of(field)}"),
            .. Enum.GetValues<RegisterSource>().Select(source => $"source.{Slug.Of(source)}"),
        ]);

    private async Task<DashboardApp> StartAsync()
    {
        var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            ["Roles=web", "Accounts:SignInsPerMinute=1000", "RateLimit:RequestsPerMinute=100000"]
        );
        await MonitorSite.ImportAsync(app);
        return app;
    }
}
