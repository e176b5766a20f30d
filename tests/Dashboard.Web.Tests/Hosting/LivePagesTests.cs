using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Dashboard.Lab;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Tests.Hosting;

/// <summary>resilience R4: connections of live pages, as the runtime in a browser makes them.</summary>
public sealed class LivePagesTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Client_has_so_many_live_pages_and_another_when_one_is_gone()
    {
        await using var app = await StartAsync("LivePages:PerClient=2");
        using var first = await FollowAsync(app, "192.0.2.1");
        using var second = await FollowAsync(app, "192.0.2.1");

        using (var third = await FollowAsync(app, "192.0.2.1"))
        {
            third.HttpStatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        }
        using (var other = await FollowAsync(app, "192.0.2.2"))
        {
            other.State.ShouldBe(WebSocketState.Open);
        }
        using (var page = await app.Client.GetAsync("/", Cancellation))
        {
            page.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        first.Abort();
        using var follower = await Eventually.GetAsync(async () =>
        {
            var again = await FollowAsync(app, "192.0.2.1");
            if (again.State == WebSocketState.Open)
            {
                return again;
            }
            again.Dispose();
            return null;
        });
    }

    [Fact]
    public async Task Networks_of_one_IPv6_subscriber_have_eight_shares_together()
    {
        await using var app = await StartAsync("LivePages:PerClient=1");
        var pages = new List<ClientWebSocket>();
        try
        {
            for (var network = 0; network < 9; network++)
            {
                pages.Add(await FollowAsync(app, $"2001:db8:0:{network}::1"));
            }

            pages.Count(page => page.State == WebSocketState.Open).ShouldBe(8);
            pages[8].HttpStatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        }
        finally
        {
            pages.ForEach(page => page.Dispose());
        }
    }

    [Fact]
    public async Task All_clients_together_have_so_many()
    {
        await using var app = await StartAsync("LivePages:InAll=3");
        var pages = new List<ClientWebSocket>();
        try
        {
            for (var i = 1; i <= 4; i++)
            {
                pages.Add(await FollowAsync(app, $"192.0.2.{i}"));
            }

            pages
                .Select(page => page.State == WebSocketState.Open)
                .ShouldBe([true, true, true, false]);
        }
        finally
        {
            pages.ForEach(page => page.Dispose());
        }
    }

    [Fact]
    public async Task Page_that_asks_again_and_again_is_not_followed()
    {
        await using var app = await StartAsync();
        using var negotiated = await app.Client.PostAsync(
            "/_blazor/negotiate?negotiateVersion=1",
            content: null,
            Cancellation
        );
        var token = JsonNode.Parse(await negotiated.Content.ReadAsStringAsync(Cancellation))![
            "connectionToken"
        ]!.GetValue<string>();

        using var poll = await app.Client.GetAsync($"/_blazor?id={token}", Cancellation);
        using var events = await GetEventsAsync(app, token);
        using var slash = await app.Client.GetAsync($"/_blazor/?id={token}", Cancellation);
        using var send = await app.Client.PostAsync(
            $"/_blazor?id={token}",
            new StringContent("{}"),
            Cancellation
        );

        new[] { poll, slash, events, send }.ShouldAllBe(answer =>
            answer.StatusCode == HttpStatusCode.NotFound
        );
    }

    [Theory]
    [InlineData("LivePages:PerClient=0")]
    [InlineData("LivePages:InAll=100001")]
    public async Task Limit_outside_its_range_stops_the_program(string setting)
    {
        var fault = await Should.ThrowAsync<OptionsValidationException>(() => StartAsync(setting));

        fault.Message.ShouldContain(setting.Split('=')[0]);
    }

    private async Task<DashboardApp> StartAsync(params string[] settings) =>
        await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            ["Roles=web", "Proxies:Trusted:0=127.0.0.0/8", .. settings]
        );

    private static async Task<HttpResponseMessage> GetEventsAsync(DashboardApp app, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/_blazor?id={token}");
        request.Headers.Accept.ParseAdd("text/event-stream");
        return await app.Client.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            Cancellation
        );
    }

    /// <summary>Open, or turned away with a status.</summary>
    private static async Task<ClientWebSocket> FollowAsync(DashboardApp app, string client)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("X-Forwarded-For", client);
        try
        {
            await socket.ConnectAsync(
                new UriBuilder(app.Address) { Scheme = "ws", Path = "/_blazor" }.Uri,
                Cancellation
            );
        }
        catch (WebSocketException)
        {
            // Turned away.
        }
        return socket;
    }
}
