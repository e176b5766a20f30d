using Dashboard.Data.Mapping;
using Dashboard.Data.Organisations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Rounds;

/// <summary>Rounds that start by themselves.</summary>
public sealed class RoundScheduleRow
{
    public int Id { get; init; }

    /// <summary>Each round has it as its name, with its date behind it.</summary>
    public required string Name { get; set; }

    public required RoundKind Kind { get; set; }

    /// <summary>Null for every mail domain of the registers.</summary>
    public int? ListId { get; set; }

    /// <summary>As that of a round.</summary>
    public required string Profile { get; set; }

    /// <summary>Five fields of cron, on the clock of Europe/Amsterdam.</summary>
    public required string Cron { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What came up to here has had its turn, or was before the schedule held.</summary>
    public required DateTimeOffset SeenUntil { get; set; }

    /// <summary>Nothing starts since then.</summary>
    public DateTimeOffset? PausedAt { get; set; }

    /// <summary>Kept for its history; nobody sees it as a schedule any more.</summary>
    public DateTimeOffset? RemovedAt { get; set; }
}

/// <summary>What became of a moment of a schedule.</summary>
public enum ScheduleOutcome
{
    Started,

    /// <summary>The former round of the schedule was not measured yet.</summary>
    Skipped,

    /// <summary>A round could not start: its list is empty.</summary>
    Refused,
}

public sealed class RoundScheduleTurnRow
{
    public required int ScheduleId { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When it was acted on; later where no worker ran.</summary>
    public required DateTimeOffset At { get; init; }

    public required ScheduleOutcome Outcome { get; init; }

    /// <summary>Earlier moments that passed while no worker ran.</summary>
    public required int Missed { get; init; }

    /// <summary>The round that started, or that was in the way.</summary>
    public int? RoundId { get; init; }
}

public sealed class RoundScheduleMapping
    : IEntityTypeConfiguration<RoundScheduleRow>,
        IEntityTypeConfiguration<RoundScheduleTurnRow>
{
    /// <summary>Leaves room for a date in the name of the round.</summary>
    public const int LongestName = RoundMapping.LongestName - 20;

    public void Configure(EntityTypeBuilder<RoundScheduleRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("round_schedules");
        builder.Property(s => s.Name).HasMaxLength(LongestName);
        builder.Property(s => s.Kind).HasConversion<SlugConverter<RoundKind>>();
        builder.Property(s => s.Profile).HasMaxLength(20);
        builder.Property(s => s.Cron).HasMaxLength(100);
        builder.HasOne<DomainList>().WithMany().HasForeignKey(s => s.ListId);
    }

    public void Configure(EntityTypeBuilder<RoundScheduleTurnRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("round_schedule_turns");
        builder.HasKey(t => new { t.ScheduleId, t.DueAt });
        builder.Property(t => t.Outcome).HasConversion<SlugConverter<ScheduleOutcome>>();
        builder.HasOne<RoundScheduleRow>().WithMany().HasForeignKey(t => t.ScheduleId);
        builder.HasOne<RoundRow>().WithMany().HasForeignKey(t => t.RoundId);
    }
}
