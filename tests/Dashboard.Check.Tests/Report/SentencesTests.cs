using System.Globalization;
using System.Net;
using System.Reflection;
using Dashboard.Check.Report;
using Dashboard.Check.Tests.Support;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Texts.Inbound;

namespace Dashboard.Check.Tests.Report;

/// <summary><c>check</c> says what the site says, in both languages, with the slug behind it.</summary>
public sealed class SentencesTests(LabFixture fixture)
{
    private static readonly InboundSentences Dutch = new(CultureInfo.GetCultureInfo("nl"));
    private static readonly InboundSentences English = new(CultureInfo.GetCultureInfo("en"));
    private static readonly DomainName Domain = DomainName.Parse("domain.example");

    /// <summary>Slugs of reasons, of the mail transport and of every standard: found by what Core calls its lists of them.</summary>
    public static IReadOnlyList<string> ReasonSlugs { get; } =
        Constants(type =>
            type.Namespace!.StartsWith("Dashboard.Core.Inbound", StringComparison.Ordinal)
            && type.Name.EndsWith("Slug", StringComparison.Ordinal)
            && !type.Name.EndsWith("AdviceSlug", StringComparison.Ordinal)
        );

    public static IReadOnlyList<string> AdviceSlugs { get; } =
        Constants(type =>
            type.Namespace!.StartsWith("Dashboard.Core.Inbound", StringComparison.Ordinal)
            && type.Name.EndsWith("AdviceSlug", StringComparison.Ordinal)
        );

    [Fact]
    public void Every_reason_is_printed_as_a_sentence_in_both_languages_with_its_slug()
    {
        ReasonSlugs.Count.ShouldBeGreaterThan(100);
        foreach (var slug in ReasonSlugs)
        {
            var reason = new VerdictReason
            {
                Slug = slug,
                Severity = ReasonSeverity.Fault,
                Host = Domain,
                Address = IPAddress.Loopback,
            };

            Differ(slug, sentences => ReasonReport.Reason(reason, sentences));
        }
    }

    [Fact]
    public void Every_advice_is_printed_as_a_sentence_in_both_languages_with_its_slug()
    {
        AdviceSlugs.Count.ShouldBeGreaterThan(40);
        foreach (var slug in AdviceSlugs)
        {
            var advice = new Advice
            {
                Slug = slug,
                Actor = AdviceActor.MailServer,
                Host = Domain,
                ZoneLines = ["a line of a zone"],
            };

            Differ(slug, sentences => ReasonReport.Advice(advice, Domain, sentences));
            ReasonReport
                .Advice(advice, Domain, Dutch)
                .ShouldContain(line => line.EndsWith("a line of a zone", StringComparison.Ordinal));
        }
    }

    /// <summary>A record to remove is never printed as one to publish.</summary>
    [Fact]
    public void Records_to_remove_and_those_that_stay_are_under_a_label_each() =>
        ReasonReport
            .Advice(
                new()
                {
                    Slug = AdviceSlug.RemoveTlsa,
                    Actor = AdviceActor.HostDns,
                    Host = Domain,
                    ZoneLines = ["the good one"],
                    LinesToRemove = ["the useless one"],
                },
                Domain,
                English
            )
            .Skip(3)
            .ShouldBe([
                "    To remove:",
                "        the useless one",
                "    These stay:",
                "        the good one",
            ]);

    [Theory]
    [InlineData("nl", "Fout: ", "het DNS van de mailserver", "3 1 1")]
    [InlineData("en", "Fault: ", "DNS of the mail server", "3 1 1")]
    public async Task Report_is_in_the_language_asked_for(
        string language,
        string severity,
        string actor,
        string zoneLine
    )
    {
        var run = await CheckRunner.RunAsync(
            await fixture.GetAsync(),
            ["--language", language, "ee-3-1-1-wrong.example"]
        );

        run.Out.ShouldStartWith("ee-3-1-1-wrong.example: failed");
        run.Out.ShouldContain(severity);
        run.Out.ShouldContain("[no-match]");
        run.Out.ShouldContain("[replace-tlsa]");
        run.Out.ShouldContain(actor);
        run.Out.ShouldContain(zoneLine);
        // Marks of technical terms are for a page.
        run.Out.ShouldNotContain("[[");
        run.Out.ShouldNotContain("{0}");
    }

    [Theory]
    [InlineData("en", "more TLSA record", "The same holds ")]
    [InlineData("nl", "TLSA-record", "Hetzelfde geldt ")]
    public async Task What_repeats_is_told_some_times_and_the_others_are_counted(
        string language,
        string records,
        string reasons
    )
    {
        var run = await CheckRunner.RunAsync(
            await fixture.GetAsync(),
            ["--language", language, "ee-one-of-60-odd-records.example"]
        );

        var lines = run.Out.Split('\n');
        lines
            .Count(line =>
                line.Contains(" IN TLSA ", StringComparison.Ordinal)
                && line.EndsWith(" ; secure", StringComparison.Ordinal)
            )
            .ShouldBe(8, run.Out);
        var more = lines.Single(line =>
            line.StartsWith("; ", StringComparison.Ordinal)
            && line.Contains(records, StringComparison.Ordinal)
        );
        // The eight and the others are the sixty that are published, kept or not.
        more.Split(' ').ShouldContain("52");
        lines
            .Count(line => line.EndsWith("[tlsa-pkix-usage]", StringComparison.Ordinal))
            .ShouldBe(4, run.Out);
        lines.ShouldContain(line =>
            line.Trim().StartsWith(reasons, StringComparison.Ordinal)
            && line.EndsWith("[tlsa-pkix-usage]", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Same_reason_of_several_hosts_names_each_of_them()
    {
        var hosts = Enumerable.Range(1, 5).Select(i => DomainName.Parse($"mx{i}.example")).ToList();
        var verdict = new DomainVerdict
        {
            MethodVersion = "1",
            Domain = Domain,
            Status = DomainStatus.Failed,
            Delivery = Delivery.Defer,
            Reasons =
            [
                .. hosts.Select(host => new VerdictReason
                {
                    Slug = ReasonSlug.TlsaLookupFailed,
                    Severity = ReasonSeverity.Fault,
                    Host = host,
                }),
            ],
        };

        var lines = ReasonReport.Lines(verdict, English).ToList();

        hosts.ShouldAllBe(host => lines.Any(line => line.Contains(host.Value)));
    }

    private static void Differ(string slug, Func<InboundSentences, IEnumerable<string>> print)
    {
        List<string> dutch = [.. print(Dutch)];
        List<string> english = [.. print(English)];

        dutch[0].ShouldEndWith($" [{slug}]");
        english[0].ShouldEndWith($" [{slug}]");
        dutch[0].ShouldNotBe(english[0]);
        foreach (var line in dutch.Concat(english))
        {
            line.ShouldNotContain("[[", Case.Sensitive, slug);
            line.Replace($"[{slug}]", "").ShouldNotContain($"{slug}.", Case.Sensitive, slug);
            line.ShouldNotContain($": {slug} [", Case.Sensitive, slug);
        }
    }

    private static List<string> Constants(Func<Type, bool> holds) =>
        [
            .. typeof(VerdictReason)
                .Assembly.GetTypes()
                .Where(type => type.Namespace is not null && holds(type))
                .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
                .Where(field => field.IsLiteral)
                .Select(field => (string)field.GetRawConstantValue()!)
                .Distinct(),
        ];
}
