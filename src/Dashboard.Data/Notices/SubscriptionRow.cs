using Dashboard.Data.Accounts;
using Dashboard.Data.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Notices;

/// <summary>What notices are about.</summary>
public enum SubscriptionTarget
{
    /// <summary>A mail domain, by its name in A-labels.</summary>
    Domain,

    /// <summary>An organisation and its mail domains, by its key.</summary>
    Organisation,

    /// <summary>A standing test, by its number; only who has the owner's link can ask.</summary>
    StandingTest,

    /// <summary>Measurements as they are done; only for accounts of analysts and administrators, while they are that.</summary>
    Rounds,
}

/// <summary>
/// That an address wants notices about something. It counts once its holder has confirmed it. Who ends it, deletes it.
/// </summary>
public sealed class SubscriptionRow
{
    public long Id { get; init; }

    public required long RecipientId { get; init; }

    public required SubscriptionTarget Target { get; init; }

    public required string TargetKey { get; init; }

    /// <summary><c>nl</c> or <c>en</c>.</summary>
    public required string Language { get; set; }

    /// <summary>The account that asked, for <see cref="SubscriptionTarget.Rounds"/>.</summary>
    public Guid? AccountId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>SHA-256 of the token in the link of the confirmation.</summary>
    public byte[]? ConfirmDigest { get; set; }

    public DateTimeOffset? ConfirmUntil { get; set; }

    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>The number of the last event that a notice was made of, or that was there before it was confirmed.</summary>
    public long SeenEvent { get; set; }
}

public sealed class SubscriptionMapping : IEntityTypeConfiguration<SubscriptionRow>
{
    public const int LongestKey = 255;

    public void Configure(EntityTypeBuilder<SubscriptionRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("subscriptions");
        builder.Property(s => s.Target).HasConversion<SlugConverter<SubscriptionTarget>>();
        builder.Property(s => s.TargetKey).HasMaxLength(LongestKey);
        builder.Property(s => s.Language).HasMaxLength(2);
        builder
            .HasIndex(s => new
            {
                s.RecipientId,
                s.Target,
                s.TargetKey,
            })
            .IsUnique();
        builder.HasIndex(s => s.ConfirmDigest).IsUnique();
        builder.HasIndex(s => new { s.Target, s.TargetKey });
        builder
            .HasOne<MailRecipientRow>()
            .WithMany()
            .HasForeignKey(s => s.RecipientId)
            .OnDelete(DeleteBehavior.Cascade);
        builder
            .HasOne<Account>()
            .WithMany()
            .HasForeignKey(s => s.AccountId)
            .OnDelete(DeleteBehavior.Cascade);
    }
}
