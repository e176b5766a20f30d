using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Rounds;

/// <summary>What a database was made for; written when it is made and never after.</summary>
public sealed class DatabaseMarkRow
{
    /// <summary>For a lab: states of sending may be set in it.</summary>
    public const string Lab = "lab";

    public required string Name { get; init; }

    public required DateTimeOffset At { get; init; }
}

public sealed class DatabaseMarkMapping : IEntityTypeConfiguration<DatabaseMarkRow>
{
    public void Configure(EntityTypeBuilder<DatabaseMarkRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("database_marks");
        builder.HasKey(m => m.Name);
        builder.Property(m => m.Name).HasMaxLength(40);
    }
}
