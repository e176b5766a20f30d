using Dashboard.Core.Adoption;
using Dashboard.Data.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Rounds;

/// <summary>
/// What one wave found of a domain that dropped against the former round, or that was measured again: every attempt is kept beside
/// the result. Attempts without a result make the next wave.
/// </summary>
public sealed class RoundAttemptRow
{
    public required int RoundId { get; init; }

    public required int DomainId { get; init; }

    public required short Wave { get; init; }

    public required DomainMeasurement Measurement { get; init; }
}

/// <summary>A re-measurement that replaces a result: why, and in which wave. Results are never typed.</summary>
public sealed class RoundCorrectionRow
{
    public required int RoundId { get; init; }

    public required int DomainId { get; init; }

    public required short Wave { get; init; }

    public required string Reason { get; init; }

    /// <summary>The comment that led to it; null where an analyst did it unasked.</summary>
    public int? CommentId { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>The version of the result that it made; null until then.</summary>
    public short? Version { get; set; }
}

public sealed class RoundAttemptMapping
    : IEntityTypeConfiguration<RoundAttemptRow>,
        IEntityTypeConfiguration<RoundCorrectionRow>
{
    public const int LongestReason = 1000;

    public void Configure(EntityTypeBuilder<RoundAttemptRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("round_attempts");
        builder.HasKey(a => new
        {
            a.RoundId,
            a.DomainId,
            a.Wave,
        });
        builder.Property(a => a.Measurement).IsEvidence<DomainMeasurement>();
        builder.HasOne<RoundRow>().WithMany().HasForeignKey(a => a.RoundId);
    }

    public void Configure(EntityTypeBuilder<RoundCorrectionRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("round_corrections");
        builder.HasKey(c => new
        {
            c.RoundId,
            c.DomainId,
            c.Wave,
        });
        builder.Property(c => c.Reason).HasMaxLength(LongestReason);
        builder.HasOne<RoundRow>().WithMany().HasForeignKey(c => c.RoundId);
    }
}
