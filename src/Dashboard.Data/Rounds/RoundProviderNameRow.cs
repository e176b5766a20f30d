using Dashboard.Core.Dns;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Rounds;

/// <summary>A line of the table of providers' names as it was when a round started: all results of the round have its names.</summary>
public sealed class RoundProviderNameRow
{
    public required int RoundId { get; init; }

    public required string Domain { get; init; }

    public required string Provider { get; set; }
}

public sealed class RoundProviderNameMapping : IEntityTypeConfiguration<RoundProviderNameRow>
{
    public void Configure(EntityTypeBuilder<RoundProviderNameRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("round_provider_names");
        builder.HasKey(n => new { n.RoundId, n.Domain });
        builder.Property(n => n.Domain).HasMaxLength(DomainName.MaximumLength);
        builder.Property(n => n.Provider).HasMaxLength(RoundValueMapping.LongestKey);
        builder.HasOne<RoundRow>().WithMany().HasForeignKey(n => n.RoundId);
    }
}
