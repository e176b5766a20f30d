using System.Globalization;
using System.Net;
using System.Text.Json;
using Dashboard.Texts;
using Dashboard.Web.Features.About;
using Dashboard.Web.Features.PersonalData;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.About;

/// <summary>The pages about the site say who runs it as far as that was stated, and make up nothing.</summary>
public sealed class AboutPagesTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Source_code_is_spoken_of_only_where_its_address_is_stated()
    {
        const string source = "https://code.example/dashboard";
        await using var silent = await StartAsync();
        await using var open = await StartAsync($"Operator:SourceCode={source}");

        foreach (var path in new[] { SitePaths.About, SitePaths.Security, SitePaths.Front })
        {
            var page = await ReadAsync(silent, path);
            page.ShouldNotContain("open source", Case.Insensitive);
            page.ShouldNotContain("De broncode");
        }
        (await ReadAsync(open, SitePaths.About)).ShouldContain($"href=\"{source}\"");
    }

    public static TheoryData<string, string> WithoutSettings =>
        new()
        {
            { SitePaths.About, "De beheerder van deze site heeft niet vermeld wie hij is." },
            { SitePaths.Contact, "De beheerder van deze site heeft geen contactadres vermeld." },
            { SitePaths.Privacy, "De beheerder heeft geen eigen privacyverklaring vermeld." },
            { SitePaths.Security, "De beheerder heeft geen adres voor kwetsbaarheden vermeld." },
            {
                SitePaths.Accessibility,
                "Voor deze site is geen toegankelijkheidsverklaring vermeld."
            },
        };

    [Theory]
    [MemberData(nameof(WithoutSettings))]
    public async Task Page_says_what_the_operator_did_not_state(string path, string sentence)
    {
        await using var app = await StartAsync();

        var page = await ReadAsync(app, path);

        page.ShouldContain(sentence);
        page.ShouldNotContain("mailto:");
    }

    [Fact]
    public async Task Pages_show_what_the_operator_stated()
    {
        await using var app = await StartAsync(
            "Operator:Name=Gemeente Voorbeeld",
            "Operator:Website=https://www.voorbeeld.example/",
            "Operator:Contact=post@voorbeeld.example",
            "Operator:PrivacyStatement=https://www.voorbeeld.example/privacy",
            "Operator:AccessibilityStatement=https://www.voorbeeld.example/toegankelijk",
            "SecurityTxt:Contact:0=mailto:veilig@voorbeeld.example",
            "SecurityTxt:Contact:1=javascript:alert(1)"
        );

        (await ReadAsync(app, SitePaths.About)).ShouldContain(
            "Deze site wordt beheerd door Gemeente Voorbeeld."
        );
        (await ReadAsync(app, SitePaths.About)).ShouldContain(
            "href=\"https://www.voorbeeld.example/\""
        );
        (await ReadAsync(app, SitePaths.Contact)).ShouldContain(
            "href=\"mailto:post@voorbeeld.example\""
        );
        (await ReadAsync(app, SitePaths.Privacy)).ShouldContain(
            "href=\"https://www.voorbeeld.example/privacy\""
        );
        (await ReadAsync(app, SitePaths.Accessibility)).ShouldContain(
            "href=\"https://www.voorbeeld.example/toegankelijk\""
        );
        var security = await ReadAsync(app, SitePaths.Security);
        security.ShouldContain("href=\"mailto:veilig@voorbeeld.example\"");
        security.ShouldNotContain("href=\"javascript:");
    }

    [Fact]
    public async Task Privacy_page_names_the_retention_periods_in_force()
    {
        await using var app = await StartAsync(
            "InboundTest:KeepTranscriptsFor=31.00:00:00",
            "OutboundTest:KeepEvidenceFor=47.00:00:00"
        );

        var page = await ReadAsync(app, SitePaths.Privacy);

        page.ShouldContain("wordt na 31 dagen gewist");
        page.ShouldContain("tot 47 dagen na het einde van de test");
    }

    [Fact]
    public async Task Privacy_page_has_every_field_of_the_register_and_the_bases_that_were_stated()
    {
        await using var app = await StartAsync("PersonalData:NoticesBasis=Consent");
        var texts = new ResourceTexts<PersonalDataTexts>(CultureInfo.GetCultureInfo("nl"));

        var page = await ReadAsync(app, SitePaths.Privacy);

        foreach (var field in PersonalFields.All)
        {
            page.ShouldContain(texts[$"field.{field.Key}"].Value);
        }
        page.ShouldContain("volgens de beheerder: toestemming");
        page.Split("De beheerder heeft niet vermeld op welke grondslag dit rust.")
            .Length.ShouldBe(Enum.GetValues<PersonalPurpose>().Length);
    }

    [Theory]
    [InlineData("Operator:Contact=nobody")]
    [InlineData("Operator:PrivacyStatement=privacy")]
    public async Task Setting_that_is_no_address_stops_the_program(string setting) =>
        (
            await Should.ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>(() =>
                StartAsync(setting)
            )
        ).Message.ShouldContain(setting.Split('=')[0]);

    /// <summary>What the page names is in the description, and the other way round.</summary>
    [Fact]
    public async Task Page_of_the_api_names_every_collection_of_the_description()
    {
        await using var app = await StartAsync();
        using var description = JsonDocument.Parse(
            await app.Client.GetStringAsync(SitePaths.ApiDescription, Cancellation)
        );

        var collections = description
            .RootElement.GetProperty("paths")
            .EnumerateObject()
            .Select(path => path.Name.Split('/')[1])
            .Distinct();

        ApiPage.Resources.ShouldBe(collections, ignoreOrder: true);
    }

    [Fact]
    public async Task Footer_of_every_page_leads_to_the_pages_about_the_site()
    {
        await using var app = await StartAsync();

        var page = await ReadAsync(app, "/help");

        foreach (
            var path in new[]
            {
                SitePaths.About,
                SitePaths.Contact,
                SitePaths.Privacy,
                SitePaths.Security,
                SitePaths.Accessibility,
                SitePaths.ApiHelp,
            }
        )
        {
            page.ShouldContain($"href=\"{path}\"");
        }
    }

    private async Task<DashboardApp> StartAsync(params string[] settings) =>
        await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            ["Roles=web", .. settings]
        );

    private static async Task<string> ReadAsync(DashboardApp app, string path)
    {
        using var response = await app.Client.GetAsync(path, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancellation));
    }
}
