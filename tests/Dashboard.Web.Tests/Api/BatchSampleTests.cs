using System.Text;
using System.Text.Json;
using Dashboard.Core.Inbound;
using Dashboard.Core.Tests.Inbound;
using Dashboard.Web.Features.Api.Batch;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Api;

/// <summary>The example of an answer of internet.nl, version 2.7.0: what programs find there, they find here.</summary>
public sealed class BatchSampleTests
{
    /// <summary>
    /// The one category of the example that is as the description of internet.nl reads, and not as its server answers: a mandatory test
    /// that warns is passed (docs/batch.md).
    /// </summary>
    private static readonly (string Domain, string Category) NotFollowed = (
        "proefuitvoering.example",
        "mail_auth"
    );

    private static readonly JsonElement Sample = JsonDocument
        .Parse(
            File.ReadAllBytes(
                Path.Combine(
                    AppContext.BaseDirectory,
                    "Api",
                    "Samples",
                    "batch-v2-result-mail.json"
                )
            )
        )
        .RootElement;

    public static TheoryData<string> Domains => [.. Measured().Select(domain => domain.Name)];

    [Theory]
    [MemberData(nameof(Domains))]
    public void Categories_follow_from_the_tests(string name)
    {
        var results = Results(name);
        var tests = results
            .GetProperty("tests")
            .EnumerateObject()
            .ToDictionary(test => test.Name, test => Outcome(test.Value));
        var seen = Seen.Domain(Seen.Host());
        var domain = new BatchDomain(tests, "ok", seen, InboundJudgement.Judge(seen));

        foreach (var (category, members) in BatchTests.Categories)
        {
            var theirs = Outcome(results.GetProperty("categories").GetProperty(category));
            theirs.Verdict.ShouldBe(theirs.Status);
            domain
                .Category(members)
                .ShouldBe(
                    (name, category) == NotFollowed ? "passed" : theirs.Status,
                    $"{name} {category}"
                );
        }
    }

    [Fact]
    public void Category_that_is_not_followed_is_in_the_example()
    {
        var results = Results(NotFollowed.Domain);

        Outcome(results.GetProperty("categories").GetProperty(NotFollowed.Category))
            .Status.ShouldBe("warning");
        Outcome(results.GetProperty("tests").GetProperty("mail_auth_dmarc_policy"))
            .ShouldBe(new("warning", "external"));
    }

    [Theory]
    [MemberData(nameof(Domains))]
    public void Outcome_of_each_test_is_one_that_we_know(string name)
    {
        foreach (var test in Results(name).GetProperty("tests").EnumerateObject())
        {
            var known = BatchTests
                .Hierarchy.SelectMany(category => category.Children)
                .SelectMany(section => section.Children)
                .Single(each => each.Name == test.Name)
                .StatusVerdicts.SelectMany(pair =>
                    pair.Verdicts.Select(verdict => new BatchTest(pair.Status, verdict))
                )
                .Append(BatchTest.NotTested);

            Outcome(test.Value).ShouldBeOneOf([.. known]);
        }
    }

    /// <summary>Key by key, in any order; ours has one more of its own.</summary>
    [Theory]
    [MemberData(nameof(Domains))]
    public void Domain_has_the_same_keys(string name)
    {
        var seen = Seen.Domain(Seen.Host());
        using var ours = Written(json =>
            BatchJson.WriteDomain(
                json,
                BatchDomain.Of(seen, InboundJudgement.Judge(seen)),
                "https://dashboard.example/domains/a.example"
            )
        );

        var theirs = Paths(Sample.GetProperty("domains").GetProperty(name)).ToList();
        Paths(ours.RootElement)
            .Where(path =>
                !path.StartsWith("/results/custom/dane_dashboard", StringComparison.Ordinal)
            )
            .ShouldBe(theirs, ignoreOrder: true);
    }

    [Fact]
    public void Request_has_the_same_keys_and_ours_that_are_always_sent()
    {
        using var ours = Written(json =>
        {
            json.WritePropertyName("request");
            BatchJson.WriteRequest(
                json,
                new()
                {
                    RequestId = new('a', 32),
                    Name = "a",
                    SubmittedAt = Samples.Noon,
                    Domains = 1,
                }
            );
        });

        Paths(ours.RootElement.GetProperty("request"))
            .ShouldBe(
                Paths(Sample.GetProperty("request"))
                    .Concat(["/progress string", "/num_domains number"]),
                ignoreOrder: true
            );
    }

    [Fact]
    public void Domain_of_which_nothing_can_be_told_is_an_error_and_nothing_else()
    {
        using var ours = Written(json => BatchJson.WriteDomain(json, result: null, "x"));

        JsonElement
            .DeepEquals(
                ours.RootElement,
                Sample.GetProperty("domains").GetProperty("nergenshuizen.example")
            )
            .ShouldBeTrue();
    }

    private static IEnumerable<JsonProperty> Measured() =>
        Sample
            .GetProperty("domains")
            .EnumerateObject()
            .Where(domain => domain.Value.GetProperty("status").GetString() == "ok");

    private static JsonElement Results(string name) =>
        Sample.GetProperty("domains").GetProperty(name).GetProperty("results");

    private static BatchTest Outcome(JsonElement test) =>
        new(test.GetProperty("status").GetString()!, test.GetProperty("verdict").GetString()!);

    /// <summary>Where each value is, and of which kind; a time that may be null counts as a text.</summary>
    private static IEnumerable<string> Paths(JsonElement element, string at = "") =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element
                .EnumerateObject()
                .SelectMany(each => Paths(each.Value, $"{at}/{each.Name}")),
            JsonValueKind.String or JsonValueKind.Null => [$"{at} string"],
            JsonValueKind.True or JsonValueKind.False => [$"{at} boolean"],
            _ => [$"{at} {(element.ValueKind == JsonValueKind.Number ? "number" : "other")}"],
        };

    private static JsonDocument Written(Action<Utf8JsonWriter> write)
    {
        using var octets = new MemoryStream();
        using (var json = new Utf8JsonWriter(octets))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return JsonDocument.Parse(Encoding.UTF8.GetString(octets.ToArray()));
    }
}
