using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Accounts;

/// <summary>Who did what, and what it was before and after. Written in the transaction of the change; never changed.</summary>
public sealed class AuditEntry
{
    public long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The account's name, or <c>command</c> for what an operator did on the machine.</summary>
    public required string Actor { get; init; }

    /// <summary>What was done, as a word such as <c>organisation-corrected</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to: an organisation's key, a list's name, an account's name, the number of an import.</summary>
    public required string Subject { get; init; }

    /// <summary>As JSON; null for what was not there.</summary>
    public string? Before { get; init; }

    public string? After { get; init; }
}

public sealed class AuditEntryMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("audit_entries");
        builder.Property(e => e.Actor).HasMaxLength(256);
        builder.Property(e => e.Action).HasMaxLength(64);
        builder.Property(e => e.Subject).HasMaxLength(300);
        builder.Property(e => e.Before).HasColumnType("jsonb");
        builder.Property(e => e.After).HasColumnType("jsonb");
        builder.HasIndex(e => e.At);
        builder.HasIndex(e => new { e.Subject, e.Id });
        builder.HasIndex(e => new { e.Actor, e.Id });
    }
}
