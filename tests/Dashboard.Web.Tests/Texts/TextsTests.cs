using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Planned;
using Dashboard.Web.Components.Layout;
using Dashboard.Web.Components.States;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Features.Explanation;
using Dashboard.Web.Features.Health;
using Dashboard.Web.Features.Inbound.Front;
using Dashboard.Web.Features.TlsaHelper;
using Dashboard.Web.Platform.Status;

namespace Dashboard.Web.Tests.Texts;

/// <summary>Every text is there in both languages, and everything that can be said has a text.</summary>
public sealed partial class TextsTests
{
    /// <summary>The site's own, and that of the sentences that it shares with the command line.</summary>
    private static readonly IReadOnlyList<Assembly> Assemblies =
    [
        typeof(LayoutTexts).Assembly,
        typeof(ResultTexts).Assembly,
    ];

    public static TheoryData<string> Sets =>
        [
            .. Assemblies
                .SelectMany(assembly => assembly.GetManifestResourceNames())
                .Where(name => name.EndsWith(".resources", StringComparison.Ordinal))
                .Select(name => name[..^".resources".Length]),
        ];

    [Theory]
    [MemberData(nameof(Sets))]
    public void Texts_have_the_same_keys_in_both_languages(string set)
    {
        var dutch = Read(set, string.Empty);
        var english = Read(set, "en");

        english.Keys.ShouldBe(dutch.Keys, ignoreOrder: true);
        dutch.ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Texts_say_something_and_name_the_same_facts_in_both_languages(string set)
    {
        var english = Read(set, "en");

        foreach (var (key, dutch) in Read(set, string.Empty))
        {
            dutch.ShouldNotBeNullOrWhiteSpace(key);
            english[key].ShouldNotBeNullOrWhiteSpace(key);
            Facts(english[key]).ShouldBe(Facts(dutch), ignoreOrder: true, key);
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Marked_terms_have_their_explanation(string set)
    {
        foreach (var language in new[] { string.Empty, "en" })
        {
            Covers<SharedTexts>(
                Read(set, language)
                    .Values.SelectMany(MarkedText.Parts)
                    .Where(part => part.Term is not null)
                    .Select(part => $"term.{part.Term}.note")
            );
        }
    }

    /// <summary>"1 domeinen" is no Dutch: a word behind a number follows it, as in <c>{0} {0:domein|domeinen}</c>.</summary>
    [Theory]
    [MemberData(nameof(Sets))]
    public void Word_behind_a_number_follows_it(string set)
    {
        foreach (var language in new[] { string.Empty, "en" })
        {
            Read(set, language)
                .Where(text => !NeverOne.Contains(text.Key) && Plural().IsMatch(text.Value))
                .Select(text => $"{text.Key}: {text.Value}")
                .ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData("{0} domeinen", false)]
    [InlineData("en {1} andere adressen", false)]
    [InlineData("{0} more tests", false)]
    [InlineData("Nog {0} eerdere rondes", false)]
    [InlineData("{0} more events", false)]
    [InlineData("{0} {0:verbinding|verbindingen}, vanaf", true)]
    [InlineData("Nog {0} eerdere {0:ronde|rondes}", true)]
    [InlineData("{0} en alle domeinen", true)]
    public void Plural_is_seen_behind_a_number_and_one_word(string text, bool right) =>
        Plural().IsMatch(text).ShouldBe(!right);

    [Theory]
    [InlineData("nl", 1, "1 poging")]
    [InlineData("nl", 2, "2 pogingen")]
    [InlineData("nl", 0, "0 pogingen")]
    [InlineData("en", 1, "1 attempt")]
    [InlineData("en", 12, "12 attempts")]
    public void Text_with_a_number_has_the_right_word(
        string language,
        int count,
        string expected
    ) =>
        new ResourceTexts<ResultTexts>(CultureInfo.GetCultureInfo(language))[
            "lookup.attempts",
            count
        ]
            .Value.ShouldBe(expected);

    /// <summary>Numbers often come as text, formatted before.</summary>
    [Theory]
    [InlineData("1", "1 domein")]
    [InlineData("1.000", "1.000 domeinen")]
    public void Number_that_was_written_before_has_the_right_word(string count, string expected) =>
        string.Format(CultureInfo.InvariantCulture, "{0} {0:domein|domeinen}", Counted.In([count]))
            .ShouldBe(expected);

    [Fact]
    public void Every_state_has_its_word() =>
        Covers<StateTexts>(Enum.GetValues<ShownState>().Select(StatePalette.Name));

    [Fact]
    public void Every_problem_of_a_typed_domain_has_its_words() =>
        Covers<FrontTexts>(
            Enum.GetValues<MailDomainProblem>()
                .Select(DomainProblems.Key)
                .Append(DomainProblems.NothingBehindAt)
                .SelectMany(key => new[] { $"problem.{key}.title", $"problem.{key}.text" })
        );

    [Fact]
    public void Every_line_of_the_menus_has_its_word() =>
        Covers<LayoutTexts>(
            Navigation.Entries.Concat(Navigation.Footer).Select(entry => entry.TextKey)
        );

    [Fact]
    public void Every_state_of_the_system_has_its_words() =>
        Covers<StatusTexts>([
            .. typeof(SystemSlug)
                .GetFields()
                .Where(field => field.IsLiteral)
                .Select(field => $"slug.{field.GetRawConstantValue()}"),
            "state.not-known",
            .. Enum.GetValues<SystemState>()
                .SelectMany(state => new[] { $"state.{Slug.Of(state)}", $"lead.{Slug.Of(state)}" }),
        ]);

    [Fact]
    public void Every_outcome_of_the_tlsa_helper_has_its_words() =>
        Covers<TlsaTexts>([
            .. Enum.GetValues<TlsaLineProblem>().Select(problem => $"line.{Slug.Of(problem)}"),
            .. Enum.GetValues<PastedMaterialProblem>()
                .Select(problem => $"material.{Slug.Of(problem)}"),
            .. Enum.GetValues<AddressOutcome>().Select(outcome => $"outcome.{Slug.Of(outcome)}"),
        ]);

    [Fact]
    public void Every_topic_is_explained_to_its_last_section() =>
        Covers<ExplanationTexts>(
            Topics.All.SelectMany(topic =>
                Enumerable
                    .Range(1, Topics.Sections(topic))
                    .SelectMany(section =>
                        new[] { $"{topic}.{section}.title", $"{topic}.{section}.text" }
                    )
                    .Concat([$"{topic}.title", $"{topic}.lead"])
            )
        );

    internal static void Covers<TTexts>(IEnumerable<string> keys)
    {
        var texts = Read(typeof(TTexts).FullName!, string.Empty);
        keys.Where(key => !texts.ContainsKey(key)).ShouldBeEmpty();
    }

    internal static Dictionary<string, string> Read(string set, string culture)
    {
        var manager = new ResourceManager(
            set,
            Assemblies.Single(assembly =>
                assembly.GetManifestResourceNames().Contains($"{set}.resources")
            )
        );
        using var resources = manager.GetResourceSet(
            CultureInfo.GetCultureInfo(culture),
            createIfNotExists: true,
            tryParents: false
        );
        return resources
            .ShouldNotBeNull($"{set} has no texts in '{culture}'")
            .Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
    }

    /// <summary>Texts whose number is never 1, or is no number.</summary>
    private static readonly string[] NeverOne =
    [
        "account.corrections.text",
        "addresses.title",
        "annex.too-long",
        "basic.text",
        "coverage.lead",
        "full.text",
        "headline.partial-here",
        "headline.unreachable-here",
        "here.title",
        "interval.other",
        "problem.limited.hours",
        "protected.all",
        "protected.not-one",
        "protected.some",
        "running",
        "sentence.dane",
        "sentence.excluded",
        "sentence.provider",
        "sentence.provider.one",
        "sentence.provider.own",
        "sentence.standard",
        "sentence.starttls",
        "subject.each",
    ];

    /// <summary>A number, at most one word between, and a plural that does not follow it.</summary>
    [GeneratedRegex(
        @"\{\d\} (?:[\w-]+ )?(?:domeinen|maildomeinen|mailservers|adressen|organisaties|dagen|seconden|minuten|pogingen|TLSA-records|SMTP-sessies|servers|tests|rondes|gebeurtenissen|verbindingen|rijen|domains|mail servers|addresses|organisations|days|seconds|minutes|hours|attempts|times|TLSA records|SMTP sessions|rounds|events|connections|rows)\b"
    )]
    private static partial Regex Plural();

    private static string[] Facts(string text) =>
        [.. Placeholder().Matches(text).Select(match => match.Value).Distinct()];

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder();
}
