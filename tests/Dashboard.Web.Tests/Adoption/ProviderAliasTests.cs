using System.Net;
using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Data.Accounts;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Adoption;
using Dashboard.Web.Features.Adoption.Aliases;
using Dashboard.Web.Features.Rounds.Control;
using Dashboard.Web.Features.Rounds.Start;
using Dashboard.Web.Features.Rounds.Work;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Accounts;
using Dashboard.Web.Tests.Support;
using Dashboard.Web.Tests.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Adoption;

/// <summary>An analyst names providers, without script; and everybody finds where to say that a provider is wrong.</summary>
[Collection(MonitorGroup.Name)]
public sealed class ProviderAliasTests(MonitorFixture fixture, PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Analyst_names_a_provider_and_what_is_judged_then_has_the_name()
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            ["Roles=web", "Accounts:SignInsPerMinute=1000"]
        );
        using var analyst = await AccountVisitor.SignedInAsync(app, "Eva", AccountRole.Analyst);
        async Task<string> SetAsync(string domain, string provider) =>
            (
                await analyst.SubmitAsync(
                    SitePaths.ProviderAliases,
                    AliasesPage.SetForm,
                    ("domain", domain),
                    ("provider", provider)
                )
            ).Body;

        (await analyst.GetAsync(SitePaths.AliasesOf("wolk.example"))).Body.ShouldContain(
            "value=\"wolk.example\""
        );
        (await SetAsync("no domain", "Wolk")).ShouldContain("This is no domain.");
        (await SetAsync("wolk.example", " ")).ShouldContain("This name cannot be");
        (await SetAsync("wolk.example", "eigen")).ShouldContain("This name cannot be");
        (await SetAsync("wolk.example", "Aliases")).ShouldContain("This name cannot be");
        (await SetAsync("MX1.mail.Wolk.example", " Wolk & Co ")).ShouldContain("The name is set.");
        (await NamesAsync(app)).ShouldBe(["wolk.example Wolk & Co"]);
        (await SetAsync("wolk.example", "Wolk")).ShouldContain("The name is set.");
        (await NamesAsync(app)).ShouldBe(["wolk.example Wolk"]);

        var removed = await analyst.SubmitAsync(
            SitePaths.ProviderAliases,
            AliasesPage.RemoveForm("wolk.example")
        );
        removed.Body.ShouldContain("The name is removed.");
        (await NamesAsync(app)).ShouldBeEmpty();
        (
            await app
                .Services.GetRequiredService<ProviderAliases>()
                .RemoveAsync("wolk.example", "test", Cancellation)
        ).ShouldBe(AliasRefusal.NoSuchAlias);

        await MonitorSite.ImportAsync(app);
        var (round, _) = await app
            .Services.GetRequiredService<RoundStart>()
            .StartAsync(new("Meting", Profile: RoundProfiles.Dane), Cancellation);
        (await SetAsync("huis.example", "Huis")).ShouldContain("The name is set.");
        (await ProviderAsync(app, round!.Id, "mx1.huis.example")).ShouldBe(
            "huis.example",
            "the round keeps the names that it started with"
        );
        (
            await app
                .Services.GetRequiredService<RoundControl>()
                .CancelAsync(round.Id, Cancellation)
        ).ShouldBeNull();
        var (later, _) = await app
            .Services.GetRequiredService<RoundStart>()
            .StartAsync(new("Later", Profile: RoundProfiles.Dane), Cancellation);
        (await ProviderAsync(app, later!.Id, "mx1.huis.example")).ShouldBe("Huis");

        await using var db = await app.OpenDatabaseAsync();
        var written = await db
            .AuditEntries.Where(e => e.Actor == "Eva" && e.Subject == "wolk.example")
            .OrderBy(e => e.Id)
            .ToListAsync(Cancellation);
        written
            .Select(e => (e.Action, Named(e.Before), Named(e.After)))
            .ShouldBe([
                ("alias-added", null, "Wolk & Co"),
                ("alias-changed", "Wolk & Co", "Wolk"),
                ("alias-removed", "Wolk", null),
            ]);

        static string? Named(string? json) =>
            json is null
                ? null
                : JsonDocument.Parse(json).RootElement.GetProperty("provider").GetString();
    }

    [Fact]
    public async Task Page_of_a_provider_leads_to_the_contact_page_with_its_name()
    {
        var app = fixture.Scene.App;
        await using var db = await app.OpenDatabaseAsync();
        var provider = await db.Set<RoundValueRow>()
            .Where(v => v.Dimension == Core.Adoption.AdoptionDimension.Provider)
            .OrderBy(v => v.Id)
            .Select(v => v.Key)
            .FirstAsync(Cancellation);
        using var nobody = new AccountVisitor(app);
        using var analyst = await AccountVisitor.SignedInAsync(
            app,
            "Naming analyst",
            AccountRole.Analyst
        );

        var page = await nobody.GetAsync(SitePaths.Provider(provider));

        page.Status.ShouldBe(HttpStatusCode.OK);
        var link = $"href=\"{SitePaths.ContactAbout(provider)}\"";
        page.Body.ShouldContain(link);
        page.Body.ShouldNotContain(SitePaths.ProviderAliases);
        (await nobody.GetAsync(SitePaths.ContactAbout(provider))).Body.ShouldContain(
            $"about the provider {provider}."
        );
        (await nobody.GetAsync(SitePaths.Providers)).Body.ShouldContain(
            $"href=\"{SitePaths.Contact}\""
        );
        var own = await analyst.GetAsync(SitePaths.Provider(provider));
        own.Body.ShouldContain($"href=\"{SitePaths.AliasesOf(provider)}\"");
    }

    [Fact]
    public async Task Contact_page_carries_the_provider_into_the_mail_and_no_more_than_a_name()
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            ["Roles=web", "Operator:Contact=beheer@site.example"]
        );
        using var nobody = new AccountVisitor(app);

        var page = await nobody.GetAsync(SitePaths.ContactAbout("Wolk & <b>Co</b>"));

        page.Body.ShouldContain(
            "href=\"mailto:beheer@site.example?subject=Provider%20Wolk%20%26%20%3Cb%3ECo%3C%2Fb%3E\""
        );
        page.Body.ShouldNotContain("<b>Co");
        var tooLong = await nobody.GetAsync(SitePaths.ContactAbout(new string('a', 101)));
        tooLong.Status.ShouldBe(HttpStatusCode.OK);
        tooLong.Body.ShouldNotContain("?subject=");
        (await nobody.GetAsync(SitePaths.Contact)).Body.ShouldContain(
            "href=\"mailto:beheer@site.example\""
        );
    }

    [Fact]
    public void Every_refusal_has_its_words() =>
        TextsTests.Covers<AdoptionTexts>(
            Enum.GetValues<AliasRefusal>().Select(why => $"aliases.problem.{Slug.Of(why)}")
        );

    private static async Task<string[]> NamesAsync(DashboardApp app) =>
        [
            .. (
                await app.Services.GetRequiredService<ProviderAliases>().AllAsync(Cancellation)
            ).Select(alias => $"{alias.Domain} {alias.Provider}"),
        ];

    /// <summary>As the round calls who runs the host, in a domain of nobody.</summary>
    private static async Task<string> ProviderAsync(DashboardApp app, int round, string host)
    {
        await using var db = await app.OpenDatabaseAsync();
        return (await ProviderNames.ReadAsync(db, round, Cancellation)).Of(
            DomainName.Parse(host),
            new HashSet<DomainName>()
        );
    }
}
