using Dashboard.Core.Dns;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Mapping;

public sealed class ProbeZoneMapping : IEntityTypeConfiguration<ProbeZoneRow>
{
    public void Configure(EntityTypeBuilder<ProbeZoneRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("probe_zones");
        builder.HasKey(z => z.Zone);
        builder.Property(z => z.Zone).HasMaxLength(DomainName.MaximumLength);
    }
}
