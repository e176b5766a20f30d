using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Mapping;

public sealed class OutboundTestMapping : IEntityTypeConfiguration<OutboundTestRow>
{
    public const string OneOpenTestPerAddressSet = "ix_outbound_tests_open_address_set";

    public const string OneOpenRound = "ix_outbound_tests_open_round";

    private const string Open = "closed_at IS NULL";

    public void Configure(EntityTypeBuilder<OutboundTestRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var test = builder;
        test.ToTable("outbound_tests");
        test.HasKey(t => t.Id);
        test.Property(t => t.ViewId).HasMaxLength(PublicId.Length);
        test.Property(t => t.ReadingId).HasMaxLength(PublicId.Length);
        test.Property(t => t.Zone).HasMaxLength(DomainName.MaximumLength);
        test.Property(t => t.Token).HasMaxLength(TestToken.Length);
        test.Property(t => t.HostToken).HasMaxLength(TestToken.Length);
        test.Property(t => t.Kind).HasConversion<SlugConverter<OutboundTestKind>>();
        test.Property(t => t.VerdictKind).HasConversion<SlugConverter<SenderVerdictKind>>();
        test.Property(t => t.Hosts).IsEvidence<IReadOnlyList<ProbeHost>>();
        test.Property(t => t.Verdict).IsEvidence<OutboundVerdict>();

        test.HasIndex(t => t.ViewId).IsUnique();
        test.HasIndex(t => t.ReadingId).IsUnique();
        test.HasIndex(t => t.HostToken).IsUnique();
        // The rounds of a standing test follow each other under one token.
        test.HasIndex(t => t.Token).IsUnique().HasFilter(Open);
        test.HasIndex(t => t.AddressSet, OneOpenTestPerAddressSet)
            .HasDatabaseName(OneOpenTestPerAddressSet)
            .IsUnique()
            .HasFilter(Open);
        test.HasIndex(t => t.StandingTestId, OneOpenRound)
            .HasDatabaseName(OneOpenRound)
            .IsUnique()
            .HasFilter(Open);
        test.HasIndex(t => new { t.StandingTestId, t.Round }).IsUnique();
        test.HasIndex(t => t.DueAt).HasFilter(Open);
        test.HasIndex(t => t.ClosedAt).HasFilter("evidence_removed_at IS NULL");
        test.HasIndex(t => t.Addresses).HasMethod("gin").HasFilter(Open);

        test.HasOne<StandingTestRow>()
            .WithMany()
            .HasForeignKey(t => t.StandingTestId)
            .OnDelete(DeleteBehavior.Cascade);
    }
}
