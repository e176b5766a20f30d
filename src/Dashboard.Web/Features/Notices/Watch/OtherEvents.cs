using System.Globalization;
using Dashboard.Core;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Data;
using Dashboard.Data.Notices;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Organisations.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Notices.Watch;

/// <summary>Explanations that end, standing tests that wait for mail, and rounds: what is reported besides tests of domains.</summary>
internal sealed class OtherEvents(
    IDbContextFactory<DashboardDb> database,
    IOptions<NoticeOptions> settings,
    TimeProvider time
)
{
    /// <summary>What happened before that is no news.</summary>
    private static readonly TimeSpan News = TimeSpan.FromDays(7);

    /// <summary>Mail that comes by a clock comes late now and then.</summary>
    private static readonly TimeSpan LeastSlack = TimeSpan.FromHours(6);

    /// <summary>Of a standing test: rounds before the newest that it is compared with, where those between say nothing.</summary>
    private const int RoundsBack = 10;

    public async Task LookAsync(CancellationToken cancellation)
    {
        await ExplanationsAsync(cancellation);
        await StandingTestsAsync(cancellation);
        await WorseAsync(cancellation);
        await RoundsAsync(cancellation);
    }

    private async Task ExplanationsAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var today = DutchTime.DayOf(now);
        var until = today.AddDays((int)settings.Value.ExplanationWarning.TotalDays);
        await using var db = await database.CreateDbContextAsync(cancellation);
        var followed = Followed.Keys(db, SubscriptionTarget.Organisation);
        var ending = await db.Set<ExplanationRow>()
            .Where(e =>
                e.EndedAt == null
                && e.RemindedAt == null
                && e.ValidUntil >= today
                && e.ValidUntil <= until
                && followed.Contains(e.OrganisationKey)
            )
            .ToListAsync(cancellation);
        foreach (var explanation in ending)
        {
            explanation.RemindedAt = now;
            db.Add(
                new NoticeEventRow
                {
                    Key = Key("explanation-ends", explanation.Id),
                    Kind = NoticeKind.ExplanationEnds,
                    At = now,
                    OrganisationKey = explanation.OrganisationKey,
                    Facts = new()
                    {
                        Standard = Slug.Of(explanation.Standard),
                        Where = explanation.Domain,
                        // Noon of its last day, wherever that is read.
                        EndsAt = new DateTimeOffset(
                            explanation.ValidUntil,
                            new TimeOnly(12, 0),
                            TimeSpan.Zero
                        ),
                    },
                }
            );
        }
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>One event a silence: the next one needs mail in between.</summary>
    private async Task StandingTestsAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancellation);
        var keys = await Followed
            .Keys(db, SubscriptionTarget.StandingTest)
            .Distinct()
            .ToListAsync(cancellation);
        if (keys.Count == 0)
        {
            return;
        }
        var ids = keys.ConvertAll(key => Guid.ParseExact(key, "N"));
        var followed = await db
            .StandingTests.AsNoTracking()
            .Where(s => ids.Contains(s.Id) && s.EndedAt == null)
            .Select(s => new
            {
                Test = s,
                // A round goes on for a day after its first mail; silence counts from its end.
                LastMail = db
                    .OutboundTests.Where(t => t.StandingTestId == s.Id && t.FirstMailAt != null)
                    .Max(t => (DateTimeOffset?)(t.ClosedAt ?? t.ClosesAt)),
            })
            .ToListAsync(cancellation);
        foreach (var one in followed)
        {
            var from = one.LastMail ?? one.Test.CreatedAt;
            var slack = one.Test.Interval / 2 > LeastSlack ? one.Test.Interval / 2 : LeastSlack;
            var id = one.Test.Id.ToString("N");
            var key = string.Create(
                CultureInfo.InvariantCulture,
                $"standing-test:{id}:{from.UtcTicks}"
            );
            if (
                now - from <= one.Test.Interval + slack
                || await db.Set<NoticeEventRow>().AnyAsync(e => e.Key == key, cancellation)
            )
            {
                continue;
            }
            db.Add(
                new NoticeEventRow
                {
                    Key = key,
                    Kind = NoticeKind.StandingTestOverdue,
                    At = now,
                    StandingTestId = id,
                    Facts = new() { Name = one.Test.Name, EndsAt = from },
                }
            );
        }
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>
    /// A sender whose newest round that says something says worse than the one before. Only what cannot get better any more is reported: the
    /// verdict of a closed round, or one that is firm. Each sender is compared with itself: anybody who knows the addresses can mail them.
    /// </summary>
    private async Task WorseAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var since = now - News;
        await using var db = await database.CreateDbContextAsync(cancellation);
        var keys = await Followed
            .Keys(db, SubscriptionTarget.StandingTest)
            .Distinct()
            .ToListAsync(cancellation);
        foreach (var key in keys)
        {
            var id = Guid.ParseExact(key, "N");
            var rounds = await db
                .OutboundTests.AsNoTracking()
                .Where(t => t.StandingTestId == id && t.JudgedAt != null)
                .OrderByDescending(t => t.Round)
                .Take(RoundsBack)
                .Select(t => new
                {
                    t.Round,
                    t.JudgedAt,
                    t.MethodVersion,
                    Closed = t.ClosedAt != null,
                    Senders = db.OutboundSenders.Where(s => s.TestId == t.Id).ToList(),
                })
                .ToListAsync(cancellation);
            var name = await db
                .StandingTests.Where(s => s.Id == id)
                .Select(s => s.Name)
                .SingleOrDefaultAsync(cancellation);
            var bySender = rounds
                .SelectMany(round =>
                    round
                        // A stranger that mails the test is a sender without a domain: two of them are not one before and after.
                        .Senders.Where(sender =>
                            sender.Domain is not null
                            && sender.Verdict != SenderVerdictKind.Inconclusive
                            && (round.Closed || sender.Firm)
                        )
                        .GroupBy(sender => sender.Domain)
                        .Select(group =>
                            (
                                Domain: group.Key,
                                round.Round,
                                round.JudgedAt,
                                round.MethodVersion,
                                // The worst, and of those alike the one that most is known of.
                                Worst: group
                                    .OrderBy(sender => sender.Verdict)
                                    .ThenByDescending(sender =>
                                        sender.Findings.KnowsCertificateCheck
                                    )
                                    .ThenBy(sender => sender.VerifiesPkix)
                                    .First()
                            )
                        )
                )
                .GroupBy(one => one.Domain);
            foreach (var sender in bySender)
            {
                if (
                    sender.ToList() is not [var after, var before, ..]
                    || after.MethodVersion != before.MethodVersion
                    || after.Worst.Verdict >= before.Worst.Verdict
                    || after.JudgedAt < since
                )
                {
                    continue;
                }
                var happened = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Slug.Of(NoticeKind.StandingTestWorse)}:{key}:{after.Round}:{sender.Key}"
                );
                if (await db.Set<NoticeEventRow>().AnyAsync(e => e.Key == happened, cancellation))
                {
                    continue;
                }
                db.Add(
                    new NoticeEventRow
                    {
                        Key = happened,
                        Kind = NoticeKind.StandingTestWorse,
                        At = now,
                        StandingTestId = key,
                        Facts = new()
                        {
                            Name = name,
                            Where = sender.Key,
                            SendingBefore = before.Worst.Verdict,
                            SendingAfter = after.Worst.Verdict,
                            CheckBefore = CheckOf(before.Worst),
                            CheckAfter = CheckOf(after.Worst),
                        },
                    }
                );
            }
        }
        await db.SaveChangesAsync(cancellation);
    }

    private static NoticedCheck CheckOf(OutboundSenderRow sender) =>
        new(sender.Findings.KnowsCertificateCheck, sender.VerifiesPkix);

    private async Task RoundsAsync(CancellationToken cancellation)
    {
        var since = time.GetUtcNow() - News;
        await using var db = await database.CreateDbContextAsync(cancellation);
        var measured = await db.Set<RoundRow>()
            .AsNoTracking()
            .Where(r =>
                r.Kind == RoundKind.Measurement
                && r.State == RoundState.Correction
                && r.MeasuredAt > since
            )
            .ToListAsync(cancellation);
        foreach (var round in measured)
        {
            await AddAsync(
                db,
                NoticeKind.RoundMeasured,
                round,
                round.MeasuredAt!.Value,
                cancellation
            );
        }
        var published = await db.Published()
            .Where(r => r.PublishedAt > since)
            .ToListAsync(cancellation);
        foreach (var round in published)
        {
            await AddAsync(
                db,
                NoticeKind.RoundPublished,
                round,
                round.PublishedAt!.Value,
                cancellation
            );
        }
        await db.SaveChangesAsync(cancellation);
    }

    private static async Task AddAsync(
        DashboardDb db,
        NoticeKind kind,
        RoundRow round,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        var key = Key(Slug.Of(kind), round.Id);
        if (await db.Set<NoticeEventRow>().AnyAsync(e => e.Key == key, cancellation))
        {
            return;
        }
        db.Add(
            new NoticeEventRow
            {
                Key = key,
                Kind = kind,
                At = at,
                RoundId = round.Id,
                Facts = new() { Name = round.Name },
            }
        );
    }

    private static string Key(string kind, int id) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}:{id}");
}
