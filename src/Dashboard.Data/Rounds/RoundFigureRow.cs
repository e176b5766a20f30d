using Dashboard.Core.Adoption;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Rounds;

/// <summary>
/// A figure of a round (<see cref="AdoptionFigure"/>): counts only. Written in the transaction that closes the measuring, and
/// again for that round alone after a correction. <see cref="Value"/> is 0 for all; <see cref="Provider"/> is 0 except for a layer's
/// providers.
/// </summary>
public sealed class RoundFigureRow
{
    public required int RoundId { get; init; }

    public required short Edition { get; init; }

    public required AdoptionDimension Dimension { get; init; }

    public required int Value { get; init; }

    public required int Provider { get; init; }

    public required FigureStandard Standard { get; init; }

    public required AdoptionView View { get; init; }

    public required int Passed { get; init; }

    public required int Failed { get; init; }

    public required int Explained { get; init; }

    public required int NoMail { get; init; }

    public required int NoDomain { get; init; }

    public required int Unreachable { get; init; }

    public required int Untestable { get; init; }

    public required int OwnFault { get; init; }

    public required int NotMeasured { get; init; }
}

/// <summary>How many domains meet every standard of an agreement, of those measured on every one.</summary>
public sealed class RoundAgreementRow
{
    public required int RoundId { get; init; }

    public required short Edition { get; init; }

    public required AdoptionDimension Dimension { get; init; }

    public required int Value { get; init; }

    /// <summary>The slug of the agreement.</summary>
    public required string Agreement { get; init; }

    public required AdoptionView View { get; init; }

    public required int Passed { get; init; }

    public required int Measured { get; init; }

    /// <summary>The mean of the percentages of its standards; null where one has none.</summary>
    public decimal? Mean { get; init; }
}

/// <summary>How many domains have which status, of a standard without percentage.</summary>
public sealed class RoundStatusRow
{
    public required int RoundId { get; init; }

    public required short Edition { get; init; }

    public required AdoptionDimension Dimension { get; init; }

    public required int Value { get; init; }

    public required FigureStandard Standard { get; init; }

    /// <summary>Number of a <see cref="RoundWordRow"/>.</summary>
    public required short Status { get; init; }

    public required int Domains { get; init; }
}

/// <summary>How many domains end up how: what bars of connection types are drawn from.</summary>
public sealed class RoundConnectionRow
{
    public required int RoundId { get; init; }

    public required short Edition { get; init; }

    public required AdoptionDimension Dimension { get; init; }

    public required int Value { get; init; }

    /// <summary>A <c>DomainStatus</c>.</summary>
    public required short Status { get; init; }

    /// <summary>A <c>ConnectionType</c>; 0 where nothing is delivered.</summary>
    public required short ConnectionType { get; init; }

    /// <summary>A <c>DeliveryHindrance</c>; 0 where status and connection type say all.</summary>
    public required short Hindrance { get; init; }

    public required int Domains { get; init; }
}

/// <summary>What one provider is to the domains of a round (<see cref="ProviderImpact"/>).</summary>
public sealed class RoundProviderRow
{
    public required int RoundId { get; init; }

    public required short Edition { get; init; }

    /// <summary>0 for all layers together.</summary>
    public required int Layer { get; init; }

    public required int Provider { get; init; }

    public required int Domains { get; init; }

    public required int Protected { get; init; }

    public required int WouldBecomeProtected { get; init; }

    public required int OwnZoneFirst { get; init; }

    public required int NeedsTwo { get; init; }
}

/// <summary>A figure beside that of the former published round (<see cref="StandardDelta"/>), with counts of the changes.</summary>
public sealed class RoundDeltaRow
{
    public required int RoundId { get; init; }

    public required short Edition { get; init; }

    public required int AgainstRoundId { get; init; }

    /// <summary>The edition that the former round had when these figures were written: an erratum of it changes nothing here.</summary>
    public required short AgainstEdition { get; init; }

    public required FigureStandard Standard { get; init; }

    public required AdoptionView View { get; init; }

    public required int PassedBefore { get; init; }

    public required int MeasuredBefore { get; init; }

    public required int PassedAfter { get; init; }

    public required int MeasuredAfter { get; init; }

    public required int Cohort { get; init; }

    public required int CohortPassedBefore { get; init; }

    public required int CohortPassedAfter { get; init; }

    public required int Improved { get; init; }

    public required int Regressed { get; init; }

    public required int Unchanged { get; init; }

    public required int Entered { get; init; }

    public required int Left { get; init; }

    public required int BecameExcluded { get; init; }

    public required int BecameMeasurable { get; init; }

    public required int ExcludedInBoth { get; init; }
}

public sealed class RoundFigureMapping
    : IEntityTypeConfiguration<RoundFigureRow>,
        IEntityTypeConfiguration<RoundAgreementRow>,
        IEntityTypeConfiguration<RoundStatusRow>,
        IEntityTypeConfiguration<RoundConnectionRow>,
        IEntityTypeConfiguration<RoundProviderRow>,
        IEntityTypeConfiguration<RoundDeltaRow>
{
    public void Configure(EntityTypeBuilder<RoundFigureRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("round_figures");
        builder.HasKey(f => new
        {
            f.RoundId,
            f.Edition,
            f.Dimension,
            f.Value,
            f.Provider,
            f.Standard,
            f.View,
        });
        builder.Property(f => f.Dimension).HasConversion<short>();
        builder.Property(f => f.Standard).HasConversion<short>();
        builder.Property(f => f.View).HasConversion<short>();
        // The timeline of one value over all rounds.
        builder.HasIndex(f => new
        {
            f.Dimension,
            f.Value,
            f.Standard,
            f.View,
        });
    }

    public void Configure(EntityTypeBuilder<RoundAgreementRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("round_agreements");
        builder.HasKey(a => new
        {
            a.RoundId,
            a.Edition,
            a.Dimension,
            a.Value,
            a.Agreement,
            a.View,
        });
        builder.Property(a => a.Agreement).HasMaxLength(60);
        builder.Property(a => a.Dimension).HasConversion<short>();
        builder.Property(a => a.View).HasConversion<short>();
        builder.Property(a => a.Mean).HasPrecision(5, 1);
    }

    public void Configure(EntityTypeBuilder<RoundStatusRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("round_statuses");
        builder.HasKey(s => new
        {
            s.RoundId,
            s.Edition,
            s.Dimension,
            s.Value,
            s.Standard,
            s.Status,
        });
        builder.Property(s => s.Dimension).HasConversion<short>();
        builder.Property(s => s.Standard).HasConversion<short>();
    }

    public void Configure(EntityTypeBuilder<RoundConnectionRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("round_connections");
        builder.HasKey(c => new
        {
            c.RoundId,
            c.Edition,
            c.Dimension,
            c.Value,
            c.Status,
            c.ConnectionType,
            c.Hindrance,
        });
        builder.Property(c => c.Dimension).HasConversion<short>();
    }

    public void Configure(EntityTypeBuilder<RoundProviderRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("round_providers");
        builder.HasKey(p => new
        {
            p.RoundId,
            p.Edition,
            p.Layer,
            p.Provider,
        });
    }

    public void Configure(EntityTypeBuilder<RoundDeltaRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("round_deltas");
        builder.HasKey(d => new
        {
            d.RoundId,
            d.Edition,
            d.AgainstRoundId,
            d.Standard,
            d.View,
        });
        builder.Property(d => d.Standard).HasConversion<short>();
        builder.Property(d => d.View).HasConversion<short>();
    }
}
