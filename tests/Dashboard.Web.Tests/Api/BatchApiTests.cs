using System.Net;
using System.Text.Json;
using Dashboard.Data.Accounts;
using Dashboard.Data.Rounds;
using Dashboard.Lab;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Accounts;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using static Dashboard.Web.Tests.Api.BatchVisitor;

namespace Dashboard.Web.Tests.Api;

/// <summary>The batch API as programs written for internet.nl use it, over mail servers of the lab.</summary>
public sealed class BatchApiTests(PostgresFixture postgres, LabFixture lab)
{
    private static readonly string[] Statuses =
    [
        "passed",
        "failed",
        "warning",
        "info",
        "not_tested",
        "error",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private sealed record Row(
        string Domain,
        string Available,
        string Exists,
        string Valid,
        string Testable,
        string? Signed = "good"
    );

    /// <summary>What the documents say of our verdicts in their words; scenarios of the lab.</summary>
    private static readonly Row[] Rows =
    [
        new("ee-rsa.example", "good", "good", "good", "ok"),
        new("café.example", "good", "good", "good", "ok"),
        new("rollover-missed.example", "good", "good", "bad", "ok"),
        new("tlsa-absent.example", "good", "bad", "not-tested", "ok"),
        new("pkix-ee-only.example", "good", "good", "bad", "ok"),
        new("plain-starttls-not-offered.example", "bad", "not-tested", "not-tested", "ok"),
        new("greeting-closed.example", "other", "not-tested", "not-tested", "unreachable"),
        new("tlsa-unsigned-addition.example", "not-tested", "bogus", "not-tested", "ok"),
        new(
            "tlsa-servfail-never-published.example",
            "not-tested",
            "not-tested",
            "not-tested",
            "ok"
        ),
        new("null-mx.example", "null-mx", "not-tested", "not-tested", "ok"),
        new("dnssec-unsigned.example", "good", "bad", "not-tested", "ok", Signed: "bad"),
    ];

    [Fact]
    public async Task Request_runs_and_its_results_are_in_the_words_of_internet_nl()
    {
        await using var app = await StartAsync(postgres, lab);
        using var client = await ClientAsync(app, "dashboard");
        using var made = await SendAsync(
            client,
            HttpMethod.Post,
            Requests,
            JsonSerializer.Serialize(
                new
                {
                    type = "Mail",
                    name = "Meting \"proef\"",
                    domains = Rows.Select(r => r.Domain)
                        .Append(" https://EE-RSA.example/ ")
                        .Append("no-such-domain.example")
                        .Append("-no.example")
                        .Append("☃.example")
                        .Append("xn--n3h.example")
                        .ToArray(),
                    unknown = 1,
                }
            )
        );
        var request = made.RootElement.GetProperty("request");
        ShouldBeARequest(made.RootElement, "registering");
        request.GetProperty("name").GetString().ShouldBe("Meting \"proef\"");
        request.GetProperty("num_domains").GetInt32().ShouldBe(Rows.Length + 1);
        request
            .GetProperty("rejected")
            .EnumerateArray()
            .Select(d => d.GetString())
            .ShouldBe([" https://EE-RSA.example/ ", "-no.example", "☃.example", "xn--n3h.example"]);
        var id = request.GetProperty("request_id").GetString()!;

        var done = await Eventually.GetAsync(async () =>
        {
            using var polled = await SendAsync(client, HttpMethod.Get, $"{Requests}/{id}");
            var status = polled
                .RootElement.GetProperty("request")
                .GetProperty("status")
                .GetString();
            ShouldBeARequest(polled.RootElement, status!);
            status.ShouldBeOneOf("registering", "running", "done");
            return status == "done" ? status : null;
        });
        done.ShouldBe("done");

        using var results = await SendAsync(client, HttpMethod.Get, $"{Requests}/{id}/results");
        ShouldBeARequest(results.RootElement, "done");
        var domains = results.RootElement.GetProperty("domains");
        domains
            .EnumerateObject()
            .Select(d => d.Name)
            .ShouldBe(
                Rows.Select(r => r.Domain).Append("no-such-domain.example"),
                ignoreOrder: true
            );
        domains
            .GetProperty("no-such-domain.example")
            .GetRawText()
            .ShouldBe("""{"status":"error"}""");
        foreach (var row in Rows)
        {
            ShouldBe(domains.GetProperty(row.Domain), row);
        }
        await ShouldCountNowhereAsync(app);
    }

    private sealed record RelatedRow(string Domain, string Test, string Status, string Verdict);

    private static readonly RelatedRow[] RelatedRows =
    [
        new("spf-absent.example", "auth_spf_exist", "failed", "bad"),
        new("spf-absent.example", "auth_spf_policy", "not_tested", "not-tested"),
        new("spf-multiple.example", "auth_spf_exist", "failed", "bad"),
        new("spf-syntax.example", "auth_spf_policy", "failed", "bad"),
        new("spf-all-open.example", "auth_spf_policy", "failed", "all"),
        new("spf-all-neutral.example", "auth_spf_policy", "failed", "all"),
        new("spf-eleven-lookups.example", "auth_spf_policy", "failed", "max-lookups"),
        new("spf-include-broken.example", "auth_spf_policy", "failed", "include"),
        new("spf-redirect-broken.example", "auth_spf_policy", "failed", "redirect"),
        new("spf-lookup-fails.example", "auth_spf_exist", "not_tested", "not-tested"),
        new("spf-strict.example", "auth_spf_exist", "passed", "good"),
        new("spf-strict.example", "auth_spf_policy", "passed", "good"),
        new("spf-ptr.example", "auth_spf_policy", "passed", "good"),
        new("dkim-possible.example", "auth_dkim_exist", "passed", "good"),
        new("dkim-absent.example", "auth_dkim_exist", "failed", "bad"),
        new("dkim-not-needed.example", "auth_dkim_exist", "not_tested", "no-email"),
        new("dkim-null-mx.example", "auth_dkim_exist", "not_tested", "no-email"),
        new("dmarc-absent.example", "auth_dmarc_exist", "failed", "bad"),
        new("dmarc-none.example", "auth_dmarc_exist", "passed", "good"),
        new("dmarc-none.example", "auth_dmarc_policy", "failed", "policy"),
        new("dmarc-unknown-tag.example", "auth_dmarc_policy", "failed", "bad"),
        new("dmarc-report-unauthorised.example", "auth_dmarc_policy", "warning", "external"),
        new("dmarc-consent-fails.example", "auth_dmarc_exist", "not_tested", "not-tested"),
        new("dmarc-reject.example", "auth_dmarc_policy", "passed", "good"),
        new("ipv6-address-missing.example", "ipv6_mx_address", "failed", "bad"),
        new("ipv6-one-host-of-two.example", "ipv6_mx_address", "failed", "bad"),
        new("ipv6-reachable.example", "ipv6_mx_address", "passed", "good"),
        new("sts-null-mx.example", "auth_spf_exist", "failed", "bad"),
        new("ee-rsa.example", "starttls_tls_version", "passed", "good"),
        new("ee-rsa.example", "starttls_cert_pubkey", "warning", "phase-out"),
        new("ee-rsa.example", "starttls_tls_0rtt", "passed", "na"),
        new("ee-rsa.example", "starttls_tls_caa", "warning", "bad"),
        new("ee-rsa.example", "starttls_tls_compress", "passed", "good"),
        new("ee-rsa.example", "ipv6_ns_address", "not_tested", "not-tested"),
    ];

    [Fact]
    public async Task Related_standards_are_in_the_words_of_internet_nl_and_in_the_metadata()
    {
        await using var app = await StartAsync(postgres, lab, "TlsNcsc:RoundSpacing=00:00:00");
        using var client = await ClientAsync(app, "dashboard");
        var id = await MeasureAsync(client, [.. RelatedRows.Select(row => row.Domain).Distinct()]);

        using var results = await SendAsync(client, HttpMethod.Get, $"{Requests}/{id}/results");
        using var metadata = await SendAsync(
            client,
            HttpMethod.Get,
            "/api/batch/v2/metadata/report"
        );
        var domains = results.RootElement.GetProperty("domains");
        foreach (var row in RelatedRows)
        {
            var test = domains
                .GetProperty(row.Domain)
                .GetProperty("results")
                .GetProperty("tests")
                .GetProperty("mail_" + row.Test);
            $"{row.Domain} {row.Test} {test.GetProperty("status")} {test.GetProperty("verdict")}".ShouldBe(
                $"{row.Domain} {row.Test} {row.Status} {row.Verdict}"
            );
        }
        domains
            .GetProperty("dkim-not-needed.example")
            .GetProperty("results")
            .GetProperty("custom")
            .GetProperty("mail_non_sending_domain")
            .GetBoolean()
            .ShouldBeTrue();
        var data = metadata.RootElement.GetProperty("report").GetProperty("data");
        foreach (
            var test in domains
                .EnumerateObject()
                .SelectMany(d =>
                    d.Value.GetProperty("results").GetProperty("tests").EnumerateObject()
                )
        )
        {
            var (status, verdict) = (
                test.Value.GetProperty("status").GetString()!,
                test.Value.GetProperty("verdict").GetString()!
            );
            data.GetProperty(test.Name)
                .GetProperty("status_verdict_map")
                .GetProperty(status)
                .EnumerateArray()
                .Select(v =>
                    v.GetString()!.Replace("detail verdict ", "", StringComparison.Ordinal)
                )
                .ShouldContain(verdict, test.Name);
        }
    }

    [Fact]
    public async Task Technical_results_have_one_shape_for_every_host()
    {
        await using var app = await StartAsync(postgres, lab, "Batch:Profile=dane");
        using var client = await ClientAsync(app, "dashboard");
        string[] asked =
        [
            "ee-rsa.example",
            "tlsa-absent.example",
            "rollover-missed.example",
            "plain-starttls-not-offered.example",
            "greeting-closed.example",
            "null-mx.example",
            "no-such-domain.example",
        ];
        var id = await MeasureAsync(client, asked);

        using var results = await SendAsync(
            client,
            HttpMethod.Get,
            $"{Requests}/{id}/results_technical"
        );

        ShouldBeARequest(results.RootElement, "done");
        var domains = results.RootElement.GetProperty("domains");
        domains.EnumerateObject().Select(d => d.Name).ShouldBe(asked, ignoreOrder: true);
        domains
            .GetProperty("no-such-domain.example")
            .GetRawText()
            .ShouldBe("""{"status":"error"}""");
        var details = new HashSet<string>();
        foreach (var domain in domains.EnumerateObject().Where(d => d.Name != asked[^1]))
        {
            domain
                .Value.EnumerateObject()
                .Select(p => p.Name)
                .ShouldBe([
                    "status",
                    "domain",
                    "nameservers",
                    "mx_nameservers",
                    "receiving_mailservers",
                ]);
            foreach (
                var host in domain.Value.GetProperty("receiving_mailservers").EnumerateObject()
            )
            {
                host.Name.ShouldEndWith(".");
                var names = host.Value.EnumerateObject().Select(p => p.Name).ToList();
                names[..5]
                    .ShouldBe([
                        "addresses",
                        "dnssec",
                        "server_reachable",
                        "starttls_enabled",
                        "server_testable",
                    ]);
                var isWhole = names[2..5].All(n => host.Value.GetProperty(n).GetBoolean());
                names.Contains("details").ShouldBe(isWhole, domain.Name);
                if (isWhole)
                {
                    details.Add(
                        string.Join(
                            ' ',
                            host.Value.GetProperty("details").EnumerateObject().Select(p => p.Name)
                        )
                    );
                }
            }
        }
        details.Count.ShouldBe(1);
        DaneOf("ee-rsa.example").ShouldBe("validated");
        DaneOf("rollover-missed.example").ShouldBe("failed");
        DaneOf("tlsa-absent.example").ShouldBe("none");
        HostOf("greeting-closed.example")
            .GetProperty("server_reachable")
            .GetBoolean()
            .ShouldBeFalse();
        HostOf("plain-starttls-not-offered.example")
            .GetProperty("starttls_enabled")
            .GetBoolean()
            .ShouldBeFalse();
        HostOf("ee-rsa.example")
            .GetProperty("details")
            .GetProperty("dane_records")
            .EnumerateArray()
            .ShouldHaveSingleItem()
            .GetString()!
            .ShouldStartWith("3 1 1 ");

        JsonElement HostOf(string domain) =>
            domains
                .GetProperty(domain)
                .GetProperty("receiving_mailservers")
                .EnumerateObject()
                .First()
                .Value;
        string? DaneOf(string domain) =>
            HostOf(domain).GetProperty("details").GetProperty("dane_status").GetString();
    }

    [Fact]
    public async Task Description_is_open_and_names_every_call()
    {
        await using var app = await StartAsync(postgres, lab, "Roles=web");
        using var response = await app.Client.GetAsync("/api/batch/openapi.yaml", Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/yaml");
        foreach (
            var (method, status) in new[]
            {
                (HttpMethod.Head, HttpStatusCode.OK),
                (HttpMethod.Options, HttpStatusCode.NoContent),
                (HttpMethod.Post, HttpStatusCode.Unauthorized),
            }
        )
        {
            using var request = new HttpRequestMessage(method, "/api/batch/openapi.yaml");
            using var other = await app.Client.SendAsync(request, Cancellation);
            other.StatusCode.ShouldBe(status, method.ToString());
        }
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        var settings = new OpenApiReaderSettings();
        settings.AddYamlReader();
        var (document, diagnostic) = OpenApiDocument.Parse(text, "yaml", settings);
        diagnostic!.Errors.ShouldBeEmpty();
        document.ShouldNotBeNull();
        document
            .Paths.SelectMany(path =>
                path.Value.Operations!.Keys.Select(method => $"{method} {path.Key}")
            )
            .ShouldBe(
                [
                    "POST /requests",
                    "GET /requests",
                    "GET /requests/{request_id}",
                    "PATCH /requests/{request_id}",
                    "GET /requests/{request_id}/results",
                    "GET /requests/{request_id}/results_technical",
                    "GET /metadata/report",
                ],
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task Wrong_requests_get_what_the_description_says()
    {
        await using var app = await StartAsync(postgres, lab, "Batch:MostDomains=3", "Roles=web");
        using var client = await ClientAsync(app, "dashboard");
        foreach (
            var (body, message) in new[]
            {
                ("", "not a JSON object"),
                ("{", "not a JSON object"),
                ("[]", "not a JSON object"),
                ("""{"domains":["a.example"]}""", "'type' is missing from the request."),
                ("""{"type":"mail"}""", "'domains' is missing from the request."),
                ("""{"type":"web","domains":["a.example"]}""", "mail only"),
                ("""{"type":"fax","domains":["a.example"]}""", "neither"),
                ("""{"type":1,"domains":["a.example"]}""", "not a text"),
                ("""{"type":"mail","domains":[]}""", "no domain"),
                ("""{"type":"mail","domains":["-"]}""", "no domain"),
                ("""{"type":"mail","domains":"a.example"}""", "not a list"),
                ("""{"type":"mail","domains":[1]}""", "not a list"),
                ("""{"type":"mail","domains":["\ud800"]}""", "no Unicode"),
                ("""{"type":"mail","domains":["a","b","c","d"]}""", "at most 3"),
                (
                    $$"""{"type":"mail","domains":["a.example"],"name":"{{new string('a', 256)}}"}""",
                    "more than 255"
                ),
                ("""{"type":"mail","domains":["a.example"],"name":2}""", "not a text"),
            }
        )
        {
            await ShouldFailAsync(
                client,
                HttpMethod.Post,
                Requests,
                body,
                400,
                "bad-request",
                message
            );
        }
        // Larger than any list may be.
        await ShouldFailAsync(
            client,
            HttpMethod.Post,
            Requests,
            new string(' ', 5_000_000),
            400,
            "bad-request",
            "could not be read"
        );
        foreach (
            var (method, path) in new[]
            {
                (HttpMethod.Get, "/api/batch/v2"),
                (HttpMethod.Get, Requests + "/"),
                (HttpMethod.Delete, Requests),
                (HttpMethod.Get, "/api/batch/v1/requests"),
                (HttpMethod.Post, "/api/batch/v2/metadata/report"),
            }
        )
        {
            await ShouldFailAsync(client, method, path, null, 400, "invalid-url", "URL");
        }
        await ShouldFailAsync(
            client,
            HttpMethod.Get,
            Requests + "?limit=many",
            null,
            400,
            "bad-request",
            "limit"
        );
        foreach (
            var path in new[] { $"{Requests}/none", $"{Requests}/{new string('0', 32)}/results" }
        )
        {
            await ShouldFailAsync(
                client,
                HttpMethod.Get,
                path,
                null,
                404,
                "unknown-request",
                "no request"
            );
        }
    }

    [Fact]
    public async Task Requests_belong_to_an_account_and_are_listed_and_cancelled_by_it()
    {
        await using var app = await StartAsync(postgres, lab, "Roles=web");
        using var one = await ClientAsync(app, "one");
        using var other = await ClientAsync(app, "other");
        var ids = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            using var made = await SendAsync(
                one,
                HttpMethod.Post,
                Requests,
                """{"type":"mail","domains":["a.example"]}"""
            );
            made.RootElement.GetProperty("request")
                .GetProperty("name")
                .GetString()
                .ShouldBe("no-name");
            ids.Insert(
                0,
                made.RootElement.GetProperty("request").GetProperty("request_id").GetString()!
            );
        }

        (await ListAsync(one, Requests)).ShouldBe(ids[..10]);
        (await ListAsync(one, Requests + "?limit=0")).ShouldBe(ids);
        (await ListAsync(one, Requests + "?limit=3&progress=true")).ShouldBe(ids[..3]);
        (await ListAsync(other, Requests)).ShouldBeEmpty();
        await ShouldFailAsync(
            other,
            HttpMethod.Get,
            $"{Requests}/{ids[0]}",
            null,
            404,
            "unknown-request",
            "no request"
        );
        await ShouldFailAsync(
            other,
            HttpMethod.Patch,
            $"{Requests}/{ids[0]}",
            """{"status":"cancelled"}""",
            404,
            "unknown-request",
            "no request"
        );
        foreach (var body in new[] { null, "{}", """{"status":"done"}""", "[" })
        {
            await ShouldFailAsync(
                one,
                HttpMethod.Patch,
                $"{Requests}/{ids[0]}",
                body,
                400,
                "bad-request",
                ""
            );
        }
        await ShouldFailAsync(
            one,
            HttpMethod.Get,
            $"{Requests}/{ids[0]}/results",
            null,
            400,
            "bad-request",
            "The request is not yet `done`."
        );
        using var cancelled = await SendAsync(
            one,
            HttpMethod.Patch,
            $"{Requests}/{ids[0]}",
            """{"status":"CANCELLED"}"""
        );
        ShouldBeARequest(cancelled.RootElement, "cancelled");
    }

    [Fact]
    public async Task Without_a_key_for_batches_there_is_an_empty_401()
    {
        await using var app = await StartAsync(postgres, lab, "Roles=web");
        using var good = await ClientAsync(app, "one");
        var reading = await KeyAsync(app, "one", ApiScopes.Read);
        var batch = await KeyAsync(app, "one", ApiScopes.Batch);
        foreach (
            var header in new[]
            {
                null,
                "Basic",
                "Basic !!!",
                Basic("one", "wrong"),
                Basic("one", reading),
                Basic("two", batch),
                "Bearer " + batch,
            }
        )
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Requests);
            if (header is not null)
            {
                request.Headers.TryAddWithoutValidation("Authorization", header);
            }
            using var response = await app.Client.SendAsync(request, Cancellation);

            response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, header);
            response.Headers.WwwAuthenticate.ToString().ShouldStartWith("Basic realm=");
            (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Key_that_works_opens_whatever_its_network_tried_before()
    {
        await using var app = await StartAsync(
            postgres,
            lab,
            "Roles=web",
            "Batch:WrongKeysPerMinute=5"
        );
        using var good = await ClientAsync(app, "one");
        (await ListAsync(good, Requests)).ShouldBeEmpty();
        using var late = await ClientAsync(app, "three");
        // A program that comes with all its questions at once, to a process that does not know it yet.
        using var eager = await ClientAsync(app, "two");
        foreach (
            var seen in await Task.WhenAll(
                Enumerable.Range(0, 20).Select(_ => ListAsync(eager, Requests))
            )
        )
        {
            seen.ShouldBeEmpty();
        }
        for (var i = 0; i < 20; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Requests);
            request.Headers.TryAddWithoutValidation("Authorization", Basic("one", $"mdk_{i}"));
            using var response = await app.Client.SendAsync(request, Cancellation);

            response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            response.Headers.WwwAuthenticate.ToString().ShouldStartWith("Basic realm=");
            (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBeEmpty();
        }
        for (var i = 0; i < 40; i++)
        {
            (await ListAsync(good, Requests)).ShouldBeEmpty();
        }
        // Never seen before, from the network of those that do not work.
        (await ListAsync(late, Requests)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Description_has_the_limit_of_any_page()
    {
        await using var app = await StartAsync(postgres, lab, "Roles=web");
        var statuses = new HashSet<HttpStatusCode>();
        for (var i = 0; i < 31; i++)
        {
            using var response = await app.Client.GetAsync("/api/batch/openapi.yaml", Cancellation);
            statuses.Add(response.StatusCode);
        }

        statuses.ShouldBe([HttpStatusCode.OK, HttpStatusCode.TooManyRequests]);
    }

    [Fact]
    public async Task Requests_of_an_account_run_one_after_another_and_a_cancelled_one_never()
    {
        await using var app = await StartAsync(postgres, lab);
        using var client = await ClientAsync(app, "dashboard");
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            using var made = await SendAsync(
                client,
                HttpMethod.Post,
                Requests,
                """{"type":"mail","domains":["tlsa-absent.example"]}"""
            );
            ids.Add(made.RootElement.GetProperty("request").GetProperty("request_id").GetString()!);
        }
        using var cancelled = await SendAsync(
            client,
            HttpMethod.Patch,
            $"{Requests}/{ids[2]}",
            """{"status":"cancelled"}"""
        );
        ShouldBeARequest(cancelled.RootElement, "cancelled");
        await using var db = await app.OpenDatabaseAsync();
        await Eventually.GetAsync(async () =>
        {
            (
                await db.Set<RoundRow>()
                    .CountAsync(
                        r => r.State != RoundState.Closed && r.State != RoundState.Cancelled,
                        Cancellation
                    )
            ).ShouldBeLessThanOrEqualTo(1);
            using var second = await SendAsync(client, HttpMethod.Get, $"{Requests}/{ids[1]}");
            return
                second.RootElement.GetProperty("request").GetProperty("status").GetString()
                == "done"
                ? "done"
                : null;
        });
        using var first = await SendAsync(client, HttpMethod.Get, $"{Requests}/{ids[0]}");
        ShouldBeARequest(first.RootElement, "done");
        using var kept = await SendAsync(
            client,
            HttpMethod.Patch,
            $"{Requests}/{ids[0]}",
            """{"status":"cancelled"}"""
        );
        ShouldBeARequest(kept.RootElement, "done");
        using var never = await SendAsync(client, HttpMethod.Get, $"{Requests}/{ids[2]}");
        ShouldBeARequest(never.RootElement, "cancelled");
    }

    [Fact]
    public async Task Metadata_names_every_test_of_the_results()
    {
        await using var app = await StartAsync(postgres, lab, "Roles=web");
        using var client = await ClientAsync(app, "one");
        using var metadata = await SendAsync(
            client,
            HttpMethod.Get,
            "/api/batch/v2/metadata/report"
        );

        var report = metadata.RootElement.GetProperty("report");
        var data = report.GetProperty("data").EnumerateObject().Select(d => d.Name).ToList();
        data.ShouldContain("mail_starttls_dane_rollover");
        // A category and a section have one name.
        data.Count.ShouldBe(5 + 13 - 1 + 38);
        report.GetProperty("hierarchy").GetProperty("mail").GetArrayLength().ShouldBe(5);
    }

    private static void ShouldBe(JsonElement domain, Row row)
    {
        domain.GetProperty("status").GetString().ShouldBe("ok", row.Domain);
        domain.GetProperty("report").GetProperty("url").GetString()!.ShouldStartWith("http");
        domain.GetProperty("scoring").GetProperty("percentage").GetInt32().ShouldBeInRange(0, 100);
        var results = domain.GetProperty("results");
        results.EnumerateObject().Select(p => p.Name).ShouldBe(["categories", "tests", "custom"]);
        foreach (var category in results.GetProperty("categories").EnumerateObject())
        {
            category
                .Value.GetProperty("status")
                .GetString()
                .ShouldBeOneOf(["passed", "info", "warning", "failed", "error"]);
            category
                .Value.GetProperty("verdict")
                .GetString()
                .ShouldBe(category.Value.GetProperty("status").GetString());
        }
        var tests = results.GetProperty("tests");
        tests.EnumerateObject().Count().ShouldBe(38);
        foreach (var test in tests.EnumerateObject())
        {
            test.Value.EnumerateObject().Select(p => p.Name).ShouldBe(["status", "verdict"]);
            test.Value.GetProperty("status").GetString().ShouldBeOneOf(Statuses);
        }
        Verdict("starttls_tls_available").ShouldBe(row.Available, row.Domain);
        Verdict("starttls_dane_exist").ShouldBe(row.Exists, row.Domain);
        Verdict("starttls_dane_valid").ShouldBe(row.Valid, row.Domain);
        Verdict("dnssec_mailto_exist").ShouldBe(row.Signed, row.Domain);
        // Never measured.
        Verdict("rpki_exists").ShouldBe("not-tested");
        var custom = results.GetProperty("custom");
        custom
            .GetProperty("mail_servers_testable_status")
            .GetString()
            .ShouldBe(row.Testable, row.Domain);
        custom
            .GetProperty("mail_non_sending_domain")
            .ValueKind.ShouldBeOneOf(JsonValueKind.False, JsonValueKind.True);
        custom
            .GetProperty("tls_1_3_support")
            .GetString()
            .ShouldBe(row.Available == "good" ? "yes" : "undetermined", row.Domain);
        custom
            .GetProperty("dane_dashboard")
            .GetProperty("status")
            .GetString()
            .ShouldNotBeNullOrEmpty();

        string? Verdict(string test) =>
            tests.GetProperty("mail_" + test).GetProperty("verdict").GetString();
    }

    private static void ShouldBeARequest(JsonElement answer, string status)
    {
        answer.GetProperty("api_version").GetString().ShouldBe("2.7.0");
        var request = answer.GetProperty("request");
        request.GetProperty("request_id").GetString()!.ShouldMatch("^[0-9a-f]{32}$");
        request.GetProperty("request_type").GetString().ShouldBe("mail");
        request.GetProperty("status").GetString().ShouldBe(status);
        request
            .GetProperty("submit_date")
            .GetString()!
            .ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$");
        (request.GetProperty("finished_date").ValueKind == JsonValueKind.String).ShouldBe(
            status == "done"
        );
        request.GetProperty("progress").GetString()!.ShouldMatch(@"^\d+/\d+$");
    }

    /// <summary>A batch is in no figure, list or page of rounds.</summary>
    private static async Task ShouldCountNowhereAsync(DashboardApp app)
    {
        await using var db = await app.OpenDatabaseAsync();
        var round = await db.Set<RoundRow>().SingleAsync(Cancellation);
        round.Kind.ShouldBe(RoundKind.Batch);
        (await db.Set<RoundFigureRow>().AnyAsync(Cancellation)).ShouldBeFalse();
        using var reader = await AccountVisitor.SignedInAsync(app, "analyst", AccountRole.Analyst);
        (await reader.GetAsync("/rounds")).Body.ShouldNotContain(round.Name);
        (await reader.GetAsync($"/adoption?round={round.Id}")).Status.ShouldBe(
            HttpStatusCode.NotFound
        );
        (await reader.GetAsync($"/rounds/{round.Id}/report/nl")).Status.ShouldBe(
            HttpStatusCode.NotFound
        );
    }

    private static async Task<List<string>> ListAsync(HttpClient client, string path)
    {
        using var listed = await SendAsync(client, HttpMethod.Get, path);
        return
        [
            .. listed
                .RootElement.GetProperty("requests")
                .EnumerateArray()
                .Select(r => r.GetProperty("request_id").GetString()!),
        ];
    }

    private static async Task ShouldFailAsync(
        HttpClient client,
        HttpMethod method,
        string path,
        string? body,
        int status,
        string label,
        string message
    )
    {
        using var request = Request(method, path, body);
        using var response = await client.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        ((int)response.StatusCode).ShouldBe(
            status,
            $"{method} {path} {body?[..Math.Min(body.Length, 80)]}: {text}"
        );
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        using var answer = JsonDocument.Parse(text);
        answer.RootElement.GetProperty("api_version").GetString().ShouldBe("2.7.0");
        var error = answer.RootElement.GetProperty("error");
        error.GetProperty("label").GetString().ShouldBe(label);
        error.GetProperty("msg").GetString()!.ShouldContain(message);
    }
}
