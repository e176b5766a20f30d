using Dashboard.Core.Dns;
using Dashboard.Core.Notices.Webhooks;
using Dashboard.Data.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Notices;

/// <summary>Whether an endpoint gets messages.</summary>
public enum WebhookState
{
    /// <summary>It has not shown yet that it wants them.</summary>
    Unconfirmed,
    Active,

    /// <summary>Nothing was taken for too long.</summary>
    Stopped,

    /// <summary>It answered 410.</summary>
    Gone,
}

/// <summary>
/// A program that gets messages about something. It counts once it has echoed a challenge. Who ends it, deletes it.
/// </summary>
public sealed class WebhookEndpointRow
{
    public long Id { get; init; }

    /// <summary>SHA-256 of the token in the link of its page.</summary>
    public required byte[] TokenDigest { get; init; }

    /// <summary>In A-labels.</summary>
    public required string Host { get; init; }

    public required string PathAndQuery { get; init; }

    public required SubscriptionTarget Target { get; init; }

    public required string TargetKey { get; init; }

    /// <summary>The key of signatures, protected (ASP.NET Core Data Protection).</summary>
    public required string Key { get; set; }

    /// <summary>The one before, which signs too until <see cref="FormerKeyUntil"/>.</summary>
    public string? FormerKey { get; set; }

    public DateTimeOffset? FormerKeyUntil { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public WebhookState State { get; set; }

    /// <summary>When it echoed a challenge the first time.</summary>
    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>When it got its last state where that is an end.</summary>
    public DateTimeOffset? StoppedAt { get; set; }

    /// <summary>When the first message was not taken, with none taken since.</summary>
    public DateTimeOffset? FailingSince { get; set; }

    /// <summary>The number of the last event that a message was made of, or that was there before it counted.</summary>
    public long SeenEvent { get; set; }
}

public sealed class WebhookEndpointMapping : IEntityTypeConfiguration<WebhookEndpointRow>
{
    public const int LongestKey = 1000;

    public void Configure(EntityTypeBuilder<WebhookEndpointRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("webhook_endpoints");
        builder.Property(e => e.Host).HasMaxLength(DomainName.MaximumLength);
        builder.Property(e => e.PathAndQuery).HasMaxLength(WebhookAddress.LongestText);
        builder.Property(e => e.Target).HasConversion<SlugConverter<SubscriptionTarget>>();
        builder.Property(e => e.TargetKey).HasMaxLength(SubscriptionMapping.LongestKey);
        builder.Property(e => e.Key).HasMaxLength(LongestKey);
        builder.Property(e => e.FormerKey).HasMaxLength(LongestKey);
        builder.Property(e => e.State).HasConversion<SlugConverter<WebhookState>>();
        builder.HasIndex(e => e.TokenDigest).IsUnique();
        builder.HasIndex(e => new { e.Target, e.TargetKey });
        builder.HasIndex(e => e.Host);
    }
}
