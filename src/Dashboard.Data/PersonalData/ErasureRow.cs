using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.PersonalData;

/// <summary>
/// That a person's data were erased, so that they are erased again where an older backup brings them back. It names nobody: who
/// knows the name can see that it is meant, by the same digest.
/// </summary>
public sealed class ErasureRow
{
    public required Guid Id { get; init; }

    /// <summary>SHA-256 of the address or the name in lower case, as UTF-8.</summary>
    public required byte[] Digest { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>From then on no backup is expected to bring the data back.</summary>
    public required DateTimeOffset ForgetAt { get; init; }
}

public sealed class ErasureMapping : IEntityTypeConfiguration<ErasureRow>
{
    public void Configure(EntityTypeBuilder<ErasureRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("erasures");
        builder.HasIndex(e => e.Digest);
        builder.HasIndex(e => e.ForgetAt);
    }
}
