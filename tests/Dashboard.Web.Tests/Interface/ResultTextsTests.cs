using System.Reflection;
using Dashboard.Core.Dane;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Smtp;
using Dashboard.Data;
using Dashboard.Probes.Inbound;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Features.InboundTest;
using Dashboard.Web.Features.InboundTest.Result;

namespace Dashboard.Web.Tests.Interface;

/// <summary>Everything that a receiving test can say has its words.</summary>
public sealed class ResultTextsTests
{
    [Fact]
    public void Every_reason_has_its_words() => Covers<ReasonTexts>(Constants(typeof(ReasonSlug)));

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
        [.. Enum.GetValues<TEnum>().Select(value => family + Kebab.Of(value))];

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
