using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Data.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Rounds;

/// <summary>
/// Why an organisation does not apply a standard ("leg uit"). Public. It never changes a measured percentage. A change is a new row
/// that names the one it replaces, so that the history is there.
/// </summary>
public sealed class ExplanationRow
{
    public int Id { get; init; }

    /// <summary>Of the organisation, as in the registers.</summary>
    public required string OrganisationKey { get; init; }

    public required FigureStandard Standard { get; init; }

    /// <summary>The domain that it is about; null for all of the organisation.</summary>
    public string? Domain { get; init; }

    public required string Text { get; init; }

    /// <summary>What the author is to the organisation; never a person's name.</summary>
    public required string AuthorRole { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateOnly ValidFrom { get; init; }

    /// <summary>The last day; the default is a year.</summary>
    public required DateOnly ValidUntil { get; set; }

    public int? Replaces { get; init; }

    /// <summary>Replaced or withdrawn then: it does not hold from that day on.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>When the organisation was reminded that it ends.</summary>
    public DateTimeOffset? RemindedAt { get; set; }
}

public sealed class ExplanationMapping : IEntityTypeConfiguration<ExplanationRow>
{
    public const int LongestText = 4000;
    public const int LongestRole = 200;

    public void Configure(EntityTypeBuilder<ExplanationRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("explanations");
        builder.Property(e => e.OrganisationKey).HasMaxLength(RoundValueMapping.LongestKey);
        builder.Property(e => e.Standard).HasConversion<SlugConverter<FigureStandard>>();
        builder.Property(e => e.Domain).HasMaxLength(DomainName.MaximumLength);
        builder.Property(e => e.Text).HasMaxLength(LongestText);
        builder.Property(e => e.AuthorRole).HasMaxLength(LongestRole);
        builder.HasOne<ExplanationRow>().WithMany().HasForeignKey(e => e.Replaces);
        builder.HasIndex(e => new { e.OrganisationKey, e.Standard });
        builder.HasIndex(e => e.ValidUntil).HasFilter("ended_at IS NULL");
    }
}
