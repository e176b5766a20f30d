using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Notices;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Data.Notices;
using Dashboard.Web.Features.Notices.Subscriptions;
using Dashboard.Web.Features.Notices.Watch;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Notices.Webhooks;

/// <summary>A message as it is sent; docs/notices.md has each member.</summary>
internal sealed record WebhookMessage(string Type, DateTimeOffset Timestamp, WebhookData Data);

internal sealed record WebhookData
{
    /// <summary>Of a challenge.</summary>
    public string? Challenge { get; init; }

    public WebhookSubject? Subscription { get; init; }

    public string? Domain { get; init; }

    public WatchedVerdict? Before { get; init; }

    public WatchedVerdict? After { get; init; }

    /// <summary>Of a standing test: the domain of the sender, where one is proven.</summary>
    public string? Sender { get; init; }

    public SenderVerdictKind? SendingBefore { get; init; }

    public SenderVerdictKind? SendingAfter { get; init; }

    /// <summary>Whether the sender checks certificates at all was settled, in the round before.</summary>
    public bool? CertificateCheckKnownBefore { get; init; }

    public bool? CertificateCheckKnownAfter { get; init; }

    public string? MethodVersion { get; init; }

    public string? Where { get; init; }

    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>Of a certificate that ends: what it is to the TLSA records.</summary>
    public CertificateRole? Role { get; init; }

    /// <summary>When the last mail of a standing test came.</summary>
    public DateTimeOffset? LastMailAt { get; init; }

    public string? Standard { get; init; }

    public WebhookMeasurement? Measurement { get; init; }

    public string? Link { get; init; }

    public WebhookText? Text { get; init; }
}

internal sealed record WebhookSubject(SubscriptionTarget Target, string Key, string Name);

internal sealed record WebhookMeasurement(int Id, string? Name);

/// <summary>The sentence of the notice by e-mail, in both languages.</summary>
internal sealed record WebhookText(string Nl, string En);

/// <summary>Writes messages: JSON in UTF-8, names in camelCase, words in kebab-case, times in ISO 8601, nothing that is null.</summary>
internal sealed class WebhookMessages(
    SubscriptionTargets targets,
    NoticeLines lines,
    IOptions<WebhookOptions> settings
)
{
    public const string Challenge = "endpoint.verify";
    public const string Test = "endpoint.test";

    /// <summary>By the specification full stops part words of letters, digits and underscores.</summary>
    public static string TypeOf(NoticeKind kind) =>
        kind switch
        {
            NoticeKind.Changed => "domain.changed",
            NoticeKind.CertificateEnds => "certificate.ends",
            NoticeKind.SignatureEnds => "signature.ends",
            NoticeKind.ExplanationEnds => "explanation.ends",
            NoticeKind.StandingTestOverdue => "standing_test.overdue",
            NoticeKind.StandingTestWorse => "standing_test.worse",
            NoticeKind.RoundMeasured => "measurement.measured",
            _ => "measurement.published",
        };

    public static string NewId() => $"msg_{Data.PublicId.New()}";

    /// <summary>
    /// To a host that has agreed to nothing yet: it has nothing in it that somebody typed.
    /// </summary>
    public static string OfChallenge(string challenge, DateTimeOffset now) =>
        Json(new(Challenge, now, new() { Challenge = challenge }));

    public async Task<string> OfTestAsync(
        WebhookEndpointRow endpoint,
        DateTimeOffset now,
        CancellationToken cancellation
    ) =>
        Json(
            new(
                Test,
                now,
                new()
                {
                    Subscription = Subject(await TargetAsync(endpoint, cancellation)),
                    Text = new(Said("nl", "message.test"), Said("en", "message.test")),
                }
            )
        );

    /// <returns>Null where the event says nothing of what the endpoint is about, such as a measurement that it is not in.</returns>
    public async Task<string?> OfEventAsync(
        WebhookEndpointRow endpoint,
        NoticeEventRow happened,
        CancellationToken cancellation
    )
    {
        var target = await TargetAsync(endpoint, cancellation);
        if (
            await lines.OfAsync(target, [happened], "nl", cancellation) is not [var dutch]
            || await lines.OfAsync(target, [happened], "en", cancellation) is not [var english]
        )
        {
            return null;
        }
        var facts = happened.Facts;
        var isWorse = happened.Kind == NoticeKind.StandingTestWorse;
        var isOverdue = happened.Kind == NoticeKind.StandingTestOverdue;
        return Json(
            new(
                TypeOf(happened.Kind),
                happened.At,
                new()
                {
                    Subscription = Subject(target),
                    Domain = happened.Domain,
                    Before = facts.Before,
                    After = facts.After,
                    MethodVersion = facts.MethodVersion,
                    Where = isWorse ? null : facts.Where,
                    Sender = isWorse ? facts.Where : null,
                    SendingBefore = facts.SendingBefore,
                    SendingAfter = facts.SendingAfter,
                    CertificateCheckKnownBefore = facts.CheckBefore?.Known,
                    CertificateCheckKnownAfter = facts.CheckAfter?.Known,
                    EndsAt = isOverdue ? null : facts.EndsAt,
                    Role = facts.Role,
                    LastMailAt = isOverdue ? facts.EndsAt : null,
                    Standard = facts.Standard,
                    Measurement = happened.RoundId is { } round ? new(round, facts.Name) : null,
                    Link = settings.Value.SiteRoot + dutch.Path,
                    Text = new(dutch.Text, english.Text),
                }
            )
        );
    }

    private Task<NoticeTarget> TargetAsync(
        WebhookEndpointRow endpoint,
        CancellationToken cancellation
    ) => targets.FindAsync(endpoint.Target, endpoint.TargetKey, cancellation);

    private static WebhookSubject Subject(NoticeTarget target) =>
        new(target.Target, target.Key, PrintableText.Of(target.Name));

    private static string Said(string language, string key) =>
        new ResourceTexts<WebhookTexts>(System.Globalization.CultureInfo.GetCultureInfo(language))[
            key
        ];

    private static string Json(WebhookMessage message) =>
        JsonSerializer.Serialize(message, EvidenceJson.Options);
}
