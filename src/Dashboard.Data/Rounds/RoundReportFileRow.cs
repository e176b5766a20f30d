using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Rounds;

/// <summary>
/// The PDF of an edition of a published round, made once and kept: an erratum adds a file and takes none away. It is not the same octets
/// when it is made again.
/// </summary>
public sealed class RoundReportFileRow
{
    public required int RoundId { get; init; }

    public required short Edition { get; init; }

    /// <summary>Of BCP 47: <c>nl</c> or <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>Lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required byte[] Content { get; init; }
}

public sealed class RoundReportFileMapping : IEntityTypeConfiguration<RoundReportFileRow>
{
    public void Configure(EntityTypeBuilder<RoundReportFileRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("round_report_files");
        builder.HasKey(f => new
        {
            f.RoundId,
            f.Edition,
            f.Language,
        });
        builder.Property(f => f.Language).HasMaxLength(2);
        builder.Property(f => f.Sha256).HasMaxLength(64);
        builder.HasOne<RoundRow>().WithMany().HasForeignKey(f => f.RoundId);
    }
}
