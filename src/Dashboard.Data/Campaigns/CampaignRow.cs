using Dashboard.Core.Campaigns;
using Dashboard.Data.Mapping;
using Dashboard.Data.Notices;
using Dashboard.Data.Organisations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Campaigns;

public enum CampaignState
{
    /// <summary>Nothing leaves, and no link works.</summary>
    Draft,

    /// <summary>It writes within its window, and links work.</summary>
    Running,

    /// <summary>Nothing leaves; links work.</summary>
    Paused,

    /// <summary>Over before its time, for good.</summary>
    Stopped,
}

/// <summary>Asks organisations to test how they send. What people read in it is as the analyst wrote it, in both languages.</summary>
public sealed class CampaignRow
{
    public int Id { get; init; }

    public required string Name { get; set; }

    public CampaignState State { get; set; }

    /// <summary>The list that its organisations were taken from; null for every one with a mail domain.</summary>
    public string? ListName { get; init; }

    public required DateTimeOffset StartsAt { get; set; }

    /// <summary>The first moment at which it is over.</summary>
    public required DateTimeOffset EndsAt { get; set; }

    /// <summary>Days after the invitation, ascending; at most two.</summary>
    public required int[] ReminderDays { get; set; }

    /// <summary>Who writes: an organisation, as it is called in each message.</summary>
    public required string Writer { get; set; }

    /// <summary>How to reach who writes: an address, a telephone number, a page.</summary>
    public required string Contact { get; set; }

    /// <summary>Why who writes asks.</summary>
    public required string PurposeNl { get; set; }

    public required string PurposeEn { get; set; }

    /// <summary>What is done with the result: what an organisation agrees to.</summary>
    public required string ConsentNl { get; set; }

    public required string ConsentEn { get; set; }

    /// <summary>Its coverage is public.</summary>
    public bool Published { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its addresses were erased, after their retention.</summary>
    public DateTimeOffset? AddressesErasedAt { get; set; }

    public CampaignWindow Window => new(StartsAt, EndsAt, ReminderDays);
}

/// <summary>An organisation that a campaign asks, as it was when the campaign was made.</summary>
public sealed class CampaignOrganisationRow
{
    public long Id { get; init; }

    public required int CampaignId { get; init; }

    public required string OrganisationKey { get; init; }

    public required string Name { get; init; }

    public required string Layer { get; init; }

    public string? Ministry { get; init; }

    /// <summary>In A-labels; a result counts where the sender is proven to be one of these.</summary>
    public required string[] Domains { get; init; }

    /// <summary><c>nl</c> or <c>en</c>.</summary>
    public required string Language { get; set; }

    /// <summary>
    /// Of its page, for who is given the link by other means than our mail. 128 random bits; null once the addresses of the campaign are
    /// erased.
    /// </summary>
    public string? Token { get; set; } = PublicId.New();

    public CampaignAnswer Answer { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }
}

/// <summary>A mailbox that an analyst typed for an organisation of a campaign. The address itself is with its recipient.</summary>
public sealed class CampaignAddressRow
{
    public long Id { get; init; }

    public required long OrganisationId { get; init; }

    /// <summary>Null once the address is erased.</summary>
    public long? RecipientId { get; set; }

    /// <summary>
    /// An analyst took it out of the campaign: it counts nowhere and gets no mail. What was sent to it is remembered, so that it is not
    /// sent again where the address comes back.
    /// </summary>
    public DateTimeOffset? RemovedAt { get; set; }

    /// <summary>Of the page of its organisation, in mail to this address alone. 128 random bits; null once the address is erased.</summary>
    public string? Token { get; set; } = PublicId.New();

    /// <summary>Where the address comes from, in the words of who typed it; null once it is erased.</summary>
    public string? Source { get; set; }

    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>As it was when the address was erased; before that it follows from the messages and the recipient.</summary>
    public AddressState? Kept { get; set; }
}

/// <summary>A message to an address; there is one of each kind and never a second.</summary>
public sealed class CampaignMessageRow
{
    public required long AddressId { get; init; }

    public required CampaignMessage Message { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>As of the outbox, which forgets it sooner.</summary>
    public MailState State { get; set; }

    /// <summary>Of its <see cref="MailRow"/>.</summary>
    public static string Key(long address, CampaignMessage message) =>
        $"campaign:{address}:{Core.Slug.Of(message)}";
}

/// <summary>A sending test that an organisation started for a campaign.</summary>
public sealed class CampaignTestRow
{
    public required Guid TestId { get; init; }

    public required long OrganisationId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }
}

public sealed class CampaignMapping
    : IEntityTypeConfiguration<CampaignRow>,
        IEntityTypeConfiguration<CampaignOrganisationRow>,
        IEntityTypeConfiguration<CampaignAddressRow>,
        IEntityTypeConfiguration<CampaignMessageRow>,
        IEntityTypeConfiguration<CampaignTestRow>
{
    public const int LongestName = 100;
    public const int LongestWriter = 200;
    public const int LongestText = 4000;
    public const int LongestSource = 200;

    public void Configure(EntityTypeBuilder<CampaignRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("campaigns");
        builder.Property(c => c.Name).HasMaxLength(LongestName);
        builder.Property(c => c.State).HasConversion<SlugConverter<CampaignState>>();
        builder.Property(c => c.ListName).HasMaxLength(DomainListMapping.LongestName);
        builder.Property(c => c.Writer).HasMaxLength(LongestWriter);
        builder.Property(c => c.Contact).HasMaxLength(LongestWriter);
        builder.Property(c => c.PurposeNl).HasMaxLength(LongestText);
        builder.Property(c => c.PurposeEn).HasMaxLength(LongestText);
        builder.Property(c => c.ConsentNl).HasMaxLength(LongestText);
        builder.Property(c => c.ConsentEn).HasMaxLength(LongestText);
        builder.HasIndex(c => c.Name).IsUnique();
        builder.Ignore(c => c.Window);
    }

    public void Configure(EntityTypeBuilder<CampaignOrganisationRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("campaign_organisations");
        builder.Property(o => o.OrganisationKey).HasMaxLength(OrganisationMapping.LongestKey);
        builder.Property(o => o.Ministry).HasMaxLength(OrganisationMapping.LongestKey);
        builder.Property(o => o.Language).HasMaxLength(2);
        builder.Property(o => o.Token).HasMaxLength(PublicId.Length);
        builder.Property(o => o.Answer).HasConversion<SlugConverter<CampaignAnswer>>();
        builder.HasIndex(o => new { o.CampaignId, o.OrganisationKey }).IsUnique();
        builder.HasIndex(o => o.Token).IsUnique();
        builder
            .HasOne<CampaignRow>()
            .WithMany()
            .HasForeignKey(o => o.CampaignId)
            .OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<CampaignAddressRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("campaign_addresses");
        builder.Property(a => a.Token).HasMaxLength(PublicId.Length);
        builder.Property(a => a.Source).HasMaxLength(LongestSource);
        builder.Property(a => a.Kept).HasConversion<SlugConverter<AddressState>>();
        builder.HasIndex(a => new { a.OrganisationId, a.RecipientId }).IsUnique();
        builder.HasIndex(a => a.RecipientId);
        builder.HasIndex(a => a.Token).IsUnique();
        builder
            .HasOne<CampaignOrganisationRow>()
            .WithMany()
            .HasForeignKey(a => a.OrganisationId)
            .OnDelete(DeleteBehavior.Cascade);
        builder
            .HasOne<MailRecipientRow>()
            .WithMany()
            .HasForeignKey(a => a.RecipientId)
            // How far mail came outlives the address.
            .OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<CampaignMessageRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("campaign_messages");
        builder.HasKey(m => new { m.AddressId, m.Message });
        builder.Property(m => m.Message).HasConversion<SlugConverter<CampaignMessage>>();
        builder.Property(m => m.State).HasConversion<SlugConverter<MailState>>();
        builder
            .HasOne<CampaignAddressRow>()
            .WithMany()
            .HasForeignKey(m => m.AddressId)
            .OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<CampaignTestRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("campaign_tests");
        builder.HasKey(t => t.TestId);
        builder.HasIndex(t => t.OrganisationId);
        builder
            .HasOne<OutboundTestRow>()
            .WithMany()
            .HasForeignKey(t => t.TestId)
            .OnDelete(DeleteBehavior.Cascade);
        builder
            .HasOne<CampaignOrganisationRow>()
            .WithMany()
            .HasForeignKey(t => t.OrganisationId)
            .OnDelete(DeleteBehavior.Cascade);
    }
}
