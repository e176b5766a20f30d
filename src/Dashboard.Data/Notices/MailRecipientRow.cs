using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Notices;

/// <summary>
/// An e-mail address that asked for notices or that an analyst typed for a campaign, once for all of them: what stops mail to it holds
/// for every kind of mail.
/// </summary>
public sealed class MailRecipientRow
{
    public long Id { get; init; }

    /// <summary>SHA-256 of the address in lower case: an opt-out is kept without the address.</summary>
    public required byte[] Digest { get; init; }

    /// <summary>As it was typed; null where its holder wants no mail.</summary>
    public string? Address { get; set; }

    /// <summary>Of the page of the holder: its subscriptions, and the way to end them. 128 random bits.</summary>
    public string OwnId { get; init; } = PublicId.New();

    /// <summary>Part of the return address of mail to it, so that nobody can make up a bounce. 128 random bits.</summary>
    public string ReturnToken { get; init; } = PublicId.New();

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The holder wants no mail of any kind since then.</summary>
    public DateTimeOffset? OptedOutAt { get; set; }

    /// <summary>Mail to it cannot be delivered since then; its holder can start again by asking.</summary>
    public DateTimeOffset? StoppedAt { get; set; }

    /// <summary>What the mail server said of it, cut.</summary>
    public string? StopReply { get; set; }
}

public sealed class MailRecipientMapping : IEntityTypeConfiguration<MailRecipientRow>
{
    /// <summary>RFC 5321 section 4.5.3.1.3: a path of 256 octets, with its brackets.</summary>
    public const int LongestAddress = 254;

    public const int LongestReply = 500;

    public void Configure(EntityTypeBuilder<MailRecipientRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("mail_recipients");
        builder.Property(r => r.Address).HasMaxLength(LongestAddress);
        builder.Property(r => r.OwnId).HasMaxLength(PublicId.Length);
        builder.Property(r => r.ReturnToken).HasMaxLength(PublicId.Length);
        builder.Property(r => r.StopReply).HasMaxLength(LongestReply);
        builder.HasIndex(r => r.Digest).IsUnique();
        builder.HasIndex(r => r.OwnId).IsUnique();
        builder.HasIndex(r => r.ReturnToken).IsUnique();
        builder.ToTable(table =>
            table.HasCheckConstraint(
                "ck_mail_recipients_opted_out",
                "opted_out_at IS NULL OR address IS NULL"
            )
        );
    }
}
