using Dashboard.Core.Organisations;
using Dashboard.Data.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Organisations;

/// <summary>What an analyst can correct about an organisation; a correction outlives every import.</summary>
public enum OrganisationField
{
    Name,
    Layer,
    Parent,
    Ministry,
    Province,
    EndsOn,

    /// <summary>Of its mail domains the main one; no register names it.</summary>
    MainDomain,
}

/// <summary>
/// An organisation as it counts today. What its sources say is in <see cref="OrganisationRecord"/>; what an analyst has corrected
/// is named in <see cref="Corrected"/>.
/// </summary>
public sealed class Organisation
{
    public int Id { get; init; }

    /// <summary>
    /// Public: the register's number, else the last part of the TOOI, else one of our own. It stays, but for an organisation that lists
    /// alone knew until a register names it. Figures of rounds hold it.
    /// </summary>
    public required string Key { get; set; }

    /// <summary>Which it had before a register named it. Rounds of then and addresses of pages hold them; no other takes them.</summary>
    public string[] FormerKeys { get; set; } = [];

    public string? SystemId { get; set; }

    public string? Tooi { get; set; }

    public string? Oin { get; set; }

    public required string Name { get; set; }

    public string[] Abbreviations { get; set; } = [];

    public string[] Types { get; set; } = [];

    public OrganisationKind Kind { get; set; }

    public int? ParentId { get; set; }

    /// <summary>A joint arrangement's organisation, or the other way round.</summary>
    public int? RelatedId { get; set; }

    /// <summary>Its own; null for a part.</summary>
    public string? OwnLayer { get; set; }

    /// <summary>As the register or an analyst names it; an ancestor's counts where there is none.</summary>
    public int? OwnMinistryId { get; set; }

    /// <summary>A TOOI.</summary>
    public string? OwnProvince { get; set; }

    /// <summary>The first day on which it is no more, by its own record.</summary>
    public DateOnly? OwnEndsOn { get; set; }

    /// <summary>Where its figures count: itself, or for a part the nearest ancestor with a layer.</summary>
    public int? CountsAtId { get; set; }

    /// <summary>With what comes from ancestors.</summary>
    public required string Layer { get; set; }

    public int? MinistryId { get; set; }

    public string? Province { get; set; }

    /// <summary>The first day on which it is no more; the earliest of its own and its ancestors'.</summary>
    public DateOnly? EndsOn { get; set; }

    /// <summary>Who has taken over what it did; its domains are measured there.</summary>
    public int? SuccessorId { get; set; }

    public DateOnly? SuccessorFrom { get; set; }

    /// <summary>The mail domain that an analyst has chosen as its main one; null where nobody has.</summary>
    public string? MainDomain { get; set; }

    public OrganisationField[] Corrected { get; set; } = [];

    public bool IsMinistry => Types.Contains("Ministerie", StringComparer.OrdinalIgnoreCase);

    public bool IsActiveOn(DateOnly day) => EndsOn is null || day < EndsOn;
}

/// <summary>What one source says of an organisation, as its last file had it.</summary>
public sealed class OrganisationRecord
{
    public int Id { get; init; }

    public required int OrganisationId { get; set; }

    public required RegisterSource Source { get; init; }

    /// <summary>The list that it is of; null for a register.</summary>
    public int? ListId { get; init; }

    /// <summary>Within the source.</summary>
    public required string Key { get; init; }

    public required RegisterOrganisation Content { get; set; }

    public required Guid Fingerprint { get; set; }

    /// <summary>By the record, or since it was missing for too long.</summary>
    public DateOnly? EndsOn { get; set; }

    public int MissingSnapshots { get; set; }
}

public sealed class OrganisationMapping
    : IEntityTypeConfiguration<Organisation>,
        IEntityTypeConfiguration<OrganisationRecord>
{
    public const int LongestKey = 64;

    public void Configure(EntityTypeBuilder<Organisation> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("organisations");
        builder.Property(o => o.Key).HasMaxLength(LongestKey);
        builder.Property(o => o.Kind).HasConversion<SlugConverter<OrganisationKind>>();
        builder
            .PrimitiveCollection(o => o.Corrected)
            .ElementType()
            .HasConversion<SlugConverter<OrganisationField>>();
        builder.Property(o => o.MainDomain).HasMaxLength(Core.Dns.DomainName.MaximumLength);
        builder.HasIndex(o => o.Key).IsUnique();
        builder.HasIndex(o => o.SystemId).IsUnique();
        builder.HasIndex(o => o.Tooi).IsUnique();
        builder.HasIndex(o => o.Oin);
        builder.HasIndex(o => new { o.Layer, o.Name });
        builder.HasIndex(o => o.ParentId);
        builder.HasIndex(o => o.MinistryId);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(o => o.ParentId);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(o => o.RelatedId);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(o => o.OwnMinistryId);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(o => o.CountsAtId);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(o => o.MinistryId);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(o => o.SuccessorId);
        builder.Ignore(o => o.IsMinistry);
    }

    public void Configure(EntityTypeBuilder<OrganisationRecord> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("organisation_records");
        builder.Property(r => r.Source).HasConversion<SlugConverter<RegisterSource>>();
        builder.Property(r => r.Content).IsEvidence<RegisterOrganisation>();
        builder
            .HasIndex(r => new
            {
                r.Source,
                r.ListId,
                r.Key,
            })
            .IsUnique()
            .AreNullsDistinct(false);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(r => r.OrganisationId);
        builder.HasOne<DomainList>().WithMany().HasForeignKey(r => r.ListId);
    }
}
