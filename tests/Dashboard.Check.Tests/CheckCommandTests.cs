using System.Text.Json;
using Dashboard.Check.Terminal;
using Dashboard.Check.Tests.Support;
using Dashboard.Core;
using Dashboard.Core.Inbound;
using Dashboard.Probes;

namespace Dashboard.Check.Tests;

public sealed class CheckCommandTests(LabFixture fixture)
{
    [Fact]
    public async Task Json_of_one_domain_is_an_object_and_protected_is_status_0()
    {
        var run = await CheckRunner.RunAsync(
            await fixture.GetAsync(),
            ["--json", "good-001.example"]
        );

        using var document = JsonDocument.Parse(run.Out);
        document.RootElement.GetProperty("status").GetString().ShouldBe("protected");
        run.Status.ShouldBe(0);
    }

    [Fact]
    public async Task Related_standards_are_measured_where_asked_for_and_change_nothing_else()
    {
        var plain = await RunAsync();
        var whole = await RunAsync("--standards");

        Of(plain, "mta-sts").ShouldBe("not-measured");
        Of(whole, "mta-sts").ShouldBe("sts-enforced");
        Of(whole, "dane").ShouldBe(Of(plain, "dane"));
        whole.GetProperty("status").GetString().ShouldBe(plain.GetProperty("status").GetString());

        var report = await CheckRunner.RunAsync(
            await fixture.GetAsync(),
            [.. await PoliciesAsync(), "--standards", "sts-enforced.example"]
        );
        report.Out.ShouldContain("[mta-sts: sts-enforced, strict passed, forum info]");

        async Task<JsonElement> RunAsync(params string[] arguments)
        {
            var run = await CheckRunner.RunAsync(
                await fixture.GetAsync(),
                [.. await PoliciesAsync(), "--json", .. arguments, "sts-enforced.example"]
            );
            using var document = JsonDocument.Parse(run.Out);
            return document.RootElement.Clone();
        }

        async Task<string[]> PoliciesAsync()
        {
            var lab = await fixture.GetAsync();
            return [$"--MtaSts:Port={lab.HttpsPort}", $"--MtaSts:TrustedRoots={lab.TrustedRoots}"];
        }

        static string? Of(JsonElement document, string standard) =>
            document
                .GetProperty("standards")
                .EnumerateArray()
                .Single(one => one.GetProperty("standard").GetString() == standard)
                .GetProperty("status")
                .GetString();
    }

    [Fact]
    public async Task Json_of_several_domains_is_an_array_in_the_order_asked()
    {
        string[] asked =
        [
            "greeting-slow.example",
            "good-001.example",
            "mx-signature-broken.example",
            "good-002.example",
        ];

        var run = await CheckRunner.RunAsync(await fixture.GetAsync(), ["--json", .. asked]);

        using var document = JsonDocument.Parse(run.Out);
        document
            .RootElement.EnumerateArray()
            .Select(element => element.GetProperty("domain").GetString())
            .ShouldBe(asked);
        run.Status.ShouldBe(1);
    }

    [Fact]
    public async Task Json_of_an_empty_file_is_an_empty_array_and_a_mistake()
    {
        var run = await CheckRunner.RunAsync(
            await fixture.GetAsync(),
            ["--json", "--file", "-"],
            "# nothing\n"
        );

        using var document = JsonDocument.Parse(run.Out);
        document.RootElement.GetArrayLength().ShouldBe(0);
        run.Error.ShouldContain(new EnglishCheckTexts().EmptyList);
        run.Status.ShouldBe(2);
    }

    [Fact]
    public async Task Wrong_line_is_named_and_beats_the_rest_without_stopping_it()
    {
        var run = await CheckRunner.RunAsync(
            await fixture.GetAsync(),
            ["--jsonl", "--file", "-"],
            "good-001.example\nnot a domain\nhttps://good-002.example/\n"
        );

        run.Error.ShouldContain("line 2");
        run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        run.Status.ShouldBe(2);
    }

    [Fact]
    public async Task Report_says_what_was_found_of_each_record()
    {
        var run = await CheckRunner.RunAsync(await fixture.GetAsync(), ["good-001.example"]);

        run.Out.ShouldContain("good-001.example: protected");
        run.Out.ShouldContain("[matched] <- 3 1 1");
        run.Status.ShouldBe(0);
    }

    [Fact]
    public async Task Resolver_that_is_unavailable_makes_everything_unreachable_and_is_named()
    {
        var run = await CheckRunner.RunAsync(
            await fixture.GetAsync(),
            ["--jsonl", "good-001.example", "none-at-all.example"],
            resolver: "127.0.0.1:9"
        );

        run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldAllBe(line => line.Contains("\"status\":\"unreachable\""));
        run.Out.ShouldContain("resolver-unreachable");
        run.Error.ShouldContain("127.0.0.1:9 does not answer");
        run.Status.ShouldBe(2);
    }

    [Theory]
    [InlineData("--jsno")]
    [InlineData("--file", "/nowhere/at/all")]
    [InlineData("--Smtp:Port=0", "x.example")]
    public async Task Mistake_is_status_2(params string[] arguments)
    {
        int status;
        try
        {
            status = (await CheckRunner.RunAsync(await fixture.GetAsync(), arguments)).Status;
        }
        catch (WrongSettingException)
        {
            // The command line turns it into a message and the status.
            status = ExitStatus.Fault;
        }

        status.ShouldBe(2);
    }
}
