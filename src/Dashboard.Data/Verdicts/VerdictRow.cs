using Dashboard.Core.Inbound;
using Dashboard.Data.Evidence;
using Dashboard.Data.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Verdicts;

/// <summary>
/// What one standard's method says of one observation. Never changed: a later method adds a row, and what was published stays as
/// it was.
/// </summary>
public sealed class VerdictRow
{
    public long ObservationId { get; init; }

    public required MailStandard Standard { get; init; }

    /// <summary>Of the standard's own method.</summary>
    public required string MethodVersion { get; init; }

    /// <summary>The same for all rows of one judgement; the first judgement is the one that was published.</summary>
    public required DateTimeOffset JudgedAt { get; init; }

    /// <summary>Among the verdicts of one judgement, from 0.</summary>
    public required short Place { get; init; }

    /// <summary>The standard's verdict as JSON.</summary>
    public required string Document { get; init; }

    /// <summary>Of <see cref="MailStandard.Dane"/>: the whole mail-transport verdict as JSON; null elsewhere.</summary>
    public string? MailTransport { get; init; }
}

public sealed class VerdictMapping : IEntityTypeConfiguration<VerdictRow>
{
    public void Configure(EntityTypeBuilder<VerdictRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("verdicts");
        builder.HasKey(v => new
        {
            v.ObservationId,
            v.Standard,
            v.MethodVersion,
        });
        builder.Property(v => v.Standard).HasConversion<SlugConverter<MailStandard>>();
        builder.Property(v => v.Document).HasColumnType("jsonb");
        builder.Property(v => v.MailTransport).HasColumnType("jsonb");
        builder
            .HasOne<ObservationRow>()
            .WithMany()
            .HasForeignKey(v => v.ObservationId)
            .OnDelete(DeleteBehavior.Cascade);
    }
}
