using Dashboard.Core.Dns;
using Dashboard.Data.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Notices;

public enum WebhookDeliveryKind
{
    /// <summary>Asks whether the endpoint wants messages; sent once.</summary>
    Challenge,

    /// <summary>What its holder asked for to try it; sent once.</summary>
    Test,

    /// <summary>Something happened.</summary>
    Notice,
}

public enum WebhookDeliveryState
{
    Waiting,

    /// <summary>A worker has it in hand, until <see cref="WebhookDeliveryRow.ClaimedUntil"/>.</summary>
    Sending,

    /// <summary>The endpoint answered 2xx, and a challenge was echoed.</summary>
    Delivered,

    /// <summary>It was not taken, and is not sent again.</summary>
    GivenUp,

    /// <summary>The endpoint wanted no more messages before its turn came.</summary>
    Dropped,
}

/// <summary>What came of an attempt.</summary>
public enum WebhookOutcome
{
    /// <summary>The answer is 2xx.</summary>
    Taken,

    /// <summary>The answer to a challenge is 2xx, and the challenge is not in it.</summary>
    NotEchoed,

    /// <summary>A redirect (3xx); none is followed.</summary>
    Redirect,

    /// <summary>410: no messages any more.</summary>
    Gone,

    /// <summary>Any other status.</summary>
    OtherStatus,

    /// <summary>The host could not be looked up; whether that is its name servers or our resolver is not known.</summary>
    LookupFailed,

    /// <summary>The host has no address.</summary>
    NoAddress,

    /// <summary>All addresses of the host are reserved (RFC 6890).</summary>
    ReservedAddress,

    /// <summary>No connection, or it was lost.</summary>
    Unreachable,

    /// <summary>The certificate does not hold for the host.</summary>
    Certificate,

    /// <summary>No TLS 1.2 or 1.3.</summary>
    NoTls,

    /// <summary>The answer is no HTTP, or larger than is read.</summary>
    NotHttp,

    /// <summary>No answer in time.</summary>
    TooSlow,

    /// <summary>A fault or limit of ours; it says nothing of the endpoint.</summary>
    OwnFault,
}

/// <summary>A message to one endpoint. Its body is kept until it needs no more sending.</summary>
public sealed class WebhookDeliveryRow
{
    public long Id { get; init; }

    /// <summary>What it is about; there is one message for it and never a second.</summary>
    public required string Key { get; init; }

    /// <summary>
    /// Null where the endpoint has been ended: of a challenge it is kept for a day that it was sent, so that ending an endpoint gives
    /// nobody another one.
    /// </summary>
    public required long? EndpointId { get; init; }

    /// <summary>Of the endpoint; each host has a share of what is sent at a time.</summary>
    public required string Host { get; init; }

    public required WebhookDeliveryKind Kind { get; init; }

    /// <summary>The field <c>webhook-id</c>, the same at each attempt.</summary>
    public required string MessageId { get; init; }

    /// <summary>Such as <c>domain.changed</c>.</summary>
    public required string Type { get; init; }

    /// <summary>JSON; null once it needs no more sending.</summary>
    public string? Body { get; set; }

    /// <summary>What the answer must have; for <see cref="WebhookDeliveryKind.Challenge"/>, until it has ended.</summary>
    public string? Challenge { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset DueAt { get; set; }

    public WebhookDeliveryState State { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset? ClaimedUntil { get; set; }

    public DateTimeOffset? LastAttemptAt { get; set; }

    public WebhookOutcome? Outcome { get; set; }

    /// <summary>Of the last answer (RFC 9110 section 15).</summary>
    public int? Status { get; set; }

    public DateTimeOffset? EndedAt { get; set; }
}

public sealed class WebhookDeliveryMapping : IEntityTypeConfiguration<WebhookDeliveryRow>
{
    public const int LongestBody = 20_000;

    public void Configure(EntityTypeBuilder<WebhookDeliveryRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("webhook_deliveries");
        builder.Property(d => d.Key).HasMaxLength(100);
        builder.Property(d => d.Host).HasMaxLength(DomainName.MaximumLength);
        builder.Property(d => d.Kind).HasConversion<SlugConverter<WebhookDeliveryKind>>();
        builder.Property(d => d.MessageId).HasMaxLength(100);
        builder.Property(d => d.Type).HasMaxLength(100);
        builder.Property(d => d.Body).HasMaxLength(LongestBody);
        builder.Property(d => d.Challenge).HasMaxLength(100);
        builder.Property(d => d.State).HasConversion<SlugConverter<WebhookDeliveryState>>();
        builder.Property(d => d.Outcome).HasConversion<SlugConverter<WebhookOutcome>>();
        builder.HasIndex(d => d.Key).IsUnique();
        builder.HasIndex(d => new { d.EndpointId, d.CreatedAt });
        builder.HasIndex(d => new
        {
            d.Kind,
            d.Host,
            d.CreatedAt,
        });
        builder.HasIndex(d => d.DueAt).HasFilter("state IN ('waiting', 'sending')");
        builder.HasIndex(d => d.Host).HasFilter("state = 'sending'");
        builder
            .HasOne<WebhookEndpointRow>()
            .WithMany()
            .HasForeignKey(d => d.EndpointId)
            .OnDelete(DeleteBehavior.SetNull);
    }
}
