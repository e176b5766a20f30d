using Dashboard.Data.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Notices;

public enum MailKind
{
    /// <summary>Asks whether the holder of the address wants notices.</summary>
    Confirmation,

    /// <summary>What a holder asked for.</summary>
    Notice,

    /// <summary>Asks an organisation to test how it sends.</summary>
    Campaign,
}

/// <summary>Where a message is on its way to the relay.</summary>
public enum MailState
{
    Waiting,

    /// <summary>A worker has it in hand, until <see cref="MailRow.ClaimedUntil"/>.</summary>
    Sending,
    Sent,

    /// <summary>The relay rejects it for good.</summary>
    Rejected,

    /// <summary>The relay deferred it for too long.</summary>
    GivenUp,

    /// <summary>It was handed over, and whether it was taken is not known: it is not sent again.</summary>
    Uncertain,

    /// <summary>Its recipient wanted no more mail before its turn came, or it came too late.</summary>
    Dropped,
}

/// <summary>A message to one recipient. Its text is kept until it has left.</summary>
public sealed class MailRow
{
    public long Id { get; init; }

    /// <summary>What it is about; there is one message for it and never a second.</summary>
    public required string Key { get; init; }

    public required long RecipientId { get; init; }

    public required MailKind Kind { get; init; }

    /// <summary><c>nl</c> or <c>en</c>.</summary>
    public required string Language { get; init; }

    public required string Subject { get; init; }

    /// <summary>Null once it needs no more sending.</summary>
    public string? Text { get; set; }

    /// <summary>The path on the site that ends such mail at one request (RFC 8058); null where there is nothing to end yet.</summary>
    public string? UnsubscribePath { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset DueAt { get; set; }

    /// <summary>From then on it is not sent any more; null where it may be as late as the relay takes it.</summary>
    public DateTimeOffset? NotAfter { get; set; }

    public MailState State { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset? ClaimedUntil { get; set; }

    /// <summary>Written before the content goes to the relay: from then on it may have been taken.</summary>
    public DateTimeOffset? HandedOverAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>What the relay said last, cut.</summary>
    public string? LastReply { get; set; }
}

public sealed class MailMapping : IEntityTypeConfiguration<MailRow>
{
    public const int LongestKey = 200;
    public const int LongestSubject = 300;
    public const int LongestText = 100_000;

    public void Configure(EntityTypeBuilder<MailRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("mail_outbox");
        builder.Property(m => m.Key).HasMaxLength(LongestKey);
        builder.Property(m => m.Kind).HasConversion<SlugConverter<MailKind>>();
        builder.Property(m => m.State).HasConversion<SlugConverter<MailState>>();
        builder.Property(m => m.Language).HasMaxLength(2);
        builder.Property(m => m.Subject).HasMaxLength(LongestSubject);
        builder.Property(m => m.Text).HasMaxLength(LongestText);
        builder.Property(m => m.UnsubscribePath).HasMaxLength(200);
        builder.Property(m => m.LastReply).HasMaxLength(MailRecipientMapping.LongestReply);
        builder.HasIndex(m => m.Key).IsUnique();
        builder.HasIndex(m => new
        {
            m.RecipientId,
            m.Kind,
            m.CreatedAt,
        });
        builder.HasIndex(m => new { m.Kind, m.CreatedAt });
        builder.HasIndex(m => m.DueAt).HasFilter("state IN ('waiting', 'sending')");
        builder
            .HasOne<MailRecipientRow>()
            .WithMany()
            .HasForeignKey(m => m.RecipientId)
            .OnDelete(DeleteBehavior.Cascade);
    }
}
