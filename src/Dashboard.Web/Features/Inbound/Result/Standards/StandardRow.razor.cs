using Dashboard.Core.Inbound;
using Dashboard.Web.Features.Explanation;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result.Standards;

/// <summary>One standard: its outcome and a sentence, and behind it why, what to do, and what was seen.</summary>
public partial class StandardRow : ComponentBase
{
    [Inject]
    private IStringLocalizer<StandardTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<NameTexts> Names { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ResultTexts> Shared { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ReasonTexts> Reasonings { get; set; } = null!;

    [Inject]
    private IStringLocalizer<AdviceTexts> Actors { get; set; } = null!;

    [Parameter, EditorRequired]
    public StandardVerdict Verdict { get; set; } = null!;

    [Parameter, EditorRequired]
    public InboundObservation Observation { get; set; } = null!;

    /// <summary>Not the first row of its standard, which has the plain anchor.</summary>
    [Parameter]
    public bool Further { get; set; }

    /// <summary>The method is in the name, as there are rows by others.</summary>
    [Parameter]
    public bool Named { get; set; }

    private string Id =>
        $"standard-{Core.Slug.Of(Verdict.Standard)}{(Further ? $"-{Verdict.MethodVersion}" : null)}";

    private string Sentence =>
        Verdict.Why is { } why ? Texts[$"why.{Core.Slug.Of(why)}"] : Words(Verdict.Status);

    private string? Topic => Topics.Of(Verdict.Standard);

    private IReadOnlyList<LookupRow> Evidence => StandardEvidence.Of(Verdict.Standard, Observation);

    /// <summary>Of TLS by NCSC; the results of the other standards are findings, and are shown as such.</summary>
    private IReadOnlyList<StandardResult> SubTests =>
        Verdict.Standard == MailStandard.TlsNcsc ? Verdict.Results : [];

    private string? Policy =>
        Verdict.Standard == MailStandard.MtaSts ? Observation.Related?.MtaSts.Fetch?.Body : null;

    /// <summary>Some findings are those of DANE too, and have their words there.</summary>
    private string Words(string slug) =>
        Texts[slug] is { ResourceNotFound: false } own ? own.Value : Reasonings[slug].Value;

    private string Advised(string key, params object[] subject) =>
        Texts[$"advice.{key}", subject] is { ResourceNotFound: false } own
            ? own.Value
            : Actors[key, subject].Value;

    private string FactName(string name) =>
        Texts[$"fact.{name}"] is { ResourceNotFound: false } own
            ? own.Value
            : ReasonFacts.Name(Reasonings, name);

    private string FactValue(string name, string value) =>
        name switch
        {
            "subTest"
            or "level"
                when Texts[$"{name.ToLowerInvariant()}.{value}"]
                    is { ResourceNotFound: false } own => own.Value,
            _ => ReasonFacts.Value(Reasonings, Shared, name, value),
        };

    private string Subject(Advice advice) =>
        (advice.Host ?? advice.Zone ?? Observation.Domain).ToUnicode();

    private string Owner(Advice advice) =>
        (
            advice.Actor == AdviceActor.DomainDns
                ? advice.Zone ?? Observation.Domain
                : advice.Zone ?? advice.Host ?? Observation.Domain
        ).ToUnicode();
}
