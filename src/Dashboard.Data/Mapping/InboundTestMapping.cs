using Dashboard.Core;
using Dashboard.Core.Inbound;
using Dashboard.Data.Evidence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Mapping;

public sealed class InboundTestMapping : IEntityTypeConfiguration<InboundTest>
{
    public const string OneOpenTestPerDomain = "ix_inbound_tests_open_domain";

    public void Configure(EntityTypeBuilder<InboundTest> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var test = builder;
        test.HasKey(t => t.Id);
        test.Property(t => t.Id).HasMaxLength(PublicId.Length).IsFixedLength(false);
        test.Property(t => t.Domain).HasMaxLength(Core.Dns.DomainName.MaximumLength);

        test.Property(t => t.Profile).HasConversion<SlugConverter<InboundTestProfile>>();
        test.Property(t => t.State).HasConversion<SlugConverter<InboundTestState>>();
        test.Property(t => t.Status).HasConversion<SlugConverter<DomainStatus>>();
        test.Property(t => t.Delivery).HasConversion<SlugConverter<Delivery>>();
        test.Property(t => t.ConnectionType).HasConversion<short?>();
        test.Property(t => t.AttackerConnectionType).HasConversion<short?>();

        test.Property(t => t.Progress).IsEvidence<IReadOnlyList<ProgressStep>>();

        test.HasIndex(t => new { t.Domain, t.CreatedAt }).IsDescending(false, true);
        // Two visitors who ask the same of one domain at the same moment get one test, also from two web processes.
        test.HasIndex(t => new { t.Domain, t.Profile }, OneOpenTestPerDomain)
            .HasDatabaseName(OneOpenTestPerDomain)
            .IsUnique()
            .HasFilter("state IN ('queued', 'running')");
        test.HasIndex(t => t.TouchedAt).HasFilter("state IN ('queued', 'running')");
        test.HasOne<ObservationRow>()
            .WithMany()
            .HasForeignKey(t => t.ObservationId)
            .OnDelete(DeleteBehavior.Restrict);

        test.ToTable(table =>
            table.HasCheckConstraint(
                "ck_inbound_tests_done_has_verdict",
                "state <> 'done' OR (observation_id IS NOT NULL AND method_version IS NOT NULL)"
            )
        );
    }
}
