using Dashboard.Core.Organisations;
using Dashboard.Data.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Organisations;

public enum RegisterImportState
{
    /// <summary>Read whole and compared; nothing is changed yet.</summary>
    Staged,

    /// <summary>A snapshot: what the source said on that day.</summary>
    Applied,

    /// <summary>Thrown away, or overtaken by another import of the same source.</summary>
    Discarded,
}

/// <summary>One file of a source, from its upload to the snapshot it became.</summary>
public sealed class RegisterImport
{
    public int Id { get; init; }

    public required RegisterSource Source { get; init; }

    /// <summary>The list that a list file is; null while it is new, and for registers.</summary>
    public int? ListId { get; set; }

    /// <summary>The list that was named, also where a register's domains become one.</summary>
    public string? ListName { get; init; }

    public required string FileName { get; init; }

    /// <summary>SHA-256, lower-case hexadecimal.</summary>
    public required string FileHash { get; init; }

    public required long FileLength { get; init; }

    /// <summary>When the register made it, where the file says so.</summary>
    public DateTimeOffset? MadeAt { get; init; }

    public required RegisterImportState State { get; set; }

    public required DateTimeOffset StagedAt { get; init; }

    public required string StagedBy { get; init; }

    public DateTimeOffset? AppliedAt { get; set; }

    public string? AppliedBy { get; set; }

    /// <summary>The day it counts for, in Europe/Amsterdam.</summary>
    public DateOnly? AppliedOn { get; set; }

    public required ChangeCounts Organisations { get; set; }

    public required ChangeCounts Domains { get; set; }

    public required int Hosts { get; init; }

    /// <summary>What is missing counts as missing.</summary>
    public bool CountsMissing { get; set; }

    /// <summary>The snapshot that it was compared with; null for a source's first.</summary>
    public int? FormerId { get; set; }
}

/// <summary>All entries of a staged file, as gzipped JSON; gone when it is applied or discarded.</summary>
public sealed class RegisterImportContent
{
    public required int ImportId { get; init; }

    public required byte[] Content { get; init; }
}

/// <summary>What an import changes about one organisation or domain; what stays the same is not among them.</summary>
public sealed class RegisterImportChange
{
    public required int ImportId { get; init; }

    public required int Position { get; init; }

    public required bool IsDomain { get; init; }

    public required RegisterChange Change { get; init; }

    /// <summary>A domain, or an organisation's key in the source.</summary>
    public required string Subject { get; init; }

    public required string Name { get; init; }

    /// <summary>What it was, in words of the source; null for what is new.</summary>
    public string? Before { get; init; }

    /// <summary>What it becomes; null for what the file does not name.</summary>
    public string? After { get; init; }
}

/// <summary>A line of an import that was refused, or that is worth a look.</summary>
public sealed class RegisterImportProblem
{
    public required int ImportId { get; init; }

    public required int Position { get; init; }

    public required bool Refused { get; init; }

    public required int Line { get; init; }

    public required RegisterReason Reason { get; init; }

    public required string Text { get; init; }
}

public sealed class RegisterImportMapping
    : IEntityTypeConfiguration<RegisterImport>,
        IEntityTypeConfiguration<RegisterImportContent>,
        IEntityTypeConfiguration<RegisterImportChange>,
        IEntityTypeConfiguration<RegisterImportProblem>
{
    public const int LongestFileName = 255;

    public void Configure(EntityTypeBuilder<RegisterImport> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("register_imports");
        builder.Property(i => i.Source).HasConversion<SlugConverter<RegisterSource>>();
        builder.Property(i => i.State).HasConversion<SlugConverter<RegisterImportState>>();
        builder.Property(i => i.Organisations).IsEvidence<ChangeCounts>();
        builder.Property(i => i.Domains).IsEvidence<ChangeCounts>();
        builder.Property(i => i.ListName).HasMaxLength(DomainListMapping.LongestName);
        builder.Property(i => i.FileName).HasMaxLength(LongestFileName);
        builder.Property(i => i.FileHash).HasMaxLength(64);
        builder.HasIndex(i => new
        {
            i.Source,
            i.ListId,
            i.AppliedAt,
        });
        builder.HasOne<DomainList>().WithMany().HasForeignKey(i => i.ListId);
        builder.HasOne<RegisterImport>().WithMany().HasForeignKey(i => i.FormerId);
    }

    public void Configure(EntityTypeBuilder<RegisterImportContent> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("register_import_contents");
        builder.HasKey(c => c.ImportId);
        builder.HasOne<RegisterImport>().WithMany().HasForeignKey(c => c.ImportId);
    }

    public void Configure(EntityTypeBuilder<RegisterImportChange> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("register_import_changes");
        builder.HasKey(c => new { c.ImportId, c.Position });
        builder.Property(c => c.Change).HasConversion<SlugConverter<RegisterChange>>();
        builder.HasIndex(c => c.Subject);
        builder.HasOne<RegisterImport>().WithMany().HasForeignKey(c => c.ImportId);
    }

    public void Configure(EntityTypeBuilder<RegisterImportProblem> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("register_import_problems");
        builder.HasKey(p => new { p.ImportId, p.Position });
        builder.Property(p => p.Reason).HasConversion<SlugConverter<RegisterReason>>();
        builder.HasOne<RegisterImport>().WithMany().HasForeignKey(p => p.ImportId);
    }
}
