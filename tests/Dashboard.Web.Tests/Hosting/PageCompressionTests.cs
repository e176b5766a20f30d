using System.Net;
using System.Reflection;
using Dashboard.Web.Components;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Tests.Hosting;

/// <summary>Pages are compressed exactly where no secret is in them.</summary>
public sealed class PageCompressionTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_without_a_secret_are_compressed_and_have_none()
    {
        await using var app = await StartAsync();
        var paths = typeof(NoSecretPageAttribute)
            .Assembly.GetTypes()
            .Where(page => page.IsDefined(typeof(NoSecretPageAttribute)))
            .SelectMany(page => page.GetCustomAttributes<RouteAttribute>())
            .Select(route => route.Template)
            .Where(path => !path.Contains('{', StringComparison.Ordinal))
            .Append("/help/dane")
            .ToList();
        paths.Count.ShouldBeGreaterThan(10);

        foreach (var path in paths)
        {
            using var packed = await GetAsync(app, path, "br");
            using var plain = await GetAsync(app, path, "identity");

            if (packed.StatusCode == HttpStatusCode.OK)
            {
                packed.Content.Headers.ContentEncoding.ShouldBe(["br"], path);
                packed.Headers.Vary.ShouldContain("Accept-Encoding", path);
            }
            plain.Content.Headers.ContentEncoding.ShouldBeEmpty(path);
            plain.Headers.Contains("Set-Cookie").ShouldBeFalse(path);
            (await plain.Content.ReadAsStringAsync(Cancellation)).ShouldNotContain(
                "__RequestVerificationToken",
                Case.Sensitive,
                path
            );
        }
    }

    [Theory]
    [InlineData("/sending")]
    [InlineData("/tlsa")]
    [InlineData("/account/sign-in")]
    public async Task Page_with_a_form_of_ours_is_never_compressed(string path)
    {
        await using var app = await StartAsync();

        using var page = await GetAsync(app, path, "br, gzip");

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Content.Headers.ContentEncoding.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/robots.txt", "text/plain")]
    [InlineData("/favicon.ico", "image/x-icon")]
    [InlineData("/apple-touch-icon.png", "image/png")]
    public async Task File_that_programs_ask_for_by_name_is_there(string path, string type)
    {
        await using var app = await StartAsync();

        using var file = await app.Client.GetAsync(path, Cancellation);

        file.StatusCode.ShouldBe(HttpStatusCode.OK);
        file.Content.Headers.ContentType!.MediaType.ShouldBe(type);
    }

    private async Task<DashboardApp> StartAsync() =>
        await DashboardApp.StartAsync(await postgres.CreateDatabaseAsync(), "Roles=web");

    private static async Task<HttpResponseMessage> GetAsync(
        DashboardApp app,
        string path,
        string encoding
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept-Encoding", encoding);
        return await app.Client.SendAsync(request, Cancellation);
    }
}
