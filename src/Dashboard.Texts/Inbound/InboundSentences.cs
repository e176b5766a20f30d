using System.Globalization;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Texts.Inbound.Standards;

namespace Dashboard.Texts.Inbound;

/// <summary>What the site says of a receiving test, in one language and as plain text.</summary>
internal sealed class InboundSentences(CultureInfo language)
{
    private readonly ResourceTexts<ResultTexts> results = new(language);
    private readonly ResourceTexts<ReasonTexts> reasons = new(language);
    private readonly ResourceTexts<AdviceTexts> advices = new(language);
    private readonly ResourceTexts<StandardTexts> standards = new(language);
    private readonly ResourceTexts<NameTexts> names = new(language);

    public string HeadlineOf(DomainVerdict verdict, InboundObservation seen) =>
        Headline.Of(results, verdict, seen);

    public string Severity(ReasonSeverity severity) => results[$"severity.{Slug.Of(severity)}"];

    /// <param name="slug">Of a reason of the mail transport or of a standard; some are of both.</param>
    public string Reason(string slug) =>
        MarkedText.Plain(
            reasons[slug] is { ResourceNotFound: false } own ? own.Value : standards[slug].Value
        );

    /// <param name="count">Reasons that are not shown, as they are the same about something else; 1 or more.</param>
    public string MoreReasons(int count) => results["reasons.more", count];

    /// <param name="count">TLSA records that are not shown; 1 or more.</param>
    public string MoreTlsa(int count) => results["tlsa.more", count];

    public string FactName(string name) =>
        standards[$"fact.{name}"] is { ResourceNotFound: false } own
            ? own.Value
            : ReasonFacts.Name(reasons, name);

    public string FactValue(string name, string value) =>
        ReasonFacts.Value(reasons, results, name, value);

    public string Sender(SimulatedSender sender) => results[$"sender.{Slug.Of(sender)}"];

    public string Delivery(Delivery delivery) => results[$"delivery.{Slug.Of(delivery)}"];

    public string Difference(string slug) => MarkedText.Plain(reasons[$"difference.{slug}"]);

    public string AdviceTitle(Advice advice, DomainName domain) =>
        Advised($"{advice.Slug}.title", AdviceSubjects.Of(advice, domain).ToUnicode());

    public string AdviceText(Advice advice) => Advised($"{advice.Slug}.text");

    public string LabelOfLines(Advice advice) => advices[AdviceSubjects.LabelOfLines(advice)];

    public string LabelOfLinesToRemove => advices["records.remove"];

    public string AdviceActor(Advice advice, DomainName domain) =>
        AdviceWords.WhoCan(advices, advice, AdviceSubjects.OwnerOf(advice, domain).ToUnicode());

    public string Standard(MailStandard standard) => names.Standard(standard);

    public string Outcome(StandardOutcome outcome) => standards[$"outcome.{Slug.Of(outcome)}"];

    /// <summary>The outcome of a standard in a sentence.</summary>
    public string StandardSentence(StandardVerdict verdict) =>
        MarkedText.Plain(
            verdict.Why is { } why ? standards[$"why.{Slug.Of(why)}"].Value
            : standards[verdict.Status] is { ResourceNotFound: false } own ? own.Value
            : reasons[verdict.Status].Value
        );

    private string Advised(string key, params object[] subject) =>
        MarkedText.Plain(
            advices[key, subject] is { ResourceNotFound: false } own
                ? own.Value
                : standards[$"advice.{key}", subject].Value
        );
}
