using Dashboard.Core.Dns;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Organisations.Pages;
using Dashboard.Web.Features.Rounds.Control;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Corrections;

internal enum CommentRefusal
{
    /// <summary>The correction period is over.</summary>
    NotInCorrection,
    TextMissing,

    /// <summary>Not a domain of the organisation in this round.</summary>
    NoSuchDomain,

    /// <summary>More than an organisation has to say.</summary>
    TooMany,
    NoSuchComment,

    /// <summary>It has been decided.</summary>
    Decided,

    /// <summary>A domain is being measured; one at a time.</summary>
    BeingMeasured,
    NotDone,
}

/// <summary>What organisations say of their results before publication, and what an analyst decides. Results are never typed.</summary>
internal sealed class RoundComments(
    IDbContextFactory<DashboardDb> database,
    OrganisationRounds rounds,
    RoundControl control,
    TimeProvider time
)
{
    /// <summary>Of one organisation in one round that are not decided: a link may come into wrong hands.</summary>
    public const int MostOpen = 50;

    /// <param name="domain">Null for a comment on the whole.</param>
    /// <param name="account">The member's, for the audit log; null by a link, of which nobody knows who holds it.</param>
    public async Task<CommentRefusal?> AddAsync(
        OpenedLink link,
        CommentKind kind,
        string? domain,
        string text,
        string? account,
        CancellationToken cancellation
    )
    {
        if (link.Round.State != RoundState.Correction)
        {
            return CommentRefusal.NotInCorrection;
        }
        var written = text.Replace("\0", "", StringComparison.Ordinal).Trim();
        if (written.Length is 0 or > RoundCommentMapping.LongestText)
        {
            return CommentRefusal.TextMissing;
        }
        if (
            domain is not null
            && !(await rounds.ResultsAsync(link.OrganisationKey, link.Round, cancellation)).Any(
                result => result.Domain.Value == domain
            )
        )
        {
            return CommentRefusal.NoSuchDomain;
        }
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        // Until the comment is there the round does not end.
        if (
            await db.Set<RoundRow>()
                .FromSql($"SELECT * FROM rounds WHERE id = {link.Round.Id} FOR SHARE")
                .AsNoTracking()
                .Select(r => (RoundState?)r.State)
                .SingleOrDefaultAsync(cancellation)
            is not RoundState.Correction
        )
        {
            return CommentRefusal.NotInCorrection;
        }
        if (
            await db.Set<RoundCommentRow>()
                .CountAsync(
                    c =>
                        c.RoundId == link.Round.Id
                        && c.OrganisationKey == link.OrganisationKey
                        && c.Decision == CommentDecision.Open,
                    cancellation
                ) >= MostOpen
        )
        {
            return CommentRefusal.TooMany;
        }
        db.Add(
            new RoundCommentRow
            {
                RoundId = link.Round.Id,
                OrganisationKey = link.OrganisationKey,
                Domain = domain,
                Kind = kind,
                Text = written,
                CreatedAt = time.GetUtcNow(),
            }
        );
        if (account is not null)
        {
            db.Write(
                time,
                account,
                "comment-added",
                RoundControl.Subject(link.Round.Id),
                before: null,
                new
                {
                    link.OrganisationKey,
                    Domain = domain,
                    Kind = kind,
                }
            );
        }
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }

    /// <param name="organisation">Null for those of all.</param>
    /// <returns>Open ones first, then the newest.</returns>
    public async Task<IReadOnlyList<RoundCommentRow>> OfAsync(
        int round,
        string? organisation,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db.Set<RoundCommentRow>()
            .AsNoTracking()
            .Where(c =>
                c.RoundId == round && (organisation == null || c.OrganisationKey == organisation)
            )
            .OrderBy(c => c.Decision == CommentDecision.Open ? 0 : 1)
            .ThenByDescending(c => c.Id)
            .Take(500)
            .ToListAsync(cancellation);
    }

    /// <summary>
    /// Decides a comment, once. Accepting one on a domain can have the domain measured again; what comes of that replaces the result.
    /// </summary>
    /// <param name="text">The reason; for the organisation to read.</param>
    public async Task<CommentRefusal?> DecideAsync(
        int round,
        int id,
        bool accept,
        bool remeasure,
        string text,
        string actor,
        CancellationToken cancellation
    )
    {
        var reason = text.Replace("\0", "", StringComparison.Ordinal).Trim();
        if (reason.Length is 0 or > RoundAttemptMapping.LongestReason)
        {
            return CommentRefusal.TextMissing;
        }
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        // Who decides at the same time waits, and finds it decided.
        if (
            await db.Set<RoundCommentRow>()
                .FromSql(
                    $"SELECT * FROM round_comments WHERE id = {id} AND round_id = {round} FOR NO KEY UPDATE"
                )
                .SingleOrDefaultAsync(cancellation)
            is not { } comment
        )
        {
            return CommentRefusal.NoSuchComment;
        }
        if (comment.Decision != CommentDecision.Open)
        {
            return CommentRefusal.Decided;
        }
        // Of one who started to decide and did not come to the end.
        var started = await db.Set<RoundCorrectionRow>()
            .Where(c => c.RoundId == round && c.CommentId == id)
            .MaxAsync(c => (short?)c.Wave, cancellation);
        if (started is not null && !(accept && remeasure))
        {
            return CommentRefusal.BeingMeasured;
        }
        if (accept && remeasure)
        {
            if (!DomainName.TryParse(comment.Domain, out var domain))
            {
                return CommentRefusal.NoSuchDomain;
            }
            switch (
                started is not null
                    ? null
                    : await control
                        .As(actor)
                        .RemeasureAsync(round, domain, reason, comment.Id, cancellation)
            )
            {
                case null:
                    break;
                case ControlRefusal.BeingMeasured:
                    return CommentRefusal.BeingMeasured;
                case ControlRefusal.WrongState:
                    return CommentRefusal.NotInCorrection;
                default:
                    return CommentRefusal.NotDone;
            }
            comment.Wave =
                started
                ?? await db.Set<RoundCorrectionRow>()
                    .Where(c => c.RoundId == round && c.CommentId == id)
                    .MaxAsync(c => (short?)c.Wave, cancellation);
        }
        comment.Decision = accept ? CommentDecision.Accepted : CommentDecision.Rejected;
        comment.DecisionText = reason;
        comment.DecidedAt = time.GetUtcNow();
        // The words are in the comment alone, which is kept shorter than the log.
        db.Write(
            time,
            actor,
            accept ? "comment-accepted" : "comment-rejected",
            RoundControl.Subject(round),
            new
            {
                Comment = comment.Id,
                comment.OrganisationKey,
                comment.Domain,
                comment.Kind,
            },
            new { comment.Wave }
        );
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }
}
