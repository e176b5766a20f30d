using System.Globalization;
using System.Net;
using System.Text.Json;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Lab;
using Dashboard.Web.Features.Api.Batch;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using static Dashboard.Web.Tests.Api.BatchVisitor;

namespace Dashboard.Web.Tests.Api;

/// <summary>What one holder of a key can ask of the batch API, and what becomes of requests that come to nothing.</summary>
public sealed class BatchLimitTests(PostgresFixture postgres, LabFixture lab)
{
    private const string One = """{"type":"mail","domains":["tlsa-absent.example"]}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Account_has_a_bounded_number_of_requests_open()
    {
        await using var app = await StartAsync(postgres, lab, "Roles=web", "Batch:MostOpen=3");
        using var client = await ClientAsync(app, "dashboard");
        using var other = await ClientAsync(app, "other");

        // All at once.
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => PostAsync(client, One))
        );

        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(3);
        foreach (var (_, body) in answers.Where(a => a.Status != HttpStatusCode.OK))
        {
            using var refused = JsonDocument.Parse(body);
            refused
                .RootElement.GetProperty("error")
                .GetProperty("label")
                .GetString()
                .ShouldBe("bad-request");
        }
        (await PostAsync(other, One)).Status.ShouldBe(HttpStatusCode.OK);
        using var first = JsonDocument.Parse(
            answers.First(a => a.Status == HttpStatusCode.OK).Body
        );
        using var cancelled = await SendAsync(
            client,
            HttpMethod.Patch,
            $"{Requests}/{Id(first.RootElement)}",
            """{"status":"cancelled"}"""
        );
        (await PostAsync(client, One)).Status.ShouldBe(HttpStatusCode.OK);
        (await PostAsync(client, One)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task What_was_rejected_is_told_of_one_request_and_bounded()
    {
        await using var app = await StartAsync(postgres, lab, "Roles=web");
        using var client = await ClientAsync(app, "dashboard");
        using var made = await SendAsync(
            client,
            HttpMethod.Post,
            Requests,
            JsonSerializer.Serialize(
                new
                {
                    type = "mail",
                    domains = Enumerable
                        .Range(0, 1500)
                        .Select(i => $"-{i}")
                        .Append("a.example")
                        .ToArray(),
                }
            )
        );
        using var one = await SendAsync(
            client,
            HttpMethod.Get,
            $"{Requests}/{Id(made.RootElement)}"
        );
        using var list = await SendAsync(client, HttpMethod.Get, Requests);

        foreach (var answer in new[] { made, one })
        {
            var request = answer.RootElement.GetProperty("request");
            request.GetProperty("rejected").GetArrayLength().ShouldBe(BatchState.MostRejected);
            request.GetProperty("num_domains").GetInt32().ShouldBe(1);
        }
        var listed = list.RootElement.GetProperty("requests")[0];
        listed.TryGetProperty("rejected", out _).ShouldBeFalse();
        listed.GetProperty("progress").GetString().ShouldBe("0/1");
    }

    [Fact]
    public async Task Request_that_cannot_be_started_fails_and_the_next_one_runs()
    {
        await using var app = await StartAsync(
            postgres,
            lab,
            "Batch:StartAttempts=2",
            "Batch:Profile=dane"
        );
        using var client = await ClientAsync(app, "dashboard");
        await using var db = await app.OpenDatabaseAsync();
        var broken = await AddAsync(db, "a..example");

        await MeasureAsync(client, "tlsa-absent.example");

        using var failed = await SendAsync(client, HttpMethod.Get, $"{Requests}/{broken}");
        failed
            .RootElement.GetProperty("request")
            .GetProperty("status")
            .GetString()
            .ShouldBe("error");
        db.ChangeTracker.Clear();
        var row = await db.Set<BatchRequestRow>()
            .SingleAsync(r => r.RequestId == broken, Cancellation);
        row.Attempts.ShouldBe(2);
        row.TryAgainAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Request_that_could_not_be_started_is_left_alone_until_its_time()
    {
        await using var app = await StartAsync(postgres, lab, "Batch:Profile=dane");
        using var client = await ClientAsync(app, "dashboard");
        using var other = await ClientAsync(app, "other");
        await using var db = await app.OpenDatabaseAsync();
        var waiting = await AddAsync(
            db,
            "a..example",
            DateTimeOffset.UtcNow + TimeSpan.FromHours(1)
        );

        await MeasureAsync(other, "tlsa-absent.example");

        db.ChangeTracker.Clear();
        var row = await db.Set<BatchRequestRow>()
            .SingleAsync(r => r.RequestId == waiting, Cancellation);
        (row.Attempts, row.RoundId).ShouldBe((0, null));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(9, 512)]
    [InlineData(10, 600)]
    [InlineData(1000, 600)]
    public void Pauses_between_attempts_grow_to_ten_minutes(int attempts, int seconds) =>
        BatchStarter.PauseAfter(attempts).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public async Task Long_list_of_requests_has_each_once_and_the_newest_first()
    {
        await using var app = await StartAsync(postgres, lab, "Roles=web");
        using var client = await ClientAsync(app, "dashboard");
        await using var db = await app.OpenDatabaseAsync();
        await AddAsync(db, "a.example");
        await db.Database.ExecuteSqlRawAsync(
            """
            INSERT INTO batch_requests (request_id, account_id, name, domains, rejected, submitted_at, attempts)
            SELECT lpad(i::text, 32, '0'), account_id, i::text, domains, rejected, submitted_at, 0
            FROM batch_requests, generate_series(1, 1001) AS i
            ORDER BY 1
            """,
            Cancellation
        );

        var all = Enumerable
            .Range(1, 1001)
            .Reverse()
            .Select(i => i.ToString(CultureInfo.InvariantCulture))
            .Append("a")
            .ToList();
        foreach (var (limit, told) in new[] { (0, 1002), (500, 500), (501, 501), (2000, 1002) })
        {
            using var list = await SendAsync(client, HttpMethod.Get, $"{Requests}?limit={limit}");

            list.RootElement.GetProperty("requests")
                .EnumerateArray()
                .Select(request => request.GetProperty("name").GetString())
                .ShouldBe(all.Take(told));
        }
    }

    [Fact]
    public async Task Batch_of_an_account_that_is_disabled_does_not_run()
    {
        var database = await postgres.CreateDatabaseAsync();
        string[] settings =
        [
            .. await lab.SettingsAsync(),
            "Probe:RetryAfter=00:00:00.1",
            "Rounds:SweepEvery=00:00:00.2",
            "RateLimit:RequestsPerMinute=100000",
            "Batch:Profile=dane",
        ];
        await using var app = await DashboardApp.StartAsync(database, ["Roles=web", .. settings]);
        using var client = await ClientAsync(app, "dashboard");
        using var other = await ClientAsync(app, "other");
        await using var db = await app.OpenDatabaseAsync();
        await PostAsync(client, One);
        var waiting = await db.Set<BatchRequestRow>().SingleAsync(Cancellation);
        var running = await AddRoundAsync(db, waiting);
        var next = await AddAsync(db, "tlsa-absent.example");
        await db
            .Accounts.Where(a => a.UserName == "dashboard")
            .ExecuteUpdateAsync(
                set => set.SetProperty(a => a.DisabledAt, DateTimeOffset.UtcNow),
                Cancellation
            );

        await using var worker = await DashboardApp.StartAsync(
            database,
            ["Roles=worker", .. settings]
        );
        await MeasureAsync(other, "tlsa-absent.example");

        db.ChangeTracker.Clear();
        (await db.Set<RoundRow>().SingleAsync(r => r.Id == running, Cancellation)).State.ShouldBe(
            RoundState.Cancelled
        );
        (
            await db.Set<BatchRequestRow>().SingleAsync(r => r.RequestId == next, Cancellation)
        ).RoundId.ShouldBeNull();
    }

    /// <summary>An answer is an error or a document, never half of one behind half of the other.</summary>
    [Fact]
    public async Task Fault_before_the_first_result_is_an_error_that_can_be_read()
    {
        await using var app = await StartAsync(postgres, lab, "Batch:Profile=dane");
        using var client = await ClientAsync(app, "dashboard");
        var id = await MeasureAsync(client, "tlsa-absent.example");
        await using var db = await app.OpenDatabaseAsync();
        await db.Database.ExecuteSqlRawAsync(
            "UPDATE round_lookups SET document = '[]'",
            Cancellation
        );

        foreach (var kind in new[] { "results", "results_technical" })
        {
            using var response = await client.GetAsync($"{Requests}/{id}/{kind}", Cancellation);

            response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
            using var error = JsonDocument.Parse(
                await response.Content.ReadAsStringAsync(Cancellation)
            );
            error
                .RootElement.GetProperty("error")
                .GetProperty("label")
                .GetString()
                .ShouldBe("server-error");
        }
    }

    /// <summary>
    /// Behind more requests than may wait nobody's key is read, so none is said to be wrong: it is a limit of ours, soon gone.
    /// </summary>
    [Fact]
    public async Task Key_behind_more_requests_than_may_wait_is_asked_to_come_back()
    {
        const int More = 20;
        await using var app = await StartAsync(
            postgres,
            lab,
            "Roles=web",
            "Batch:WrongKeysPerMinute=1"
        );
        using var client = await ClientAsync(app, "dashboard");
        (await GetAsync("mdk_counted")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await using var db = await app.OpenDatabaseAsync();
        await using var held = await db.Database.BeginTransactionAsync(Cancellation);
        // Whose turn it is waits for the database, the others for their turn.
        await db.Database.ExecuteSqlRawAsync(
            "LOCK TABLE api_keys IN ACCESS EXCLUSIVE MODE",
            Cancellation
        );
        var strangers = Enumerable
            .Range(0, 1 + BatchDoor.MostWaiting + More)
            .Select(i => GetAsync($"mdk_{i}"))
            .ToList();
        await Eventually.TrueAsync(() =>
            Task.FromResult(strangers.Count(each => each.IsCompleted) == More)
        );

        using (var response = await client.GetAsync(Requests, Cancellation))
        {
            response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            response.Headers.RetryAfter?.Delta.ShouldNotBeNull();
            response.Headers.WwwAuthenticate.ShouldBeEmpty();
            using var refused = JsonDocument.Parse(
                await response.Content.ReadAsStringAsync(Cancellation)
            );
            refused
                .RootElement.GetProperty("error")
                .GetProperty("label")
                .GetString()
                .ShouldBe("server-error");
        }
        await held.RollbackAsync(Cancellation);

        var answers = (await Task.WhenAll(strangers)).CountBy(answer => answer.StatusCode);
        answers
            .ToDictionary()
            .ShouldBe(
                new Dictionary<HttpStatusCode, int>
                {
                    [HttpStatusCode.Unauthorized] = 1 + BatchDoor.MostWaiting,
                    [HttpStatusCode.ServiceUnavailable] = More,
                },
                ignoreOrder: true
            );
        (await client.GetAsync(Requests, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);

        async Task<HttpResponseMessage> GetAsync(string key)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Requests);
            request.Headers.TryAddWithoutValidation("Authorization", Basic("dashboard", key));
            return await app.Client.SendAsync(request, Cancellation);
        }
    }

    /// <summary>Many who ask for results at the same time wait for one another and all get them.</summary>
    [Fact]
    public async Task Results_that_many_ask_for_are_given_to_all()
    {
        await using var app = await StartAsync(
            postgres,
            lab,
            "Batch:Profile=dane",
            "Batch:ResultsAtOnce=1"
        );
        using var client = await ClientAsync(app, "dashboard");
        var id = await MeasureAsync(client, "tlsa-absent.example", "ee-rsa.example");

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .Select(_ => client.GetStringAsync($"{Requests}/{id}/results", Cancellation))
        );

        answers.Distinct().Count().ShouldBe(1);
        answers[0].ShouldContain("ee-rsa.example");
    }

    [Theory]
    [InlineData(false, false, RoundState.Closed, "done")]
    [InlineData(true, false, RoundState.Closed, "cancelled")]
    [InlineData(true, false, RoundState.Probing, "cancelled")]
    [InlineData(false, false, RoundState.Cancelled, "cancelled")]
    [InlineData(false, false, RoundState.Probing, "running")]
    [InlineData(false, true, null, "error")]
    [InlineData(false, false, null, "registering")]
    public void What_was_cancelled_stays_so(
        bool isCancelled,
        bool hasFailed,
        RoundState? state,
        string status
    ) =>
        new BatchState
        {
            RequestId = "1",
            Name = "a",
            SubmittedAt = Samples.Noon,
            Domains = 1,
            CancelledAt = isCancelled ? Samples.Noon : null,
            FailedAt = hasFailed ? Samples.Noon : null,
            Round = state is null ? null : 1,
            RoundState = state,
        }.Status.ShouldBe(status);

    private static string Id(JsonElement answer) =>
        answer.GetProperty("request").GetProperty("request_id").GetString()!;

    private static async Task<(HttpStatusCode Status, string Body)> PostAsync(
        HttpClient client,
        string body
    )
    {
        using var request = Request(HttpMethod.Post, Requests, body);
        using var response = await client.SendAsync(request, Cancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    /// <summary>As the first account registers one.</summary>
    /// <returns>Its id.</returns>
    private static async Task<string> AddAsync(
        DashboardDb db,
        string domain,
        DateTimeOffset? tryAgainAt = null
    )
    {
        var request = new BatchRequestRow
        {
            RequestId = Guid.NewGuid().ToString("N"),
            AccountId = await db
                .Accounts.Where(a => a.UserName == "dashboard")
                .Select(a => a.Id)
                .SingleAsync(Cancellation),
            Name = "a",
            Domains = [domain],
            Rejected = [],
            SubmittedAt = DateTimeOffset.UtcNow,
            TryAgainAt = tryAgainAt,
        };
        db.Add(request);
        await db.SaveChangesAsync(Cancellation);
        return request.RequestId;
    }

    /// <summary>A round of the request that is being measured.</summary>
    private static async Task<int> AddRoundAsync(DashboardDb db, BatchRequestRow request)
    {
        var now = DateTimeOffset.UtcNow;
        var round = new RoundRow
        {
            Name = "batch",
            Kind = RoundKind.Batch,
            State = RoundState.Probing,
            ListHash = new string('a', 64),
            Domains = 1,
            Profile = "dane",
            Method = new(new Dictionary<string, string>(), new Dictionary<string, string>()),
            StartedAt = now,
            MeasuredOn = DateOnly.FromDateTime(now.UtcDateTime),
        };
        db.Add(round);
        await db.SaveChangesAsync(Cancellation);
        request.RoundId = round.Id;
        await db.SaveChangesAsync(Cancellation);
        return round.Id;
    }
}
