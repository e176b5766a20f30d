using Dashboard.Core.Notices.Webhooks;
using Dashboard.Data.Notices;
using Dashboard.Web.Features.Notices.Subscriptions;

namespace Dashboard.Web.Features.Notices.Webhooks;

/// <summary>What became of a request about a webhook.</summary>
internal enum WebhookAnswer
{
    /// <summary>It is done, or what there is to send was sent and its outcome is known.</summary>
    Done,
    InvalidAddress,
    NoSuchTarget,

    /// <summary>This client, this host, this endpoint or all together asked too much in a short time; there is a wait with it.</summary>
    Limited,

    /// <summary>The host has as many endpoints as one may have; when that ends is not known.</summary>
    Full,

    /// <summary>The site sends no messages to programs.</summary>
    Off,

    /// <summary>It was sent and its outcome is not known yet.</summary>
    UnderWay,

    /// <summary>There is no such endpoint, or it is not in a state for this.</summary>
    Gone,

    /// <summary>The database is unavailable; nothing was stored.</summary>
    Unavailable,
}

/// <param name="Token">In the address of its page; given out once.</param>
/// <param name="Secret">For the receiver; given out once.</param>
internal sealed record NewWebhook(string Token, string Secret, NoticeTarget Target);

/// <summary>A message as the holder of the endpoint sees it.</summary>
internal sealed record SentWebhook(
    string Type,
    WebhookDeliveryKind Kind,
    WebhookDeliveryState State,
    WebhookOutcome? Outcome,
    int? Status,
    int Attempts,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastAttemptAt,
    DateTimeOffset DueAt
);

/// <summary>All that the holder of an endpoint sees of it.</summary>
/// <param name="Address">With the host in A-labels.</param>
/// <param name="FormerSecretUntil">Until then the secret before this one signs too; null where it does not.</param>
internal sealed record OwnWebhook(
    NoticeTarget Target,
    string Address,
    WebhookState State,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ConfirmedAt,
    DateTimeOffset? StoppedAt,
    DateTimeOffset? FailingSince,
    DateTimeOffset? FormerSecretUntil,
    IReadOnlyList<SentWebhook> Sent
);
