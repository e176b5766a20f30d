using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Rounds;

/// <summary>
/// A number for an organisation, layer, ministry, province or provider as it was called in a round. Another name is another row, so
/// that a later import never changes history; the key stays.
/// </summary>
public sealed class RoundValueRow
{
    public int Id { get; init; }

    public required AdoptionDimension Dimension { get; init; }

    /// <summary>By which it is found again: systeemId, TOOI, word of a layer, or name of a provider.</summary>
    public required string Key { get; init; }

    public required string Name { get; init; }
}

/// <summary>A number for a mail domain.</summary>
public sealed class MeasuredDomainRow
{
    public int Id { get; init; }

    /// <summary>In A-labels.</summary>
    public required string Name { get; init; }
}

public sealed class RoundValueMapping
    : IEntityTypeConfiguration<RoundValueRow>,
        IEntityTypeConfiguration<MeasuredDomainRow>
{
    public const int LongestKey = 300;
    public const int LongestName = 1000;

    public void Configure(EntityTypeBuilder<RoundValueRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("round_values");
        builder.Property(v => v.Dimension).HasConversion<short>();
        builder.Property(v => v.Key).HasMaxLength(LongestKey);
        builder.Property(v => v.Name).HasMaxLength(LongestName);
        builder
            .HasIndex(v => new
            {
                v.Dimension,
                v.Key,
                v.Name,
            })
            .IsUnique();
    }

    public void Configure(EntityTypeBuilder<MeasuredDomainRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("measured_domains");
        builder.Property(d => d.Name).HasMaxLength(DomainName.MaximumLength);
        builder.HasIndex(d => d.Name).IsUnique();
    }
}
