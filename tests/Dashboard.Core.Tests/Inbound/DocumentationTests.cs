using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>docs/verdicts.md and docs/rfcs.md say what the code does.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Verdicts = RepositoryFiles.Read("docs/verdicts.md");

    [GeneratedRegex(
        @"^\| `(?<slug>[a-z0-9-]+)` \| (?<severity>note|warning|fault) \| [^|]+ \| [^|]+ \| (?<rfc>[^|]+) \| (`(?<type>[a-z-]+)`)? ?\|$",
        RegexOptions.Multiline
    )]
    private static partial Regex ReasonLine();

    private static string Word<TEnum>(TEnum value)
        where TEnum : struct, Enum => Slug.Of(value);

    [Fact]
    public void Every_reason_stands_with_its_severity_section_and_result_type() =>
        ReasonLine()
            .Matches(Verdicts)
            .Select(m =>
                $"{m.Groups["slug"]} {m.Groups["severity"]} {m.Groups["rfc"]} {m.Groups["type"]}"
            )
            .Order()
            .ShouldBe(
                ReasonRules
                    .All.Select(r =>
                        $"{r.Slug} {Word(r.Severity)} {r.Rfc.Replace(" section ", " s", StringComparison.Ordinal)} {(r.ResultType is { } t ? Word(t) : "")}"
                    )
                    .Order()
            );

    [Fact]
    public void Every_word_of_the_document_is_explained()
    {
        IEnumerable<string> words =
        [
            .. Enum.GetValues<DomainStatus>().Select(Word),
            .. Enum.GetValues<Delivery>().Select(Word),
            .. Enum.GetValues<DanePolicy>().Select(Word),
            .. Enum.GetValues<AddressOutcome>().Select(Word),
            .. Constants(typeof(AdviceSlug)),
            .. Constants(typeof(SimulatedDifference)),
        ];
        words.Where(w => !Verdicts.Contains($"`{w}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_advice_has_its_place_in_the_order()
    {
        var text = Verdicts[Verdicts.IndexOf("## Advice", StringComparison.Ordinal)..];
        var listed = AdviceSlugs().Matches(text).Select(m => m.Groups[1].Value).ToList();
        listed
            .Where(Constants(typeof(AdviceSlug)).Contains)
            .ShouldBe(Enum.GetValues<DaneAdvice>().Select(Word));
    }

    [GeneratedRegex("`([a-z0-9-]+)`")]
    private static partial Regex AdviceSlugs();

    [GeneratedRegex(@"`(?<path>[A-Za-z/]+\.cs)`")]
    private static partial Regex SourceFile();

    [GeneratedRegex(@"`(?<name>[A-Za-z]+Tests)`")]
    private static partial Regex TestClass();

    [Fact]
    public void Files_and_tests_named_in_the_list_of_RFCs_exist()
    {
        var text = RepositoryFiles.Read("docs/rfcs.md");
        var sources = Directory
            .GetFiles(
                Path.Combine(RepositoryFiles.Root, "src"),
                "*.cs",
                SearchOption.AllDirectories
            )
            .Concat(
                Directory.GetFiles(
                    Path.Combine(RepositoryFiles.Root, "tests"),
                    "*.cs",
                    SearchOption.AllDirectories
                )
            )
            .Select(f => f.Replace('\\', '/'))
            .ToList();
        SourceFile()
            .Matches(text)
            .Select(m => m.Groups["path"].Value)
            .Where(path => !sources.Exists(s => s.EndsWith("/" + path, StringComparison.Ordinal)))
            .ShouldBeEmpty();
        TestClass()
            .Matches(text)
            .Select(m => m.Groups["name"].Value)
            .Where(name =>
                !sources.Exists(s => s.EndsWith($"/{name}.cs", StringComparison.Ordinal))
            )
            .ShouldBeEmpty();
    }

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields().Select(f => (string)f.GetRawConstantValue()!);
}
