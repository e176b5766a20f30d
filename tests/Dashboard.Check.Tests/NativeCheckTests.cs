using System.Text.Json.Nodes;
using Dashboard.Check.Tests.Support;
using Dashboard.Lab;

namespace Dashboard.Check.Tests;

/// <summary>
/// The native build says what the ordinary one does, octet for octet but for times. It takes minutes to make, so <c>./test</c> leaves
/// these out and <c>.ci/run</c> runs them (<c>./test --native</c>).
/// </summary>
[Collection(nameof(AloneCollection))]
public sealed class NativeCheckTests(LabFixture fixture)
{
    /// <summary>Runs of both until they must have seen the same: some servers of the lab answer by turns, and a resolver says less of what it knows.</summary>
    private const int Runs = 4;

    private static readonly string[] TimeLimit =
    [
        "--Dns:Timeout=00:00:04",
        "--Dns:RetryAfter=00:00:00.2",
        "--Smtp:GreetingTimeout=00:00:08",
        "--Smtp:CommandTimeout=00:00:08",
        "--Smtp:HandshakeTimeout=00:00:08",
        "--Smtp:LongTimeout=00:00:22",
        "--Probe:RetryAfter=00:00:00.2",
        "--Probe:HeloName=probe.example",
    ];

    private static readonly string[] Manners =
    [
        "--TlsNcsc:Spacing=00:00:00.05",
        "--TlsNcsc:RoundSpacing=00:00:00.05",
        "--TlsNcsc:LimitPause=00:00:00.2",
        "--TlsNcsc:LimitSpacing=00:00:00.2",
        "--TlsNcsc:TicketWait=00:00:01",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task Native_check_writes_the_same_document_of_every_scenario()
    {
        var lab = await fixture.GetAsync();
        var left = lab.Scenarios.Select(scenario => scenario.Domain.Value).ToList();
        left.Count.ShouldBeGreaterThan(300);
        var expected = left.ToDictionary(domain => domain, _ => new List<string>());
        List<string> differences = [];
        for (var run = 1; left.Count > 0 && run <= Runs; run++)
        {
            string[] arguments = ["--jsonl", "--file", "-", .. TimeLimit];
            // By turns first, as servers that answer by turns do so.
            var nativeFirst = run % 2 == 0;
            var early = await RunAsync(lab, nativeFirst, arguments, left);
            var late = await RunAsync(lab, !nativeFirst, arguments, left);
            var (ordinary, native) = nativeFirst ? (late, early) : (early, late);
            if (run == 1)
            {
                // Later ones have only what differed, such as a server that was slow once.
                native.Status.ShouldBe(ordinary.Status);
                native.Error.ShouldBe(ordinary.Error);
            }
            foreach (var (domain, document) in Documents(ordinary))
            {
                expected[domain].Add(document);
            }
            var seen = Documents(native);
            seen.Keys.ShouldBe(left, ignoreOrder: true);
            left = [.. left.Where(domain => !expected[domain].Contains(seen[domain]))];
            differences =
            [
                .. left.Select(domain =>
                    $"{domain}: {Difference(expected[domain][^1], seen[domain])}"
                ),
            ];
        }
        differences.ShouldBeEmpty();
    }

    public static TheoryData<string[]> Formats { get; } =
        new(
            ["--language", "nl"],
            ["--language", "en"],
            ["--json"],
            ["--format", "prometheus"],
            ["--format", "nagios"],
            ["--format", "nagios", "--language", "nl"],
            ["--json", "--standards", .. Manners],
            ["--language", "nl", "--full", .. Manners]
        );

    [Theory(Explicit = true)]
    [MemberData(nameof(Formats))]
    public async Task Native_check_prints_the_same_in_each_format(string[] format)
    {
        var lab = await fixture.GetAsync();
        string[] domains =
        [
            "good-001.example",
            "ee-3-1-1-wrong.example",
            "ta-2-1-1.example",
            "no-such-domain.example",
            "null-mx.example",
            "mx-signature-broken.example",
            "plain-starttls.example",
            "hosts-second-without-tlsa.example",
        ];
        string[] arguments = [.. format, .. TimeLimit, .. domains];
        CheckRunner ordinary = default!;
        CheckRunner native = default!;
        for (var run = 1; run == 1 || (ordinary != native && run <= Runs); run++)
        {
            ordinary = Steadily(await RunAsync(lab, native: false, arguments));
            native = Steadily(await RunAsync(lab, native: true, arguments));
        }

        ordinary.Out.Length.ShouldBeGreaterThan(40);
        native.ShouldBe(ordinary);
    }

    public static TheoryData<string[]> WithoutServers { get; } =
        new(
            ["--help"],
            ["--help", "--language", "nl"],
            [],
            ["--such"],
            ["--format", "nagios", "--such"],
            ["--file", "/no/such/file"],
            ["*.example.nl", "not a domain", "example.nl.."],
            ["--Dns:Timeout=never", "example.nl"],
            ["--Probe:Concurrency=0", "example.nl"],
            ["--Dns:TrustedResolvers=192.0.2.1", "example.nl"],
            ["--format", "nagios", "--Dns:Resolver=nowhere", "example.nl"],
            ["--certificate", "/no/such/file", "good-001.example"],
            ["--json", "--Dns:Resolver=127.0.0.1:1", "good-001.example"]
        );

    [Theory(Explicit = true)]
    [MemberData(nameof(WithoutServers))]
    public async Task Native_check_prints_the_same_of_what_is_wrong(string[] arguments)
    {
        var lab = await fixture.GetAsync();
        var ordinary = Steadily(await RunAsync(lab, native: false, arguments));
        var native = Steadily(await RunAsync(lab, native: true, arguments));

        (ordinary.Out + ordinary.Error).ShouldNotBeEmpty();
        native.ShouldBe(ordinary);
    }

    [Fact(Explicit = true)]
    public async Task Native_check_judges_a_planned_certificate_alike()
    {
        var lab = await fixture.GetAsync();
        var json = await RunAsync(lab, native: false, ["--json", "good-001.example"]);
        var der = JsonNode.Parse(json.Out)!["observation"]!["hosts"]![0]!["addresses"]![0]![
            "attempts"
        ]![0]!["handshake"]!["chain"]!["certificates"]![0]!["der"]!.GetValue<string>();
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, Der(der), Cancellation);
        foreach (var domain in new[] { "good-001.example", "good-002.example" })
        {
            string[] arguments = ["--certificate", file, domain];
            var ordinary = await RunAsync(lab, native: false, arguments);
            var native = await RunAsync(lab, native: true, arguments);

            ordinary.Status.ShouldBe(domain == "good-001.example" ? 0 : 1);
            native.ShouldBe(ordinary);
        }
        File.Delete(file);
    }

    private static byte[] Der(string text) =>
        text.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(text)
            : Convert.FromBase64String(text);

    private static CheckRunner Steadily(CheckRunner run) =>
        run with
        {
            Out = Steady.InEachRun(run.Out),
            Error = Steady.InEachRun(run.Error),
        };

    private static Dictionary<string, string> Documents(CheckRunner run) =>
        run
            .Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ToDictionary(
                line => JsonNode.Parse(line)!["domain"]!.GetValue<string>(),
                Steady.InEachRun
            );

    /// <summary>From a little before the first octet that differs.</summary>
    private static string Difference(string expected, string seen)
    {
        var same = expected.Zip(seen).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"ordinary {Part(expected)}, native {Part(seen)}";

        string Part(string text) => text[Math.Max(0, same - 80)..Math.Min(text.Length, same + 120)];
    }

    private static async Task<CheckRunner> RunAsync(
        LabInternet lab,
        bool native,
        string[] arguments,
        IEnumerable<string>? input = null
    )
    {
        using var check = native
            ? CheckProgram.StartNative(lab, arguments)
            : CheckProgram.Start(lab, arguments);
        foreach (var line in input ?? [])
        {
            await check.In.WriteLineAsync(line);
        }
        check.In.Close();
        return await check.EndAsync();
    }
}
