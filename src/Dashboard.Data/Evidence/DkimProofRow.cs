using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.MailAuthentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Evidence;

/// <summary>
/// The newest valid, aligned DKIM signature in a control message of a sending test, of each domain in a From field. It outlives the
/// test: it counts for a year, and evidence of tests is kept for less.
/// </summary>
public sealed class DkimProofRow
{
    /// <summary>Of the From field, in A-labels.</summary>
    public required string Domain { get; init; }

    /// <summary>Of the key, in A-labels.</summary>
    public required string Signer { get; init; }

    public required string Selector { get; init; }

    public required DateTimeOffset SeenAt { get; init; }

    public DkimProof ToProof() => new(DomainName.Parse(Signer), Selector, SeenAt);
}

public sealed class DkimProofMapping : IEntityTypeConfiguration<DkimProofRow>
{
    public void Configure(EntityTypeBuilder<DkimProofRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("dkim_proofs");
        builder.HasKey(p => p.Domain);
        builder.Property(p => p.Domain).HasMaxLength(DomainName.MaximumLength);
        builder.Property(p => p.Signer).HasMaxLength(DomainName.MaximumLength);
        builder.Property(p => p.Selector).HasMaxLength(DomainName.MaximumLength);
        builder.HasIndex(p => p.SeenAt);
    }
}
