using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Dashboard.Data.Accounts;
using Dashboard.Lab;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Api;

/// <summary>A program that uses the batch API, with an account and a key of its own.</summary>
internal static class BatchVisitor
{
    public const string Requests = "/api/batch/v2/requests";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Registers the domains and waits until they are measured.</summary>
    /// <returns>The id of the request.</returns>
    public static async Task<string> MeasureAsync(HttpClient client, params string[] domains)
    {
        using var made = await SendAsync(
            client,
            HttpMethod.Post,
            Requests,
            JsonSerializer.Serialize(new { type = "mail", domains })
        );
        var id = made.RootElement.GetProperty("request").GetProperty("request_id").GetString()!;
        await Eventually.GetAsync(async () =>
        {
            using var polled = await SendAsync(client, HttpMethod.Get, $"{Requests}/{id}");
            var status = polled
                .RootElement.GetProperty("request")
                .GetProperty("status")
                .GetString();
            return status == "done" ? status : null;
        });
        return id;
    }

    public static async Task<JsonDocument> SendAsync(
        HttpClient client,
        HttpMethod method,
        string path,
        string? body = null
    )
    {
        using var request = Request(method, path, body);
        using var response = await client.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        return JsonDocument.Parse(text);
    }

    public static HttpRequestMessage Request(HttpMethod method, string path, string? body) =>
        new(method, path)
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, "text/plain"),
            // What is too large is refused before it is sent, not in the middle of it.
            Headers = { ExpectContinue = body?.Length > 1_000_000 },
        };

    public static async Task<DashboardApp> StartAsync(
        PostgresFixture postgres,
        LabFixture lab,
        params string[] settings
    ) =>
        await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            [
                .. await lab.SettingsAsync(),
                "Probe:RetryAfter=00:00:00.1",
                "Rounds:SweepEvery=00:00:00.2",
                "RateLimit:RequestsPerMinute=30",
                .. settings,
            ]
        );

    public static async Task<HttpClient> ClientAsync(DashboardApp app, string account)
    {
        await using (var db = await app.OpenDatabaseAsync())
        {
            db.Accounts.Add(
                new()
                {
                    Id = Guid.NewGuid(),
                    UserName = account,
                    NormalizedUserName = account.ToUpperInvariant(),
                    Role = AccountRole.Reader,
                    CreatedAt = DateTimeOffset.UtcNow,
                    SecurityStamp = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture),
                }
            );
            await db.SaveChangesAsync(Cancellation);
        }
        var client = new HttpClient(
            new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }
        )
        {
            BaseAddress = app.Address,
        };
        client.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(
            Basic(account, await KeyAsync(app, account, ApiScopes.Batch))
        );
        return client;
    }

    public static async Task<string> KeyAsync(DashboardApp app, string account, string scope) =>
        (
            await app
                .Services.GetRequiredService<ApiKeyDesk>()
                .CreateAsync("test", account, scope, Cancellation)
        ).ShouldNotBeNull();

    public static string Basic(string account, string key) =>
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account}:{key}"));
}
