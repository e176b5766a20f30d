using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Evidence;

/// <summary>A certificate as sent, once for all the observations it was seen in: most of a round's evidence is certificates.</summary>
public sealed class StoredCertificate
{
    /// <summary>SHA-256 over <see cref="Der"/>, 32 octets.</summary>
    public required byte[] Digest { get; init; }

    public required byte[] Der { get; init; }
}

public sealed class StoredCertificateMapping : IEntityTypeConfiguration<StoredCertificate>
{
    public void Configure(EntityTypeBuilder<StoredCertificate> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("certificates");
        builder.HasKey(c => c.Digest);
    }
}
