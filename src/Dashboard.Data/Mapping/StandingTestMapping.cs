using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Mapping;

public sealed class StandingTestMapping : IEntityTypeConfiguration<StandingTestRow>
{
    public const int LongestName = 200;

    public void Configure(EntityTypeBuilder<StandingTestRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("standing_tests");
        builder.HasKey(t => t.Id);
        builder.Property(t => t.ViewId).HasMaxLength(PublicId.Length);
        builder.Property(t => t.ReadingId).HasMaxLength(PublicId.Length);
        builder.Property(t => t.Name).HasMaxLength(LongestName);
        builder.Property(t => t.Domain).HasMaxLength(DomainName.MaximumLength);
        builder.Property(t => t.Zone).HasMaxLength(DomainName.MaximumLength);
        builder.Property(t => t.Token).HasMaxLength(TestToken.Length);
        builder.Property(t => t.Kind).HasConversion<SlugConverter<OutboundTestKind>>();
        builder.HasIndex(t => t.ViewId).IsUnique();
        builder.HasIndex(t => t.ReadingId).IsUnique();
        builder.HasIndex(t => t.Token).IsUnique();
        builder.HasIndex(t => t.EndedAt);
    }
}
