using Dashboard.Data.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Rounds;

public enum RoundKind
{
    /// <summary>Published; what public figures and timelines are made of.</summary>
    Measurement,

    /// <summary>The last result of each domain, measured often and for analysts; never published.</summary>
    CurrentState,

    /// <summary>Domains that a program asked for by the batch API: it counts nowhere and is never published.</summary>
    Batch,
}

/// <summary>Where a round is. The words are public.</summary>
public enum RoundState
{
    /// <summary>The DNS of its domains is looked up.</summary>
    Resolving,

    /// <summary>The mail servers are connected to, each address once.</summary>
    Probing,
    Judging,

    /// <summary>Drops against the former round wait for their re-test; ends by itself.</summary>
    Confirming,

    /// <summary>Organisations see their results and may comment.</summary>
    Correction,
    Closed,

    /// <summary>Public, and never changed but by a numbered erratum.</summary>
    Published,
    Paused,
    Cancelled,
}

/// <summary>Something about a round that readers of its figures should know.</summary>
/// <param name="Slug">What: <c>confirm-now</c>, <c>closed-early</c>, <c>lab-sending</c>, <c>erratum</c> and so on.</param>
/// <param name="By">The role of who did it, never a person's name; null where the program did.</param>
public sealed record RoundNote(
    DateTimeOffset At,
    string Slug,
    string? By = null,
    string? Text = null
);

/// <summary>What a round's figures rest on, frozen when it starts.</summary>
/// <param name="Methods">The method version of each standard, by its word.</param>
/// <param name="Settings">Those settings that decide what is measured, by their key.</param>
public sealed record RoundMethod(
    IReadOnlyDictionary<string, string> Methods,
    IReadOnlyDictionary<string, string> Settings
);

/// <summary>A measurement of a frozen list of domains.</summary>
public sealed class RoundRow
{
    public int Id { get; init; }

    public required string Name { get; set; }

    public required RoundKind Kind { get; init; }

    public required RoundState State { get; set; }

    /// <summary>The state to go on with, while it is paused.</summary>
    public RoundState? PausedFrom { get; set; }

    /// <summary>The list that it was started for; null for every mail domain of the registers.</summary>
    public string? ListName { get; init; }

    /// <summary>SHA-256 over the sorted names of the list, each ended by a line feed; lower-case hexadecimal.</summary>
    public required string ListHash { get; init; }

    public required int Domains { get; init; }

    /// <summary>How much is measured: <c>dane</c>, <c>round</c> or <c>full</c>.</summary>
    public required string Profile { get; init; }

    public required RoundMethod Method { get; init; }

    /// <summary>The round that drops are confirmed against; null for the first.</summary>
    public int? FormerRoundId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The measuring date, in Europe/Amsterdam: what dates of registers and explanations are compared with.</summary>
    public required DateOnly MeasuredOn { get; init; }

    /// <summary>While drops wait for their re-test: when it may start.</summary>
    public DateTimeOffset? RetestAt { get; set; }

    /// <summary>When the last result was there.</summary>
    public DateTimeOffset? MeasuredAt { get; set; }

    /// <summary>The last day of the correction period is the day before.</summary>
    public DateTimeOffset? CorrectionUntil { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    public DateTimeOffset? PublishedAt { get; set; }

    public DateTimeOffset? CancelledAt { get; set; }

    /// <summary>1 until it is published and then; each erratum adds one.</summary>
    public short Edition { get; set; } = 1;

    /// <summary>Sending states of it come from the lab: it cannot be published on another database.</summary>
    public bool UsesLabSending { get; set; }

    public IReadOnlyList<RoundNote> Notes { get; set; } = [];
}

public sealed class RoundMapping : IEntityTypeConfiguration<RoundRow>
{
    public const int LongestName = 200;

    public void Configure(EntityTypeBuilder<RoundRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("rounds");
        builder.Property(r => r.Name).HasMaxLength(LongestName);
        builder.Property(r => r.ListName).HasMaxLength(LongestName);
        builder.Property(r => r.ListHash).HasMaxLength(64);
        builder.Property(r => r.Profile).HasMaxLength(20);
        builder.Property(r => r.Kind).HasConversion<SlugConverter<RoundKind>>();
        builder.Property(r => r.State).HasConversion<SlugConverter<RoundState>>();
        builder.Property(r => r.PausedFrom).HasConversion<SlugConverter<RoundState>>();
        builder.Property(r => r.Method).IsEvidence<RoundMethod>();
        builder.Property(r => r.Notes).IsEvidence<IReadOnlyList<RoundNote>>();
        builder.HasIndex(r => new { r.State, r.StartedAt });
        builder.HasOne<RoundRow>().WithMany().HasForeignKey(r => r.FormerRoundId);
        builder.ToTable(table =>
            table.HasCheckConstraint(
                "ck_rounds_paused_from",
                "(state = 'paused') = (paused_from IS NOT NULL)"
            )
        );
    }
}
