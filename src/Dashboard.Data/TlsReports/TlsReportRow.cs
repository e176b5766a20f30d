using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.TlsReports;
using Dashboard.Data.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.TlsReports;

/// <summary>
/// A TLS report that a sender sent (RFC 8460), with what it says of domains that asked for it. What its writer calls itself is not
/// kept: whom it counts for is what its signature proves.
/// </summary>
public sealed class TlsReportRow
{
    public const int DigestOctets = 32;

    public long Id { get; init; }

    /// <summary>SHA-256 of all that was read of it, its organisation and number too, by which one that comes again is known.</summary>
    public required byte[] Digest { get; init; }

    /// <summary>The organisational domain that it counts for, in A-labels; null where nothing proves one.</summary>
    public string? Sender { get; init; }

    public required DateTimeOffset StartsAt { get; init; }

    public required DateTimeOffset EndsAt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }
}

/// <summary>What a report says of one policy of one domain.</summary>
public sealed class TlsReportPolicyRow
{
    public required long ReportId { get; init; }

    /// <summary>Its place among those that are kept of the report, from 0.</summary>
    public required int Position { get; init; }

    /// <summary>Of the recipients, in A-labels.</summary>
    public required string Domain { get; init; }

    public required TlsReportPolicyKind Kind { get; init; }

    public required long Successful { get; init; }

    public required long Failed { get; init; }

    /// <summary>What failed.</summary>
    public required IReadOnlyList<TlsReportFailureCount> Failures { get; init; }
}

/// <param name="Sessions">At least 1.</param>
public sealed record TlsReportFailureCount(TlsReportFailure Failure, long Sessions);

public sealed class TlsReportMapping
    : IEntityTypeConfiguration<TlsReportRow>,
        IEntityTypeConfiguration<TlsReportPolicyRow>
{
    public void Configure(EntityTypeBuilder<TlsReportRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("tls_reports");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Digest).HasMaxLength(TlsReportRow.DigestOctets);
        builder.Property(r => r.Sender).HasMaxLength(DomainName.MaximumLength);
        // Once for each sender: nobody can send another's report before it and so keep that out.
        builder.HasIndex(r => new { r.Digest, r.Sender }).IsUnique().AreNullsDistinct(false);
        builder.HasIndex(r => r.Sender);
        builder.HasIndex(r => r.ReceivedAt);
    }

    public void Configure(EntityTypeBuilder<TlsReportPolicyRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("tls_report_policies");
        builder.HasKey(p => new { p.ReportId, p.Position });
        builder.Property(p => p.Domain).HasMaxLength(DomainName.MaximumLength);
        builder.Property(p => p.Kind).HasConversion<SlugConverter<TlsReportPolicyKind>>();
        builder.Property(p => p.Failures).IsEvidence<IReadOnlyList<TlsReportFailureCount>>();
        builder.HasIndex(p => p.Domain);
        builder
            .HasOne<TlsReportRow>()
            .WithMany()
            .HasForeignKey(p => p.ReportId)
            .OnDelete(DeleteBehavior.Cascade);
    }
}
