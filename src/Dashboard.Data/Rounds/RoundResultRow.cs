using Dashboard.Core.Adoption;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Rounds;

[Flags]
public enum ResultFlags : short
{
    None = 0,

    /// <summary>The mail domain's own zone is secure.</summary>
    OwnZoneSecure = 1,

    /// <summary>Replaced an earlier result by a re-measurement.</summary>
    Corrected = 2,

    /// <summary>A drop that was there at the re-test too, for one standard and view at least.</summary>
    DropConfirmed = 4,

    /// <summary>A drop that was not there at the re-test, for one standard and view at least.</summary>
    Reconfirmed = 8,
}

/// <summary>
/// The result of a domain in a round, narrow: a code for each standard, and what
/// organisation, layer, ministry, province and provider it had then. Most domains have one of each; what is more is in
/// <see cref="More"/>. Rows are only ever added: a correction adds a version and closes the one before.
/// </summary>
public sealed class RoundResultRow
{
    public required int RoundId { get; init; }

    public required int DomainId { get; init; }

    /// <summary>1, and one more for each correction.</summary>
    public required short Version { get; init; }

    /// <summary>The edition of the round that it came with.</summary>
    public required short Edition { get; init; }

    /// <summary>The edition that came with its successor; null for the one that counts.</summary>
    public short? SupersededIn { get; set; }

    /// <summary>The wave that the evidence is of.</summary>
    public required short Wave { get; init; }

    public required DateTimeOffset MeasuredAt { get; init; }

    /// <summary>Null for a domain of a list that is nobody's in the registers.</summary>
    public int? Organisation { get; init; }

    public int? Layer { get; init; }

    public int? Ministry { get; init; }

    public int? Province { get; init; }

    public int? Provider { get; init; }

    /// <summary>Numbers of the second and further organisations, layers, ministries, provinces and providers; null for most.</summary>
    public int[]? More { get; init; }

    /// <summary>Those of its providers with a host that is not good; null where there is none.</summary>
    public int[]? FailingProviders { get; init; }

    public required short Status { get; init; }

    public required short Delivery { get; init; }

    public short? ConnectionType { get; init; }

    public short? AttackerConnectionType { get; init; }

    /// <summary>A <c>DeliveryHindrance</c>; null for most.</summary>
    public short? Hindrance { get; init; }

    /// <summary>Number in <see cref="RoundWordRow"/> of the reason that weighs most; null where there is none.</summary>
    public short? Reason { get; init; }

    public required ResultFlags Flags { get; init; }

    /// <summary>A bit for each standard with an explanation that was valid: 1 shifted by its number, DNSSEC 1 &lt;&lt; 30.</summary>
    public required int Explained { get; init; }

    /// <summary>
    /// The code of <c>StandardOutcomes</c> of each standard at its number (<see cref="FigureStandard"/>); null where it was not run.
    /// Shorter in results from before a standard was there.
    /// </summary>
    public required short?[] Outcomes { get; init; }

    /// <summary>
    /// Numbers in <see cref="RoundWordRow"/> of the own word of each standard, at the number of the standard; null where there is none.
    /// Results from before all had one have those of the standards without percentage alone.
    /// </summary>
    public short?[]? Statuses { get; init; }

    /// <summary>The code of a standard; null where it was not run.</summary>
    public short? OutcomeOf(FigureStandard standard) =>
        (int)standard < Outcomes.Length ? Outcomes[(int)standard] : null;
}

/// <summary>A number for a word that results hold, such as a reason or a status. Append only.</summary>
public sealed class RoundWordRow
{
    public short Id { get; init; }

    public required string Word { get; init; }
}

public sealed class RoundResultMapping
    : IEntityTypeConfiguration<RoundResultRow>,
        IEntityTypeConfiguration<RoundWordRow>
{
    public void Configure(EntityTypeBuilder<RoundResultRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("round_results");
        builder.HasKey(r => new
        {
            r.RoundId,
            r.DomainId,
            r.Version,
        });
        builder.Property(r => r.Flags).HasConversion<short>();
        // The history of one domain; of a round all rows are read by the key.
        builder.HasIndex(r => new { r.DomainId, r.RoundId });
    }

    public void Configure(EntityTypeBuilder<RoundWordRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("round_words");
        builder.Property(w => w.Word).HasMaxLength(100);
        builder.HasIndex(w => w.Word).IsUnique();
    }
}
