using Dashboard.Data.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Rounds;

/// <summary>A request of the batch API: a list of domains that a program of an account asked for, measured by a round of its own.</summary>
public sealed class BatchRequestRow
{
    public long Id { get; init; }

    /// <summary>32 lower-case hexadecimal digits: what the program knows it by.</summary>
    public required string RequestId { get; init; }

    public required Guid AccountId { get; init; }

    public required string Name { get; init; }

    /// <summary>A-labels, each once, in the order given.</summary>
    public required string[] Domains { get; init; }

    /// <summary>As they were given: what is no domain name, and what repeats one. The first of them.</summary>
    public required string[] Rejected { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    public DateTimeOffset? CancelledAt { get; set; }

    /// <summary>Null until its turn comes.</summary>
    public int? RoundId { get; set; }

    /// <summary>How often it could not be started.</summary>
    public int Attempts { get; set; }

    /// <summary>It is not tried before; null where it has not failed to start.</summary>
    public DateTimeOffset? TryAgainAt { get; set; }

    /// <summary>When it was given up; null while it was not.</summary>
    public DateTimeOffset? FailedAt { get; set; }
}

public sealed class BatchRequestMapping : IEntityTypeConfiguration<BatchRequestRow>
{
    public const int LongestName = 255;

    public void Configure(EntityTypeBuilder<BatchRequestRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("batch_requests");
        builder.Property(r => r.RequestId).HasMaxLength(32);
        builder.Property(r => r.Name).HasMaxLength(LongestName);
        builder.HasIndex(r => r.RequestId).IsUnique();
        builder.HasIndex(r => new { r.AccountId, r.Id });
        builder.HasOne<RoundRow>().WithMany().HasForeignKey(r => r.RoundId);
        builder
            .HasOne<Account>()
            .WithMany()
            .HasForeignKey(r => r.AccountId)
            .OnDelete(DeleteBehavior.Cascade);
    }
}
