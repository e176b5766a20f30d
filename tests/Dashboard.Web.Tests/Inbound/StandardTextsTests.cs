using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.MailAuthentication;
using Dashboard.Core.Inbound.MtaSts;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Inbound.TlsRpt;
using Dashboard.Core.MailAuthentication;
using Dashboard.Core.Tests;
using Dashboard.Web.Features.Explanation;
using Dashboard.Web.Features.Inbound.Result;
using Dashboard.Web.Features.Inbound.Result.Standards;

namespace Dashboard.Web.Tests.Inbound;

/// <summary>Everything that the related standards can say has its words.</summary>
public sealed partial class StandardTextsTests
{
    /// <summary>The folders of the related standards: one each, or one for several.</summary>
    private static readonly IReadOnlyList<string> Related =
    [
        .. Slugs.Select(type => type.Namespace!.Split('.')[^1]).Distinct(),
    ];

    /// <summary>Of each standard the words that it can come to.</summary>
    private static IEnumerable<Type> Slugs =>
        typeof(RelatedStandards)
            .Assembly.GetTypes()
            .Where(type =>
                type is { IsAbstract: true, IsSealed: true, IsPublic: true }
                && type.Name.EndsWith("Slug", StringComparison.Ordinal)
                && !type.Name.EndsWith("AdviceSlug", StringComparison.Ordinal)
                && type.Namespace!.StartsWith("Dashboard.Core.Inbound.", StringComparison.Ordinal)
                && !type.Namespace.EndsWith(".Planned", StringComparison.Ordinal)
            );

    [Fact]
    public void Every_finding_has_its_sentence() =>
        Covers(Slugs.SelectMany(Constants).Concat(TlsNcscReason.All.Select(rule => rule.Slug)));

    [Fact]
    public void Every_part_and_level_of_tls_by_ncsc_has_its_words() =>
        Covers([
            .. TlsSubTest.All.Select(slug => $"subtest.{slug}"),
            .. Enum.GetValues<GuidelineLevel>().Select(level => $"level.{Slug.Of(level)}"),
            .. Enum.GetValues<GuidelineLevel>().Select(Slug.Of),
            "not-measured",
        ]);

    [Fact]
    public void Every_advice_has_its_words() =>
        Covers(
            Advised()
                .Concat(TlsNcscAdvice.ByReason.Values)
                .SelectMany(slug => new[] { $"advice.{slug}.title", $"advice.{slug}.text" })
        );

    [Fact]
    public void Every_word_of_the_document_has_its_words() =>
        Covers([
            .. Enum.GetValues<StandardOutcome>().Select(word => $"outcome.{Slug.Of(word)}"),
            .. Enum.GetValues<ExclusionReason>().Select(word => $"why.{Slug.Of(word)}"),
            .. Enum.GetValues<SenderStandards>().Select(word => $"senders.{Slug.Of(word)}"),
            .. Enum.GetValues<SenderAction>().Select(word => $"action.{Slug.Of(word)}"),
        ]);

    /// <summary>Read from the code of the judgement, as facts are named where they are found.</summary>
    [Fact]
    public void Every_fact_has_its_name()
    {
        IReadOnlyList<string> folders = [.. Related, "TlsNcsc/Judgement"];
        var names = folders
            .SelectMany(folder =>
                Directory.EnumerateFiles(
                    Path.Combine(RepositoryFiles.Root, "src/Dashboard.Core/Inbound", folder),
                    "*.cs"
                )
            )
            .SelectMany(file => FactName().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["name"].Value)
            .ToHashSet();

        names.Count.ShouldBeGreaterThan(20);
        names
            .Append("places")
            .Where(name => !Has(typeof(StandardTexts), $"fact.{name}"))
            .Where(name => !Has(typeof(ReasonTexts), $"fact.{name}"))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_configuration_has_its_label()
    {
        var domain = DomainName.Parse("example.nl");
        Covers(
            Advised()
                .Concat(Constants(typeof(AdviceSlug)))
                .Concat(Constants(typeof(TlsNcscAdvice)))
                .SelectMany(slug =>
                    StandardConfiguration.For(
                        new Advice
                        {
                            Slug = slug,
                            Actor = AdviceActor.DomainDns,
                            Facts = new Dictionary<string, string> { ["policy"] = "x" },
                        },
                        domain
                    )
                )
                .Select(pair => $"config.{pair.Label}")
                .Distinct()
        );
    }

    [Fact]
    public void Ready_configuration_of_an_explanation_has_its_labels()
    {
        var ready = Topics.All.SelectMany(ReadyConfiguration.Of).ToList();

        ready.ShouldNotBeEmpty();
        Covers(ready.Select(part => $"config.{part.Label}").Distinct());
    }

    /// <summary>By the same readers that judge the records of others.</summary>
    [Fact]
    public void Ready_records_are_good()
    {
        StsPolicyReader.Read(Text(Topics.MtaSts, "policy")).Problems.ShouldBeEmpty();
        StsRecord.Read(Quoted(Topics.MtaSts)).ShouldNotBeNull();
        TlsRptRecord.Read(Quoted(Topics.TlsRpt)).ShouldNotBeNull();
        SpfRecord.TryParse(Quoted(Topics.Spf), out _).ShouldBeTrue();
        DmarcRecord.TryParse(Quoted(Topics.Dmarc), out _).ShouldBeTrue();

        static string Quoted(string topic) => Text(topic, "records").Split('"')[1];

        static string Text(string topic, string label) =>
            ReadyConfiguration.Of(topic).Single(part => part.Label == label).Text;
    }

    /// <summary>Names come from the DNS of strangers.</summary>
    [Fact]
    public void Name_that_a_shell_could_run_gets_no_configuration() =>
        Advised()
            .SelectMany(slug =>
                StandardConfiguration.For(
                    new Advice { Slug = slug, Actor = AdviceActor.DomainDns },
                    DomainName.Parse("$(reboot).example.nl")
                )
            )
            .ShouldBeEmpty();

    /// <summary>The advice of the related standards, together or each beside its standard.</summary>
    private static IEnumerable<string> Advised() =>
        typeof(RelatedStandards)
            .Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("AdviceSlug", StringComparison.Ordinal))
            .Except([typeof(AdviceSlug)])
            .SelectMany(Constants);

    private static void Covers(IEnumerable<string> keys) =>
        keys.Where(key => !Has(typeof(StandardTexts), key)).ShouldBeEmpty();

    private static bool Has(Type texts, string key) =>
        new ResourceManager(texts).GetString(key, CultureInfo.InvariantCulture) is not null;

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields().Select(field => (string)field.GetRawConstantValue()!);

    [GeneratedRegex(
        @"(?<!Equals)\(""(?<name>[a-z][A-Za-z]+)"", |\(\s+""(?<name>[a-z][A-Za-z]+)"",\s"
    )]
    private static partial Regex FactName();
}
