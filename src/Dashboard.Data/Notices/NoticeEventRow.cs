using Dashboard.Core.Dns;
using Dashboard.Core.Notices;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Data.Mapping;
using Dashboard.Data.Rounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Notices;

/// <summary>What notices are made of.</summary>
public enum NoticeKind
{
    /// <summary>The verdict of a domain changed, and a second test says the same.</summary>
    Changed,

    /// <summary>A certificate that a TLSA record is bound to is about to end.</summary>
    CertificateEnds,

    /// <summary>A DNSSEC signature is about to end unrenewed.</summary>
    SignatureEnds,

    /// <summary>The explanation of an organisation is about to end.</summary>
    ExplanationEnds,

    /// <summary>Mail to a standing test did not come when it should.</summary>
    StandingTestOverdue,

    /// <summary>The mail server of a standing test protects mail less well than in the round before.</summary>
    StandingTestWorse,

    /// <summary>A measurement is done and not public yet; for accounts alone.</summary>
    RoundMeasured,

    /// <summary>A measurement is public.</summary>
    RoundPublished,
}

/// <summary>What is known of how a sender checks certificates.</summary>
/// <param name="Known">Whether it checks them at all was settled.</param>
/// <param name="VerifiesPkix">It checks them by WebPKI.</param>
public sealed record NoticedCheck(bool Known, bool VerifiesPkix);

/// <summary>The facts of an event that its sentence needs.</summary>
public sealed record NoticeFacts
{
    public WatchedVerdict? Before { get; init; }

    public WatchedVerdict? After { get; init; }

    /// <summary>Of the sender of a standing test, in the round before.</summary>
    public SenderVerdictKind? SendingBefore { get; init; }

    public SenderVerdictKind? SendingAfter { get; init; }

    /// <summary>Without it nobody can say that an opportunistic sender checks nothing.</summary>
    public NoticedCheck? CheckBefore { get; init; }

    public NoticedCheck? CheckAfter { get; init; }

    /// <summary>The public test that shows it.</summary>
    public string? TestId { get; init; }

    /// <summary>By which that test was judged.</summary>
    public string? MethodVersion { get; init; }

    /// <summary>The host of the certificate, the zone of the signature, or the domain of the sender where one is proven.</summary>
    public string? Where { get; init; }

    /// <summary>When what ends, ends.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>Of a certificate that ends.</summary>
    public CertificateRole? Role { get; init; }

    /// <summary>Of an explanation: the standard, by its slug.</summary>
    public string? Standard { get; init; }

    /// <summary>Of a standing test or a round.</summary>
    public string? Name { get; init; }
}

/// <summary>Something that subscribers are notified of, once.</summary>
public sealed class NoticeEventRow
{
    public long Id { get; init; }

    /// <summary>What happened, so that it is written once.</summary>
    public required string Key { get; init; }

    public required NoticeKind Kind { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>In A-labels; null where it is not about one.</summary>
    public string? Domain { get; init; }

    public string? OrganisationKey { get; set; }

    public string? StandingTestId { get; init; }

    public int? RoundId { get; init; }

    public required NoticeFacts Facts { get; init; }
}

/// <summary>A domain that somebody subscribed to: its verdict that is confirmed, and the one that waits for confirmation.</summary>
public sealed class WatchedDomainRow
{
    public required string Domain { get; init; }

    public WatchedVerdict? Confirmed { get; set; }

    public WatchedVerdict? Pending { get; set; }

    public DateTimeOffset? PendingSince { get; set; }

    /// <summary>Tests that finished until then have been looked at; null while there was none.</summary>
    public DateTimeOffset? SeenUntil { get; set; }

    /// <summary>When a test of our own is due, unless somebody else's comes before.</summary>
    public required DateTimeOffset TestAt { get; set; }
}

public sealed class NoticeMapping
    : IEntityTypeConfiguration<NoticeEventRow>,
        IEntityTypeConfiguration<WatchedDomainRow>
{
    public const int LongestKey = 500;

    public void Configure(EntityTypeBuilder<NoticeEventRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("notice_events");
        builder.Property(e => e.Key).HasMaxLength(LongestKey);
        builder.Property(e => e.Kind).HasConversion<SlugConverter<NoticeKind>>();
        builder.Property(e => e.Domain).HasMaxLength(DomainName.MaximumLength);
        builder.Property(e => e.OrganisationKey).HasMaxLength(RoundValueMapping.LongestKey);
        builder.Property(e => e.StandingTestId).HasMaxLength(36);
        builder.Property(e => e.Facts).IsEvidence<NoticeFacts>();
        builder.HasIndex(e => e.Key).IsUnique();
        builder.HasIndex(e => e.At);
        builder.HasOne<RoundRow>().WithMany().HasForeignKey(e => e.RoundId);
    }

    public void Configure(EntityTypeBuilder<WatchedDomainRow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("watched_domains");
        builder.HasKey(w => w.Domain);
        builder.Property(w => w.Domain).HasMaxLength(DomainName.MaximumLength);
        builder.Property(w => w.Confirmed).IsEvidence<WatchedVerdict>();
        builder.Property(w => w.Pending).IsEvidence<WatchedVerdict>();
        builder.HasIndex(w => w.TestAt);
    }
}
