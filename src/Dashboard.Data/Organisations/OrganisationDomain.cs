using Dashboard.Core.Dns;
using Dashboard.Core.Organisations;
using Dashboard.Data.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Organisations;

/// <summary>A mail domain of an organisation by one source, on the days from <see cref="From"/> until <see cref="Until"/>.</summary>
public sealed class OrganisationDomain
{
    public int Id { get; init; }

    public required int OrganisationId { get; set; }

    /// <summary>In A-labels.</summary>
    public required string Domain { get; init; }

    public required RegisterSource Source { get; init; }

    /// <summary>The list that it is of; null for a register and for what an analyst has typed.</summary>
    public int? ListId { get; init; }

    /// <summary>
    /// The key of the organisation in the source. Null for what an analyst has typed, but for a domain that comes back: the first day
    /// of that stay.
    /// </summary>
    public string? RecordKey { get; set; }

    /// <summary>The first day on which it is the organisation's; null since before anybody counted.</summary>
    public DateOnly? From { get; set; }

    /// <summary>The first day on which it is not any more; null while it is.</summary>
    public DateOnly? Until { get; set; }

    /// <summary>The days by the source alone, which a correction by hand leaves as they are.</summary>
    public DateOnly? SourceFrom { get; set; }

    public DateOnly? SourceUntil { get; set; }

    /// <summary>The first day as the source writes it, though the domain came from another organisation later.</summary>
    public DateOnly? StatedFrom { get; set; }

    public string[] RegisterIds { get; set; } = [];

    /// <summary>In the register's words.</summary>
    public string? Purpose { get; set; }

    /// <summary>A registered organisation; any other holder is not kept.</summary>
    public string? Holder { get; set; }

    public Guid Fingerprint { get; set; }

    public int MissingSnapshots { get; set; }

    /// <summary>An analyst has set the days.</summary>
    public bool IsCorrected { get; set; }
}

/// <summary>A host or address that is shown with an organisation and not measured.</summary>
public sealed class OrganisationHost
{
    public int Id { get; init; }

    public required int OrganisationId { get; init; }

    public required RegisterSource Source { get; init; }

    public required string Host { get; init; }

    /// <summary>By the public suffix list.</summary>
    public string? RegistrableDomain { get; init; }

    public string? Label { get; init; }

    public DateOnly? Until { get; init; }
}

public sealed class OrganisationDomainMapping
    : IEntityTypeConfiguration<OrganisationDomain>,
        IEntityTypeConfiguration<OrganisationHost>
{
    public void Configure(EntityTypeBuilder<OrganisationDomain> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("organisation_domains");
        builder.Property(d => d.Domain).HasMaxLength(DomainName.MaximumLength);
        builder.Property(d => d.Source).HasConversion<SlugConverter<RegisterSource>>();
        builder
            .HasIndex(d => new
            {
                d.Source,
                d.ListId,
                d.RecordKey,
                d.OrganisationId,
                d.Domain,
            })
            .IsUnique()
            .AreNullsDistinct(false);
        builder.HasIndex(d => d.Domain);
        builder.HasIndex(d => d.OrganisationId);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(d => d.OrganisationId);
        builder.HasOne<DomainList>().WithMany().HasForeignKey(d => d.ListId);
    }

    public void Configure(EntityTypeBuilder<OrganisationHost> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("organisation_hosts");
        builder.Property(h => h.Source).HasConversion<SlugConverter<RegisterSource>>();
        builder.Property(h => h.Host).HasMaxLength(DomainName.MaximumLength);
        builder.Property(h => h.RegistrableDomain).HasMaxLength(DomainName.MaximumLength);
        builder.HasIndex(h => h.OrganisationId);
        builder.HasIndex(h => h.RegistrableDomain);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(h => h.OrganisationId);
    }
}
