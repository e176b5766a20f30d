using Dashboard.Core.Dns;
using Dashboard.Data.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Rounds;

public enum CommentKind
{
    /// <summary>The domain is not, or no longer, the organisation's.</summary>
    NotOurs,
    Ended,
    Moved,

    /// <summary>The measurement is doubted: the domain is measured again.</summary>
    Technical,
    Other,
}

public enum CommentDecision
{
    Open,
    Accepted,
    Rejected,
}

/// <summary>A comment of an organisation on a result, in the correction period of a round, and what the analyst decided.</summary>
public sealed class RoundCommentRow
{
    public int Id { get; init; }

    public required int RoundId { get; init; }

    public required string OrganisationKey { get; init; }

    public string? Domain { get; init; }

    public required CommentKind Kind { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public CommentDecision Decision { get; set; }

    /// <summary>Set when it is decided.</summary>
    public string? DecisionText { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>The wave of the re-measurement that it led to.</summary>
    public short? Wave { get; set; }
}

/// <summary>
/// The link by which an organisation sees its results before publication and comments on them. Only the digest is stored: who reads
/// the database cannot use it.
/// </summary>
public sealed class RoundLinkRow
{
    /// <summary>SHA-256 over the secret part of the link.</summary>
    public required byte[] Digest { get; init; }

    public required int RoundId { get; init; }

    public required string OrganisationKey { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }
}

/// <summary>An analyst's line: hosts under this registrable domain are a provider of this name.</summary>
public sealed class ProviderAliasRow
{
    public required string Domain { get; init; }

    public required string Provider { get; set; }
}

/// <summary>What a lab says of how an organisation sends; only on a database that was made for it.</summary>
public sealed class LabSendingRow
{
    public required string OrganisationKey { get; init; }

    public required Core.Adoption.SendingState State { get; set; }

    public required DateTimeOffset At { get; set; }
}

public sealed class RoundCommentMapping
    : IEntityTypeConfiguration<RoundCommentRow>,
        IEntityTypeConfiguration<RoundLinkRow>,
        IEntityTypeConfiguration<ProviderAliasRow>,
        IEntityTypeConfiguration<LabSendingRow>
{
    public const int LongestText = 4000;

    public void Configure(EntityTypeBuilder<RoundCommentRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("round_comments");
        builder.Property(c => c.OrganisationKey).HasMaxLength(RoundValueMapping.LongestKey);
        builder.Property(c => c.Domain).HasMaxLength(DomainName.MaximumLength);
        builder.Property(c => c.Kind).HasConversion<SlugConverter<CommentKind>>();
        builder.Property(c => c.Decision).HasConversion<SlugConverter<CommentDecision>>();
        builder.Property(c => c.Text).HasMaxLength(LongestText);
        builder.Property(c => c.DecisionText).HasMaxLength(LongestText);
        builder.HasOne<RoundRow>().WithMany().HasForeignKey(c => c.RoundId);
        builder.HasIndex(c => new { c.RoundId, c.Decision });
    }

    public void Configure(EntityTypeBuilder<RoundLinkRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("round_links");
        builder.HasKey(l => l.Digest);
        builder.Property(l => l.OrganisationKey).HasMaxLength(RoundValueMapping.LongestKey);
        builder.HasOne<RoundRow>().WithMany().HasForeignKey(l => l.RoundId);
        builder.HasIndex(l => new { l.RoundId, l.OrganisationKey });
    }

    public void Configure(EntityTypeBuilder<ProviderAliasRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("provider_aliases");
        builder.HasKey(a => a.Domain);
        builder.Property(a => a.Domain).HasMaxLength(DomainName.MaximumLength);
        builder.Property(a => a.Provider).HasMaxLength(RoundValueMapping.LongestKey);
    }

    public void Configure(EntityTypeBuilder<LabSendingRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("lab_sending");
        builder.HasKey(s => s.OrganisationKey);
        builder.Property(s => s.OrganisationKey).HasMaxLength(RoundValueMapping.LongestKey);
        builder.Property(s => s.State).HasConversion<SlugConverter<Core.Adoption.SendingState>>();
    }
}
