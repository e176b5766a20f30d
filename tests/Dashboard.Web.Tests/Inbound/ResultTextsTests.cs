using System.Reflection;
using System.Text.RegularExpressions;
using Bunit;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tests;
using Dashboard.Data;
using Dashboard.Probes.Inbound;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Features.Inbound.Result;
using Dashboard.Web.Tests.Components;
using Dashboard.Web.Tests.Support;
using Dashboard.Web.Tests.Texts;

namespace Dashboard.Web.Tests.Inbound;

/// <summary>Everything that a receiving test can say has its words.</summary>
public sealed partial class ResultTextsTests
{
    [Fact]
    public void Every_reason_has_its_words() => Covers<ReasonTexts>(Constants(typeof(ReasonSlug)));

    /// <summary>Read from the code of the judgement, as facts are named where they are found.</summary>
    [Fact]
    public void Every_fact_of_a_reason_has_its_name()
    {
        var folder = Path.Combine(RepositoryFiles.Root, "src/Dashboard.Core/Inbound/Dane");
        var names = Directory
            .EnumerateFiles(folder, "*.cs")
            .SelectMany(file => FactName().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["name"].Value)
            .ToHashSet();

        names.Count.ShouldBeGreaterThan(20);
        Covers<ReasonTexts>(names.Select(name => $"fact.{name}"));
    }

    public static TheoryData<string, string, string> Facts =>
        new()
        {
            { "disposition", "no-route-here", "geen route" },
            { "disposition", "own-limit", "door ons afgebroken" },
            { "kind", "connection-refused", "verbinding geweigerd" },
            { "failure", "serv-fail", "SERVFAIL" },
            { "failure", "not-asked", "niet gevraagd" },
            { "stage", "greeting", "begroeting" },
            { "outcomes", "refused authenticated", "Geweigerd, Versleuteld en geverifieerd" },
            { "first", "no-start-tls", "geen STARTTLS" },
            { "first", "broken-after-tls", "afgebroken" },
            { "problem", "no-path", "geen keten" },
            { "notAfter", "2026-07-15T11:00:00Z", "15 juli 2026 13:00:00 (CEST)" },
            { "code", "554", "554" },
            { "text", "refused authenticated", "refused authenticated" },
        };

    [Theory]
    [MemberData(nameof(Facts))]
    public void Value_of_a_fact_is_told_in_the_readers_words_where_there_are_any(
        string name,
        string value,
        string words
    )
    {
        using var context = new ComponentContext();
        var reason = new VerdictReason
        {
            Slug = ReasonSlug.AddressNotProbed,
            Severity = ReasonSeverity.Warning,
            Rfc = "RFC 7672 section 2.2.1",
            Facts = new Dictionary<string, string> { [name] = value },
        };

        var list = context.Render<ReasonList>(parameters =>
            parameters.Add(c => c.Reasons, [reason])
        );

        list.Find(".reason-facts .mono").TextContent.ShouldContain(words);
        var rule = list.Find(".reason-facts a");
        rule.TextContent.ShouldBe("RFC 7672 paragraaf 2.2.1");
        rule.GetAttribute("href").ShouldBe("https://www.rfc-editor.org/rfc/rfc7672#section-2.2.1");
    }

    [GeneratedRegex(@"\(""(?<name>[a-z][A-Za-z]+)"", |\(\s+""(?<name>[a-z][A-Za-z]+)"",\s")]
    private static partial Regex FactName();

    [Fact]
    public void Every_known_difference_has_its_words() =>
        Covers<ReasonTexts>(
            Constants(typeof(SimulatedDifference)).Select(slug => $"difference.{slug}")
        );

    [Fact]
    public void Every_advice_has_its_words() =>
        Covers<AdviceTexts>(
            Constants(typeof(AdviceSlug))
                .SelectMany(slug => new[] { $"{slug}.title", $"{slug}.text" })
        );

    [Fact]
    public void Everyone_who_can_act_has_a_name() =>
        Covers<AdviceTexts>(Words<AdviceActor>("actor."));

    [Fact]
    public void Every_headline_has_its_words() =>
        Covers<ResultTexts>(Headline.Keys.Select(key => $"headline.{key}"));

    [Fact]
    public void Every_step_of_the_progress_has_its_words() =>
        Covers<ResultTexts>(InboundProgressSlug.All.Select(slug => $"progress.{slug}"));

    [Fact]
    public void Every_failure_of_ours_has_its_words() =>
        Covers<ResultTexts>(
            Constants(typeof(InboundTestFailure)).Select(slug => $"failure.{slug}")
        );

    public static TheoryData<string, string[]> Enumerations =>
        new()
        {
            { nameof(DomainStatus), Words<DomainStatus>("status.") },
            { nameof(Delivery), Words<Delivery>("delivery.") },
            { nameof(DanePolicy), Words<DanePolicy>("policy.") },
            { nameof(AddressOutcome), Words<AddressOutcome>("outcome.") },
            { nameof(DecisionStepKind), Words<DecisionStepKind>("step.") },
            { nameof(DecisionStepState), Words<DecisionStepState>("step.state.") },
            { nameof(ReasonSeverity), Words<ReasonSeverity>("severity.") },
            { nameof(TlsaProblem), Words<TlsaProblem>("tlsa-problem.") },
            { nameof(LookupOutcome), Words<LookupOutcome>("lookup.outcome.") },
            { nameof(LookupFailure), Words<LookupFailure>("lookup.failure.") },
            { nameof(DnssecStatus), Words<DnssecStatus>("dnssec.") },
            { "the route's " + nameof(DnssecStatus), Words<DnssecStatus>("route.") },
            { nameof(AddressDisposition), Words<AddressDisposition>("disposition.") },
            { nameof(SessionFaultKind), Words<SessionFaultKind>("fault.") },
            { nameof(SmtpStage), Words<SmtpStage>("stage.") },
            { nameof(SimulatedSender), Words<SimulatedSender>("sender.") },
            { nameof(ResolverTrust), Words<ResolverTrust>("about.trust.") },
            { nameof(ResolverValidation), Words<ResolverValidation>("about.validation.") },
            { nameof(InboundTestChangeKind), Words<InboundTestChangeKind>("change.") },
        };

    [Theory]
    [MemberData(nameof(Enumerations))]
    public void Every_value_has_its_word(string what, string[] keys)
    {
        keys.ShouldNotBeEmpty(what);
        Covers<ResultTexts>(keys);
    }

    private static void Covers<TTexts>(IEnumerable<string> keys) => TextsTests.Covers<TTexts>(keys);

    private static string[] Words<TEnum>(string family)
        where TEnum : struct, Enum =>
        [.. Enum.GetValues<TEnum>().Select(value => family + Slug.Of(value))];

    private static string[] Constants(Type slugs)
    {
        var found = slugs
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!)
            .ToArray();
        found.ShouldNotBeEmpty();
        return found;
    }
}
