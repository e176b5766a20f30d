using Dashboard.Core.Dns;
using Dashboard.Data.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Organisations;

/// <summary>How a list of domains is made.</summary>
public enum DomainListKind
{
    /// <summary>From files: its domains are those that the last one named.</summary>
    Imported,

    /// <summary>By a choice among all organisations, made anew whenever it is used.</summary>
    Filter,

    /// <summary>Domain by domain.</summary>
    ByHand,
}

/// <summary>Which organisations' domains are on a list: all that are of one of the values of each field that is named.</summary>
public sealed record DomainListFilter
{
    public IReadOnlyList<string> Layers { get; init; } = [];

    /// <summary>Keys of organisations.</summary>
    public IReadOnlyList<string> Ministries { get; init; } = [];

    /// <summary>TOOIs.</summary>
    public IReadOnlyList<string> Provinces { get; init; } = [];

    /// <summary>Names of providers of mail, as of the newest published round.</summary>
    public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>Keys of organisations; parts of them count too.</summary>
    public IReadOnlyList<string> Organisations { get; init; } = [];
}

/// <summary>A named selection of domains, beside the registers.</summary>
public sealed class DomainList
{
    public int Id { get; init; }

    public required string Name { get; set; }

    public string? Description { get; set; }

    public required DomainListKind Kind { get; init; }

    public DomainListFilter? Filter { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A domain that somebody put on a list.</summary>
public sealed class DomainListMember
{
    public required int ListId { get; init; }

    public required string Domain { get; init; }
}

public sealed class DomainListMapping
    : IEntityTypeConfiguration<DomainList>,
        IEntityTypeConfiguration<DomainListMember>
{
    public const int LongestName = 100;
    public const int LongestDescription = 1000;

    public void Configure(EntityTypeBuilder<DomainList> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("domain_lists");
        builder.Property(l => l.Name).HasMaxLength(LongestName);
        builder.Property(l => l.Description).HasMaxLength(LongestDescription);
        builder.Property(l => l.Kind).HasConversion<SlugConverter<DomainListKind>>();
        builder.Property(l => l.Filter).IsEvidence<DomainListFilter>();
        builder.HasIndex(l => l.Name).IsUnique();
    }

    public void Configure(EntityTypeBuilder<DomainListMember> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("domain_list_members");
        builder.HasKey(m => new { m.ListId, m.Domain });
        builder.Property(m => m.Domain).HasMaxLength(DomainName.MaximumLength);
        builder.HasIndex(m => m.Domain);
        builder.HasOne<DomainList>().WithMany().HasForeignKey(m => m.ListId);
    }
}
