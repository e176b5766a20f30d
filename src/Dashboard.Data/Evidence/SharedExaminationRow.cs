using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Data.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Evidence;

/// <summary>
/// The newest full examination of the TLS of one address of an MX host, which a visitor asked for or which was due. It serves everybody
/// for a while, and while one is under way nobody starts another. The newest whole one counts with rounds for a month.
/// </summary>
public sealed class SharedExaminationRow
{
    /// <summary>The MX host in A-labels.</summary>
    public required string Host { get; init; }

    public required string Address { get; init; }

    /// <summary>The name sent as SNI, in A-labels.</summary>
    public required string ServerName { get; init; }

    /// <summary>Until then a process is at it, unless it renews that; null where none is.</summary>
    public DateTimeOffset? ClaimedUntil { get; set; }

    /// <summary>Who is at it: an id that is made for each claim, so that one which lapsed is not taken for the next.</summary>
    public Guid? ClaimedBy { get; set; }

    /// <summary>How long <see cref="Document"/> serves; null where there is none.</summary>
    public DateTimeOffset? ServesUntil { get; set; }

    /// <summary>The examination as JSON, with its certificates.</summary>
    public string? Document { get; set; }

    /// <summary>When the newest whole one began, unless a round saw another server since; null where there is none.</summary>
    public DateTimeOffset? WholeAt { get; set; }

    /// <summary>That one as JSON, with its certificates.</summary>
    public string? Whole { get; set; }

    /// <summary>When it was last tried because it was due; null where it never was.</summary>
    public DateTimeOffset? TriedAt { get; set; }

    public static string Write(TlsExamination examination) =>
        JsonbText.WithoutNul(JsonSerializer.Serialize(examination, EvidenceJson.Options));

    public static TlsExamination Read(string document) =>
        JsonSerializer.Deserialize<TlsExamination>(document, EvidenceJson.Options)
        ?? throw new JsonException("The stored examination is null.");
}

public sealed class SharedExaminationMapping : IEntityTypeConfiguration<SharedExaminationRow>
{
    public void Configure(EntityTypeBuilder<SharedExaminationRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("shared_examinations");
        builder.HasKey(e => new
        {
            e.Host,
            e.Address,
            e.ServerName,
        });
        builder.Property(e => e.Host).HasMaxLength(Core.Dns.DomainName.MaximumLength);
        builder.Property(e => e.Address).HasMaxLength(45);
        builder.Property(e => e.ServerName).HasMaxLength(Core.Dns.DomainName.MaximumLength);
        builder.Property(e => e.Document).HasColumnType("jsonb");
        builder.Property(e => e.Whole).HasColumnType("jsonb");
        builder.HasIndex(e => e.ServesUntil);
        builder.HasIndex(e => e.Address);
    }
}
