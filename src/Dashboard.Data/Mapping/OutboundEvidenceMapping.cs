using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.Judgement;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Mapping;

/// <summary>What is seen of a sending test, and what its judgement says of each sender; all of it goes when the test goes.</summary>
public sealed class OutboundEvidenceMapping
    : IEntityTypeConfiguration<OutboundSessionRow>,
        IEntityTypeConfiguration<OutboundQueryRow>,
        IEntityTypeConfiguration<QueryLogRow>,
        IEntityTypeConfiguration<QueryLogGapRow>,
        IEntityTypeConfiguration<OutboundHealRow>,
        IEntityTypeConfiguration<OutboundIdentityRow>,
        IEntityTypeConfiguration<OutboundSenderRow>
{
    public void Configure(EntityTypeBuilder<OutboundSessionRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("outbound_sessions");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Evidence).IsEvidence<SmtpSessionEvidence>();
        builder.HasIndex(s => s.TestIds).HasMethod("gin");
        builder.HasIndex(s => s.TiedIds).HasMethod("gin");
        builder.HasIndex(s => new { s.SourceAddress, s.StartedAt });
        builder
            .HasIndex(s => new { s.LocalAddress, s.StartedAt })
            .HasFilter("cardinality(test_ids) = 0");
        builder.HasIndex(s => s.StartedAt).HasFilter("cardinality(tied_ids) = 0");
    }

    public void Configure(EntityTypeBuilder<OutboundQueryRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("outbound_queries");
        builder.HasKey(q => q.Id);
        builder.Property(q => q.Name).HasMaxLength(DomainName.MaximumLength);
        builder.Property(q => q.Type).HasConversion<SlugConverter<DnsRecordType>>();
        builder.HasIndex(q => new { q.TestId, q.At });
        builder.HasIndex(q => q.At);
        BelongsToTest(builder, nameof(OutboundQueryRow.TestId));
    }

    public void Configure(EntityTypeBuilder<QueryLogRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("query_logs");
        builder.HasKey(log => log.Path);
    }

    public void Configure(EntityTypeBuilder<QueryLogGapRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("query_log_gaps");
        builder.HasKey(gap => gap.Id);
        builder.HasIndex(gap => gap.Until);
    }

    public void Configure(EntityTypeBuilder<OutboundHealRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("outbound_heals");
        builder.HasKey(h => new { h.TestId, h.Probe });
        builder.Property(h => h.Probe).HasConversion<SlugConverter<OutboundProbeId>>();
        builder.Property(h => h.Action).HasConversion<SlugConverter<HealAction>>();
        BelongsToTest(builder, nameof(OutboundHealRow.TestId));
    }

    public void Configure(EntityTypeBuilder<OutboundIdentityRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("outbound_identities");
        builder.HasKey(i => i.Id);
        builder.Property(i => i.Identity).IsEvidence<MessageIdentity>();
        builder.HasIndex(i => i.TestId);
        BelongsToTest(builder, nameof(OutboundIdentityRow.TestId));
    }

    public void Configure(EntityTypeBuilder<OutboundSenderRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("outbound_senders");
        builder.HasKey(s => new { s.TestId, s.Position });
        builder.Property(s => s.Domain).HasMaxLength(DomainName.MaximumLength);
        builder.Property(s => s.Verdict).HasConversion<SlugConverter<SenderVerdictKind>>();
        builder.Property(s => s.ConnectionType).HasConversion<short?>();
        builder.Property(s => s.AttackerConnectionType).HasConversion<short?>();
        builder
            .PrimitiveCollection(s => s.Settled)
            .ElementType()
            .HasConversion<SlugConverter<OutboundProbeId>>();
        builder
            .PrimitiveCollection(s => s.Wrong)
            .ElementType()
            .HasConversion<SlugConverter<OutboundProbeId>>();
        builder.Ignore(s => s.Findings);
        builder.HasIndex(s => s.Domain);
        BelongsToTest(builder, nameof(OutboundSenderRow.TestId));
    }

    private static void BelongsToTest<TRow>(EntityTypeBuilder<TRow> builder, string testId)
        where TRow : class =>
        builder
            .HasOne(typeof(OutboundTestRow))
            .WithMany()
            .HasForeignKey(testId)
            .OnDelete(DeleteBehavior.Cascade);
}
