using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.Lab;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Api;

/// <summary>A batch that is measured once for all clients: mail servers good and bad, and what is no mail domain.</summary>
public sealed class MeasuredBatch(PostgresFixture postgres, LabFixture lab) : IAsyncLifetime
{
    /// <summary>As they are submitted: in small letters, and as Unicode.</summary>
    public static readonly string[] Domains =
    [
        "ee-rsa.example",
        "café.example",
        "tlsa-absent.example",
        "plain-starttls-not-offered.example",
        "greeting-closed.example",
        "null-mx.example",
    ];

    private DashboardApp app = null!;

    internal HttpClient Client { get; private set; } = null!;

    internal string Id { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        app = await BatchVisitor.StartAsync(postgres, lab, "Batch:Profile=dane");
        var known = await BatchVisitor.ClientAsync(app, "dashboard");
        // As clients of other people are: they follow no redirect.
        Client = new(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = app.Address,
            DefaultRequestHeaders = { Authorization = known.DefaultRequestHeaders.Authorization },
        };
        known.Dispose();
        Id = await BatchVisitor.MeasureAsync(Client, Domains);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}

/// <summary>
/// Each client of the batch API that is known, as small as what it reads: written from what it needs and what it breaks on, and not from
/// what our server sends.
/// </summary>
public sealed partial class BatchClientsTests(MeasuredBatch batch) : IClassFixture<MeasuredBatch>
{
    private const string Requests = BatchVisitor.Requests;

    /// <summary>Every test of mail there is at internet.nl, without its prefix.</summary>
    private static readonly string[] Tests =
    [
        "ipv6_ns_address",
        "ipv6_ns_reach",
        "ipv6_mx_address",
        "ipv6_mx_reach",
        "dnssec_mailto_exist",
        "dnssec_mailto_valid",
        "dnssec_mx_exist",
        "dnssec_mx_valid",
        "auth_dmarc_exist",
        "auth_dmarc_policy",
        "auth_dkim_exist",
        "auth_spf_exist",
        "auth_spf_policy",
        "starttls_tls_available",
        "starttls_tls_version",
        "starttls_tls_ciphers",
        "starttls_tls_cipherorder",
        "starttls_tls_keyexchange",
        "starttls_tls_keyexchangehash",
        "starttls_tls_compress",
        "starttls_tls_secreneg",
        "starttls_tls_clientreneg",
        "starttls_tls_extendedmastersecret",
        "starttls_tls_0rtt",
        "starttls_tls_caa",
        "starttls_cert_chain",
        "starttls_cert_pubkey",
        "starttls_cert_sig",
        "starttls_cert_domain",
        "starttls_dane_exist",
        "starttls_dane_valid",
        "starttls_dane_rollover",
        "rpki_exists",
        "rpki_valid",
        "ns_rpki_exists",
        "ns_rpki_valid",
        "mx_ns_rpki_exists",
        "mx_ns_rpki_valid",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>
    /// The dashboard of internet.nl, through websecmap: its check of credentials, a name that is JSON itself, states that it knows, keys
    /// equal to what it submitted, and all tests of its views.
    /// </summary>
    [Fact]
    public async Task Dashboard_app_registers_polls_and_reads_every_domain_under_the_name_it_gave()
    {
        using (var credentials = await batch.Client.GetAsync(Requests, Cancellation))
        {
            credentials.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        const string Name = """{"source": "Internet.nl Dashboard", "type": "mail"}""";
        string[] submitted = ["café.example", "null-mx.example"];
        using var made = await SendAsync(
            HttpMethod.Post,
            Requests,
            JsonSerializer.Serialize(
                new
                {
                    name = Name,
                    type = "mail",
                    domains = submitted,
                }
            )
        );
        var request = made.RootElement.GetProperty("request");
        request.GetProperty("name").GetString().ShouldBe(Name);
        request.GetProperty("request_type").GetString().ShouldBe("mail");
        var id = request.GetProperty("request_id").GetString();
        await Eventually.GetAsync(async () =>
        {
            using var polled = await SendAsync(HttpMethod.Get, $"{Requests}/{id}");
            var status = polled
                .RootElement.GetProperty("request")
                .GetProperty("status")
                .GetString();
            // Another word, and it waits for ever.
            status.ShouldBeOneOf("registering", "running", "generating", "done");
            return status == "done" ? status : null;
        });

        using var results = await SendAsync(HttpMethod.Get, $"{Requests}/{id}/results");

        foreach (var domain in submitted)
        {
            var found = results.RootElement.GetProperty("domains").GetProperty(domain);
            found.GetProperty("status").GetString().ShouldBe("ok");
            found.GetProperty("report").GetProperty("url").GetString()!.ShouldStartWith("http");
            found
                .GetProperty("scoring")
                .GetProperty("percentage")
                .GetInt32()
                .ShouldBeInRange(0, 100);
            var tests = found.GetProperty("results").GetProperty("tests");
            foreach (var test in Tests)
            {
                tests
                    .GetProperty($"mail_{test}")
                    .GetProperty("status")
                    .GetString()
                    .ShouldNotBeNull();
            }
            var custom = found.GetProperty("results").GetProperty("custom");
            foreach (
                var key in new[]
                {
                    "mail_non_sending_domain",
                    "mail_servers_testable_status",
                    "tls_1_3_support",
                }
            )
            {
                custom.TryGetProperty(key, out _).ShouldBeTrue(key);
            }
        }
    }

    /// <summary>The command-line client in Python: an id without dashes, exactly 200, and objects all the way down.</summary>
    [Fact]
    public async Task Command_line_client_finds_the_id_and_objects_where_it_expects_them()
    {
        using var listed = await SendAsync(HttpMethod.Get, Requests);
        foreach (var request in listed.RootElement.GetProperty("requests").EnumerateArray())
        {
            Id().IsMatch(request.GetProperty("request_id").GetString()!).ShouldBeTrue();
            request.GetProperty("status").ValueKind.ShouldBe(JsonValueKind.String);
        }
        using var results = await SendAsync(HttpMethod.Get, $"{Requests}/{batch.Id}/results");
        results.RootElement.ValueKind.ShouldBe(JsonValueKind.Object);
        foreach (var domain in results.RootElement.GetProperty("domains").EnumerateObject())
        {
            domain.Value.ValueKind.ShouldBe(JsonValueKind.Object);
            domain
                .Value.GetProperty("results")
                .GetProperty("tests")
                .EnumerateObject()
                .ShouldAllBe(test => test.Value.ValueKind == JsonValueKind.Object);
        }
        using var unknown = await batch.Client.GetAsync(
            $"{Requests}/{new string('f', 32)}",
            Cancellation
        );
        using var error = JsonDocument.Parse(await unknown.Content.ReadAsStringAsync(Cancellation));
        error.RootElement.GetProperty("error").GetProperty("label").GetString().ShouldNotBeNull();
        error.RootElement.GetProperty("error").GetProperty("msg").GetString().ShouldNotBeNull();
    }

    /// <summary>The batch scripts: they tell the type by the categories of the first domain, and cancel without a body.</summary>
    [Fact]
    public async Task Batch_scripts_tell_the_type_by_the_first_domain_and_read_every_verdict()
    {
        using var results = await SendAsync(HttpMethod.Get, $"{Requests}/{batch.Id}/results");
        var domains = results.RootElement.GetProperty("domains").EnumerateObject().ToList();
        domains[0]
            .Value.GetProperty("results")
            .GetProperty("categories")
            .EnumerateObject()
            .ShouldAllBe(category => category.Name.StartsWith("mail_", StringComparison.Ordinal));
        foreach (var domain in domains)
        {
            domain
                .Value.GetProperty("scoring")
                .GetProperty("percentage")
                .GetRawText()
                .ShouldMatch("^[0-9]+$");
            foreach (
                var test in domain
                    .Value.GetProperty("results")
                    .GetProperty("tests")
                    .EnumerateObject()
            )
            {
                test.Value.GetProperty("status").GetString().ShouldNotBeNullOrEmpty();
                test.Value.GetProperty("verdict").GetString().ShouldNotBeNullOrEmpty();
            }
        }
        using var cancel = new HttpRequestMessage(HttpMethod.Patch, $"{Requests}/{batch.Id}");
        using var refused = await batch.Client.SendAsync(cancel, Cancellation);
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    /// <summary>They break on a first domain that has no categories, so one that has them comes first, wherever it is in the list.</summary>
    [Fact]
    public async Task Batch_scripts_find_a_domain_with_results_before_those_of_which_nothing_can_be_told()
    {
        // More than are read at a time.
        string[] lost = [.. Enumerable.Range(1, 101).Select(i => $"nowhere-{i}.example")];
        // Known before the other is, and so in front of it.
        await BatchVisitor.MeasureAsync(batch.Client, lost);
        var id = await BatchVisitor.MeasureAsync(
            batch.Client,
            [.. lost, "null-mx-among-others.example"]
        );

        using var results = await SendAsync(HttpMethod.Get, $"{Requests}/{id}/results");

        var domains = results.RootElement.GetProperty("domains").EnumerateObject().ToList();
        domains.Count.ShouldBe(lost.Length + 1);
        domains[0]
            .Value.GetProperty("results")
            .GetProperty("categories")
            .EnumerateObject()
            .ShouldNotBeEmpty();
        foreach (var domain in domains[1..])
        {
            domain.Value.GetProperty("status").GetString().ShouldBe("error", domain.Name);
        }
    }

    /// <summary>internetnl-scan: any 4xx while it polls ends it, however often it asks.</summary>
    [Fact]
    public async Task Scan_with_pandas_polls_as_often_as_it_likes()
    {
        for (var i = 0; i < 100; i++)
        {
            using var polled = await SendAsync(
                HttpMethod.Get,
                $"{Requests}/{batch.Id}?progress=true"
            );
            polled.RootElement.GetProperty("api_version").GetString().ShouldBe("2.7.0");
            var request = polled.RootElement.GetProperty("request");
            request.GetProperty("request_id").GetString().ShouldBe(batch.Id);
            request.GetProperty("request_type").GetString().ShouldBe("mail");
            request.GetProperty("status").GetString().ShouldBe("done");
        }
        using var results = await SendAsync(HttpMethod.Get, $"{Requests}/{batch.Id}/results");
        results
            .RootElement.GetProperty("domains")
            .EnumerateObject()
            .Select(domain => domain.Name)
            .ShouldBe(MeasuredBatch.Domains, ignoreOrder: true);
    }

    /// <summary>The Java client: custom keys that are never null, and tests from a list of its own.</summary>
    [Fact]
    public async Task Java_client_reads_custom_values_that_are_never_null()
    {
        using var results = await SendAsync(HttpMethod.Get, $"{Requests}/{batch.Id}/results");
        foreach (var domain in results.RootElement.GetProperty("domains").EnumerateObject())
        {
            var found = domain.Value.GetProperty("results");
            found.GetProperty("custom").GetProperty("mail_non_sending_domain").GetBoolean();
            found
                .GetProperty("custom")
                .GetProperty("mail_servers_testable_status")
                .GetString()
                .ShouldBeOneOf("no_mx", "unreachable", "untestable", "ok");
            found
                .GetProperty("custom")
                .GetProperty("tls_1_3_support")
                .GetString()
                .ShouldBeOneOf("yes", "no", "undetermined");
            found
                .GetProperty("tests")
                .EnumerateObject()
                .Select(test => test.Name)
                .ShouldBe(Tests.Select(test => $"mail_{test}"), ignoreOrder: true);
        }
    }

    /// <summary>The answer, which must be 200 and JSON.</summary>
    private async Task<JsonDocument> SendAsync(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body is null
                ? null
                : new StringContent(body, Encoding.UTF8, "application/json"),
        };
        using var response = await batch.Client.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonDocument.Parse(text);
    }

    [GeneratedRegex("^[0-9a-f]{32}$")]
    private static partial Regex Id();
}
