using Dashboard.Core.Adoption;
using Dashboard.Data.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Rounds;

/// <summary>
/// An organisation of a round with a layer of its own, its parts included: how it sends, frozen at the start, and how much of its mail
/// arrives protected, written with the figures.
/// </summary>
public sealed class RoundOrganisationRow
{
    public required int RoundId { get; init; }

    /// <summary>Number of a <see cref="RoundValueRow"/>.</summary>
    public required int Organisation { get; init; }

    public required int Layer { get; init; }

    public required SendingState Sending { get; init; }

    /// <summary>Mail domains with a sending result that counts.</summary>
    public required int SendingTested { get; init; }

    public required int SendingDomains { get; init; }

    public DateTimeOffset? SendingTestedAt { get; init; }

    /// <summary>The kind of test, or <c>lab</c>.</summary>
    public string? SendingKind { get; init; }

    /// <summary>Every mail domain of the organisation and its parts on the day of the start, on the list of the round or not.</summary>
    public string[] OwnDomains { get; init; } = [];

    /// <summary>The organisations that count here: itself and its parts, as numbers of <see cref="RoundValueRow"/>.</summary>
    public required int[] Parts { get; init; }
}

/// <summary>How an organisation receives in one edition of a round.</summary>
public sealed class RoundReceptionRow
{
    public required int RoundId { get; init; }

    public required short Edition { get; init; }

    public required int Organisation { get; init; }

    public required int Protected { get; init; }

    public required int Measured { get; init; }
}

/// <summary>Mail from one layer to another in a round (<see cref="MailFlow"/>); sums as fractions such as <c>10/3</c>.</summary>
public sealed class RoundMailFlowRow
{
    public required int RoundId { get; init; }

    public required short Edition { get; init; }

    public required int SenderLayer { get; init; }

    public required int ReceiverLayer { get; init; }

    public required long Protected { get; init; }

    public required long Partly { get; init; }

    public required long Not { get; init; }

    public required long Unknown { get; init; }

    public required string ProvenSum { get; init; }

    public required string PossibleSum { get; init; }

    public required long TestedPairs { get; init; }
}

public sealed class RoundOrganisationMapping
    : IEntityTypeConfiguration<RoundOrganisationRow>,
        IEntityTypeConfiguration<RoundReceptionRow>,
        IEntityTypeConfiguration<RoundMailFlowRow>
{
    public void Configure(EntityTypeBuilder<RoundOrganisationRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("round_organisations");
        builder.HasKey(o => new { o.RoundId, o.Organisation });
        builder.Property(o => o.Sending).HasConversion<SlugConverter<SendingState>>();
        builder.HasOne<RoundRow>().WithMany().HasForeignKey(o => o.RoundId);
        builder.HasIndex(o => o.Organisation);
    }

    public void Configure(EntityTypeBuilder<RoundReceptionRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("round_receptions");
        builder.HasKey(o => new
        {
            o.RoundId,
            o.Edition,
            o.Organisation,
        });
        builder.HasIndex(o => o.Organisation);
    }

    public void Configure(EntityTypeBuilder<RoundMailFlowRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("round_mail_flows");
        builder.HasKey(f => new
        {
            f.RoundId,
            f.Edition,
            f.SenderLayer,
            f.ReceiverLayer,
        });
    }
}
