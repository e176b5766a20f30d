using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.Check.Output;
using Dashboard.Check.Tests.Support;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;

namespace Dashboard.Check.Tests.Output;

/// <summary>What monitoring systems read, over every scenario of the lab.</summary>
[Collection(nameof(AloneCollection))]
public sealed partial class MonitoringTests(LabFixture fixture)
{
    [Fact]
    public async Task Nagios_gives_every_scenario_its_exit_status_in_one_line()
    {
        var lab = await fixture.GetAsync();
        // One of each status, with and without warnings: a run each, as a monitoring system does.
        var scenarios = lab
            .Scenarios.Where(one => !one.Slow)
            .GroupBy(one => (one.Status, one.Delivery, one.AttackerConnectionType))
            .Select(group => group.First())
            .ToList();
        scenarios
            .Select(one => one.Status)
            .Distinct()
            .Count()
            .ShouldBe(Enum.GetValues<DomainStatus>().Length);

        foreach (var scenario in scenarios)
        {
            var run = await CheckRunner.RunAsync(
                lab,
                ["--format", "nagios", scenario.Domain.Value]
            );

            int[] allowed = scenario.Status switch
            {
                // Protected with a warning among the reasons is a warning.
                DomainStatus.Protected => [0, 1],
                DomainStatus.Partial or DomainStatus.Unusable => [1],
                DomainStatus.Failed or DomainStatus.None or DomainStatus.Bogus => [2],
                _ => [3],
            };
            allowed.ShouldContain(run.Status, scenario.Slug);
            var line = run.Out.ShouldNotBeNull();
            PluginLine().IsMatch(line).ShouldBeTrue($"{scenario.Slug}: {line}");
            line.ShouldStartWith(
                $"STARTTLS-DANE {MonitoringStates.Word((MonitoringState)run.Status)} - "
            );
        }
    }

    [Theory]
    [InlineData("warning and critical", 2, "ee-3-1-1-wrong", "good-001")]
    [InlineData("unknown and good", 3, "null-mx", "good-001")]
    [InlineData("good alone", 0, "good-001", "good-002")]
    public async Task Nagios_of_several_domains_tells_the_worst(
        string what,
        int status,
        params string[] slugs
    )
    {
        var lab = await fixture.GetAsync();
        string[] domains =
        [
            .. slugs.Select(slug =>
                lab.Scenarios.FirstOrDefault(one => one.Slug == slug)?.Domain.Value
                ?? $"{slug}.example"
            ),
        ];

        var run = await CheckRunner.RunAsync(lab, ["--format=nagios", .. domains]);

        run.Status.ShouldBe(status, $"{what}: {run.Out}");
        PluginLine().IsMatch(run.Out).ShouldBeTrue(run.Out);
        run.Out.ShouldContain($"domains={slugs.Length}");
    }

    [Theory]
    [InlineData(DomainStatus.Partial, MonitoringState.Unknown)]
    [InlineData(DomainStatus.Unusable, MonitoringState.Unknown)]
    [InlineData(DomainStatus.None, MonitoringState.Unknown)]
    [InlineData(DomainStatus.Bogus, MonitoringState.Unknown)]
    [InlineData(DomainStatus.Unreachable, MonitoringState.Unknown)]
    [InlineData(DomainStatus.Failed, MonitoringState.Critical)]
    internal void Fault_of_our_own_alarms_nobody_unless_a_refusal_is_proven_beside_it(
        DomainStatus status,
        MonitoringState expected
    )
    {
        var seen = new InboundObservation
        {
            Domain = DomainName.Parse("a.example"),
            StartedAt = DateTimeOffset.UnixEpoch,
            Duration = TimeSpan.Zero,
            Resolver = new("127.0.0.1:53", ResolverTrust.Loopback, ResolverValidation.Validates),
            SmtpPort = 25,
            Mx = new()
            {
                Name = DomainName.Parse("a.example"),
                Type = DnsRecordType.Mx,
                Outcome = LookupOutcome.Failed,
                Dnssec = DnssecStatus.Indeterminate,
                Failure = LookupFailure.OwnLimit,
            },
        };
        var verdict = InboundJudgement.Judge(seen);
        verdict = verdict with { MailTransport = verdict.MailTransport with { Status = status } };

        MonitoringStates.Of(new CheckedDomain(seen, verdict)).ShouldBe(expected);
    }

    [Theory]
    [InlineData(
        "critical over warning",
        MonitoringState.Critical,
        MonitoringState.Warning,
        MonitoringState.Critical
    )]
    [InlineData(
        "warning over unknown",
        MonitoringState.Warning,
        MonitoringState.Unknown,
        MonitoringState.Warning
    )]
    [InlineData(
        "unknown over good",
        MonitoringState.Unknown,
        MonitoringState.Ok,
        MonitoringState.Unknown
    )]
    internal void Worst_comes_first(
        string what,
        MonitoringState expected,
        params MonitoringState[] states
    ) => MonitoringStates.WorstFirst.First(states.Contains).ShouldBe(expected, what);

    [Theory]
    [InlineData("an option", "--format", "nagios", "--jsno", "x.example")]
    [InlineData("a domain", "--format", "nagios", "no_domain")]
    [InlineData("a file", "--format", "nagios", "--file", "/nowhere/at/all")]
    [InlineData("a setting", "--format", "nagios", "--Smtp:Port=0", "x.example")]
    [InlineData("a list", "--format", "nagios", "--file", "/dev/null")]
    public async Task Mistake_is_unknown_and_said_in_the_line(
        string what,
        params string[] arguments
    )
    {
        var run = await CheckRunner.RunAsync(await fixture.GetAsync(), arguments);

        run.Status.ShouldBe(3, what);
        run.Out.ShouldStartWith("STARTTLS-DANE UNKNOWN - ", Case.Sensitive, what);
        run.Out.TrimEnd('\n').ShouldNotContain("\n");
    }

    [Fact]
    public async Task Resolver_that_does_not_answer_is_unknown()
    {
        var run = await CheckRunner.RunAsync(
            await fixture.GetAsync(),
            ["--format", "nagios", "good-001.example"],
            resolver: "127.0.0.1:9"
        );

        run.Status.ShouldBe(3);
    }

    [Fact]
    public void Line_holds_no_bar_line_end_or_control_character() =>
        NagiosOutput.OneLine("a|b\nc\r\nd\u001be").ShouldBe("a/b c d\uFFFDe");

    [Fact]
    public async Task Prometheus_gives_valid_text_with_every_scenario_once()
    {
        var lab = await fixture.GetAsync();
        var domains = lab
            .Scenarios.Where(one => !one.Slow)
            .Select(one => one.Domain.Value)
            .ToList();

        var run = await CheckRunner.RunAsync(
            lab,
            ["--format", "prometheus", "--file", "-"],
            string.Join('\n', [.. domains, domains[0], "no_domain"])
        );

        var samples = Exposition.Read(run.Out);
        samples
            .Where(one => one.Metric == "starttls_dane_protected")
            .Select(one => one.Labels["domain"])
            .ShouldBe(domains, ignoreOrder: true);
        foreach (var scenario in lab.Scenarios.Where(one => !one.Slow))
        {
            var domain = scenario.Domain.Value;
            var expected = Dashboard.Core.Slug.Of(scenario.Status);
            if (StatusOf(samples, domain) != expected)
            {
                // All at once a machine may be too slow for one of them; it is looked at again by itself.
                var again = await CheckRunner.RunAsync(lab, ["--format", "prometheus", domain]);
                StatusOf(Exposition.Read(again.Out), domain).ShouldBe(expected, scenario.Slug);
            }
        }
        samples.Single(one => one.Metric == "starttls_dane_unchecked_domains").Value.ShouldBe("1");
        samples.ShouldContain(one =>
            one.Metric == "starttls_dane_certificate_expiry_timestamp_seconds"
        );

        static string StatusOf(IReadOnlyList<Exposition.Sample> samples, string domain) =>
            samples
                .Single(one =>
                    one.Metric == "starttls_dane_status"
                    && one.Labels["domain"] == domain
                    && one.Value == "1"
                )
                .Labels["status"];
    }

    [Theory]
    [InlineData("quote", "a\"b", "n=\"a\\\"b\"")]
    [InlineData("backslash", "a\\b", "n=\"a\\\\b\"")]
    [InlineData("line feed", "a\nb", "n=\"a\\nb\"")]
    public void Label_is_escaped(string what, string value, string expected) =>
        PrometheusOutput.Label("n", value).ShouldBe(expected, what);

    /// <summary>State, words without a bar, one bar, and performance data of the guidelines; one line.</summary>
    [GeneratedRegex(
        @"^STARTTLS-DANE (OK|WARNING|CRITICAL|UNKNOWN) - [^|\n]+ \|( ?[a-z]+=[0-9.]+s?;[0-9.]*;[0-9.]*;[0-9.]*(;[0-9.]*)?)+\n$"
    )]
    private static partial Regex PluginLine();
}

/// <summary>A strict reader of the text exposition format: HELP and TYPE before the samples of a metric, which stand together.</summary>
internal static partial class Exposition
{
    public static IReadOnlyList<Sample> Read(string text)
    {
        text.ShouldEndWith("\n");
        text.ShouldNotContain("\r");
        var samples = new List<Sample>();
        var known = new HashSet<string>();
        var current = string.Empty;
        var helped = string.Empty;
        foreach (var line in text[..^1].Split('\n'))
        {
            if (Help().Match(line) is { Success: true } help)
            {
                helped = help.Groups[1].Value;
                continue;
            }
            if (Type().Match(line) is { Success: true } type)
            {
                current = type.Groups[1].Value;
                current.ShouldBe(helped);
                known.Add(current).ShouldBeTrue(current);
                continue;
            }
            var sample = Line().Match(line);
            sample.Success.ShouldBeTrue(line);
            sample.Groups["metric"].Value.ShouldBe(current);
            double.TryParse(sample.Groups["value"].Value, CultureInfo.InvariantCulture, out _)
                .ShouldBeTrue(line);
            samples.Add(
                new(
                    current,
                    LabelPair()
                        .Matches(sample.Groups["labels"].Value)
                        .ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value),
                    sample.Groups["value"].Value
                )
            );
        }
        samples
            .Select(one =>
                one.Metric + string.Join(',', one.Labels.Select(pair => $"{pair.Key}={pair.Value}"))
            )
            .ShouldBeUnique();
        return samples;
    }

    [GeneratedRegex(@"^# HELP ([a-z_]+) [^\n]+$")]
    private static partial Regex Help();

    [GeneratedRegex(@"^# TYPE ([a-z_]+) gauge$")]
    private static partial Regex Type();

    [GeneratedRegex(
        @"^(?<metric>[a-z_]+)(\{(?<labels>[a-z_]+=""([^""\\\n]|\\[\\n""])*""(,[a-z_]+=""([^""\\\n]|\\[\\n""])*"")*)\})? (?<value>[0-9.]+|NaN)$"
    )]
    private static partial Regex Line();

    [GeneratedRegex(@"([a-z_]+)=""((?:[^""\\\n]|\\.)*)""")]
    private static partial Regex LabelPair();

    public sealed record Sample(
        string Metric,
        IReadOnlyDictionary<string, string> Labels,
        string Value
    );
}
