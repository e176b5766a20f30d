using Dashboard.Data.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Rounds;

/// <summary>A domain on the frozen list of a round. The numbers are those of <see cref="RoundValueRow"/>, each once.</summary>
public sealed class RoundDomainRow
{
    public required int RoundId { get; init; }

    public required int DomainId { get; init; }

    public required int[] Organisations { get; init; }

    public required int[] Layers { get; init; }

    public required int[] Ministries { get; init; }

    public required int[] Provinces { get; init; }
}

public enum WaveKind
{
    /// <summary>The round itself.</summary>
    First,

    /// <summary>Domains that dropped against the former round.</summary>
    Retest,

    /// <summary>Domains whose result an analyst doubts.</summary>
    Correction,
}

/// <summary>One pass over domains of a round. Its evidence is never older than its start.</summary>
public sealed class RoundWaveRow
{
    public required int RoundId { get; init; }

    public required short Wave { get; init; }

    public required WaveKind Kind { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the last of its domains was judged.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>When the words of its SMTP sessions were removed, after their retention.</summary>
    public DateTimeOffset? TranscriptsRemovedAt { get; set; }
}

public enum LookupState : short
{
    Waiting = 0,

    /// <summary>The DNS is known; the mail servers are not, or not all.</summary>
    Resolved = 1,
    Judged = 2,
}

/// <summary>What is to be done for a domain in one wave of a round, and the DNS that was seen of it.</summary>
public sealed class RoundLookupRow
{
    public required int RoundId { get; init; }

    public required short Wave { get; init; }

    public required int DomainId { get; init; }

    public LookupState State { get; set; }

    /// <summary>By a worker, till then.</summary>
    public DateTimeOffset? ClaimedUntil { get; set; }

    /// <summary>How often a worker took it in hand.</summary>
    public short Claims { get; set; }

    /// <summary>The observation without its hosts, as JSON.</summary>
    public string? Document { get; set; }

    /// <summary>Of its hosts in order: the digest of a <see cref="RoundHostRow"/>.</summary>
    public byte[][]? Hosts { get; set; }
}

/// <summary>
/// The DNS of an MX host as it was seen in a round, once for all domains that name the host: JSON without what belongs to the
/// domain, and without sessions.
/// </summary>
public sealed class RoundHostRow
{
    public required int RoundId { get; init; }

    /// <summary>SHA-256 over <see cref="Document"/>.</summary>
    public required byte[] Digest { get; init; }

    public required string Document { get; init; }
}

/// <summary>An address of an MX host that a wave of a round connects to, once, by any of its workers.</summary>
public sealed class RoundPairRow
{
    public long Id { get; init; }

    public required int RoundId { get; init; }

    public required short Wave { get; init; }

    public required string Host { get; init; }

    /// <summary>Of version 4 or 6, in its usual form.</summary>
    public required string Address { get; init; }

    /// <summary>What is sent as SNI.</summary>
    public required string ServerName { get; init; }

    public DateTimeOffset? ClaimedUntil { get; set; }

    public short Claims { get; set; }

    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>How many SMTP sessions there were.</summary>
    public short Sessions { get; set; }

    /// <summary>How the last session failed, such as <c>connect-timeout</c>; null where it did not.</summary>
    public string? Failure { get; set; }

    /// <summary>What was seen, as JSON without its certificates; null where we never came to it.</summary>
    public string? Document { get; set; }

    /// <summary>Digests of the certificates in it.</summary>
    public byte[][]? Certificates { get; set; }
}

public sealed class RoundDomainMapping
    : IEntityTypeConfiguration<RoundDomainRow>,
        IEntityTypeConfiguration<RoundWaveRow>,
        IEntityTypeConfiguration<RoundLookupRow>,
        IEntityTypeConfiguration<RoundHostRow>,
        IEntityTypeConfiguration<RoundPairRow>
{
    public void Configure(EntityTypeBuilder<RoundDomainRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("round_domains");
        builder.HasKey(d => new { d.RoundId, d.DomainId });
        builder.HasOne<RoundRow>().WithMany().HasForeignKey(d => d.RoundId);
    }

    public void Configure(EntityTypeBuilder<RoundWaveRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("round_waves");
        builder.HasKey(w => new { w.RoundId, w.Wave });
        builder.Property(w => w.Kind).HasConversion<SlugConverter<WaveKind>>();
        builder.HasOne<RoundRow>().WithMany().HasForeignKey(w => w.RoundId);
        builder.HasIndex(w => w.RoundId).HasFilter("finished_at IS NULL");
    }

    public void Configure(EntityTypeBuilder<RoundLookupRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("round_lookups");
        builder.HasKey(l => new
        {
            l.RoundId,
            l.Wave,
            l.DomainId,
        });
        builder.Property(l => l.State).HasConversion<short>();
        builder.Property(l => l.Document).HasColumnType("jsonb");
        builder
            .HasIndex(l => new
            {
                l.RoundId,
                l.Wave,
                l.State,
            })
            .HasFilter("state < 2");
    }

    public void Configure(EntityTypeBuilder<RoundHostRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("round_hosts");
        builder.HasKey(h => new { h.RoundId, h.Digest });
        builder.Property(h => h.Document).HasColumnType("jsonb");
    }

    public void Configure(EntityTypeBuilder<RoundPairRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("round_pairs");
        builder.Property(p => p.Document).HasColumnType("jsonb");
        builder.Property(p => p.Failure).HasMaxLength(60);
        builder.Property(p => p.Address).HasMaxLength(60);
        builder.Property(p => p.Host).HasMaxLength(Core.Dns.DomainName.MaximumLength);
        builder.Property(p => p.ServerName).HasMaxLength(Core.Dns.DomainName.MaximumLength);
        builder
            .HasIndex(p => new
            {
                p.RoundId,
                p.Wave,
                p.Host,
                p.Address,
                p.ServerName,
            })
            .IsUnique();
        builder
            .HasIndex(p => new { p.RoundId, p.Wave })
            .HasFilter("done_at IS NULL")
            .HasDatabaseName("ix_round_pairs_open");
        // Before each connection it is asked whether its address rests, over the rounds of all years.
        builder.HasIndex(p => new { p.Address, p.DoneAt }).HasFilter("done_at IS NOT NULL");
    }
}
