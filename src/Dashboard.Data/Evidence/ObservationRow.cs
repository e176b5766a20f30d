using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Evidence;

/// <summary>The evidence of one receiving test, stored once and judged as often as there are methods.</summary>
public sealed class ObservationRow
{
    public long Id { get; init; }

    /// <summary>The mail domain in A-labels.</summary>
    public required string Domain { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>As JSON without its certificates; see <see cref="CertificatesApart"/>.</summary>
    public required string Document { get; set; }

    /// <summary>When the session transcripts were taken out, after their retention.</summary>
    public DateTimeOffset? TranscriptsRemovedAt { get; set; }

    public IReadOnlyList<ObservedCertificate> Certificates { get; init; } = [];
}

/// <summary>That a certificate was seen in an observation.</summary>
public sealed class ObservedCertificate
{
    public long ObservationId { get; init; }

    public required byte[] Digest { get; init; }
}

public sealed class ObservationMapping
    : IEntityTypeConfiguration<ObservationRow>,
        IEntityTypeConfiguration<ObservedCertificate>
{
    public void Configure(EntityTypeBuilder<ObservationRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("observations");
        builder.HasKey(o => o.Id);
        builder.Property(o => o.Domain).HasMaxLength(Core.Dns.DomainName.MaximumLength);
        builder.Property(o => o.Document).HasColumnType("jsonb");
        builder.HasIndex(o => new { o.Domain, o.StartedAt }).IsDescending(false, true);
        builder
            .HasIndex(o => o.StartedAt)
            .HasFilter("transcripts_removed_at IS NULL")
            .HasDatabaseName("ix_observations_with_transcripts");
        builder
            .HasMany(o => o.Certificates)
            .WithOne()
            .HasForeignKey(c => c.ObservationId)
            .OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<ObservedCertificate> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("observed_certificates");
        builder.HasKey(c => new { c.ObservationId, c.Digest });
        builder.HasIndex(c => c.Digest);
        builder
            .HasOne<StoredCertificate>()
            .WithMany()
            .HasForeignKey(c => c.Digest)
            .OnDelete(DeleteBehavior.Restrict);
    }
}
