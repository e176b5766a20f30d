using Dashboard.Data.Notices;
using Dashboard.Lab;
using Dashboard.Lab.Smtp;
using Dashboard.Web.Features.Notices;
using Dashboard.Web.Features.Notices.Mail;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Notices;

/// <summary>What is told in one message, and what is told no more.</summary>
public sealed class DigestTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Subscription_ended_while_a_digest_is_written_is_not_in_it(bool all)
    {
        await using var app = await StartAsync();
        var recipient = await SubscribeAsync(app, "a.example", "b.example");
        await using var db = await app.OpenDatabaseAsync();
        await using (var holder = await db.Database.BeginTransactionAsync(Cancellation))
        {
            // As the page of the holder does: a message to the address waits.
            await db.Database.ExecuteSqlAsync(
                $"SELECT 1 FROM mail_recipients WHERE id = {recipient} FOR UPDATE",
                Cancellation
            );
            await WebhookSite.AddAsync(
                app,
                WebhookSite.Changed("a.example"),
                WebhookSite.Changed("b.example")
            );
            // The digest has read both subscriptions, and waits.
            await Eventually.GetAsync(
                async () =>
                {
                    // A transaction sees the activity of its first look for ever.
                    await using var other = await app.OpenDatabaseAsync();
                    return await other
                        .Database.SqlQuery<bool>(
                            $"""
                            SELECT EXISTS (
                              SELECT 1 FROM pg_stat_activity
                              WHERE datname = current_database() AND wait_event_type = 'Lock'
                                AND query LIKE '%mail_recipients%'
                            ) AS "Value"
                            """
                        )
                        .SingleAsync(Cancellation)
                        ? "waits"
                        : null;
                },
                what: "a digest that waits"
            );
            await db.Set<SubscriptionRow>()
                .Where(s => all || s.TargetKey == "a.example")
                .ExecuteDeleteAsync(Cancellation);
            await holder.CommitAsync(Cancellation);
        }
        if (all)
        {
            // One who stays is told, which shows that the digest went on.
            await SubscribeAsync(app, "c.example");
            await WebhookSite.AddAsync(app, WebhookSite.Changed("c.example"));
        }

        var told = await ToldAsync(app);

        told.Text!.ShouldContain(all ? "c.example" : "b.example");
        told.Text!.ShouldNotContain("a.example");
        if (all)
        {
            told.Text!.ShouldNotContain("b.example");
        }
    }

    /// <summary>As where Mail:Host was not set for a time.</summary>
    [Fact]
    public async Task Event_of_long_ago_is_no_news()
    {
        await using var app = await StartAsync();
        await SubscribeAsync(app, "a.example", "b.example");
        var now = DateTimeOffset.UtcNow;
        await WebhookSite.AddAsync(
            app,
            WebhookSite.Changed("a.example", now.AddDays(-30)),
            WebhookSite.Changed("a.example", now.AddDays(-8)),
            WebhookSite.Changed("b.example", now.AddDays(-6))
        );

        var told = await ToldAsync(app);

        told.Text!.ShouldContain("b.example");
        told.Text!.ShouldNotContain("a.example");
    }

    [Fact]
    public async Task Message_that_waits_for_the_next_digest_does_not_get_old()
    {
        await using var app = await StartAsync("Notices:DigestEvery=20.00:00:00");
        await SubscribeAsync(app, "a.example");
        await WebhookSite.AddAsync(
            app,
            WebhookSite.Changed("a.example", DateTimeOffset.UtcNow.AddDays(-19))
        );

        (await ToldAsync(app)).Text!.ShouldContain("a.example");
    }

    /// <summary>Where no worker sends, nobody else takes its text away.</summary>
    [Fact]
    public async Task Night_gives_up_mail_that_no_worker_sends()
    {
        await using var app = await StartAsync("Roles=web,worker");
        await SubscribeAsync(app, "a.example");
        await WebhookSite.AddAsync(app, WebhookSite.Changed("a.example"));
        var told = await ToldAsync(app);
        await using var db = await app.OpenDatabaseAsync();
        using var scope = app.Services.CreateScope();
        var night = scope.ServiceProvider.GetRequiredService<ExpireNotices>();

        // The worker may have it in hand while the night passes; then the next one finds it.
        var row = await Eventually.GetAsync(
            async () =>
            {
                await db.Set<MailRow>()
                    .Where(m => m.State == MailState.Waiting)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(m => m.CreatedAt, DateTimeOffset.UtcNow.AddDays(-3))
                                .SetProperty(m => m.DueAt, DateTimeOffset.UtcNow.AddDays(30)),
                        Cancellation
                    );
                await night.RunAsync(Cancellation);
                var seen = await db.Set<MailRow>().AsNoTracking().SingleAsync(Cancellation);
                return seen.State == MailState.GivenUp ? seen : null;
            },
            what: "mail that is given up"
        );

        row.Id.ShouldBe(told.Id);
        row.Text.ShouldBeNull();
    }

    [Fact]
    public void Text_is_never_cut_before_the_link_that_ends_it()
    {
        const string Last = "-- \nhttps://dashboard.example/notices/own";
        var text = MailText.Of(Enumerable.Repeat(new string('a', 1000), 500), Last);

        text.Length.ShouldBeLessThanOrEqualTo(MailMapping.LongestText);
        text.ShouldEndWith($"\n\n[…]\n\n{Last}\n");
        MailText.Of(["Kort"], Last).ShouldBe($"Kort\n\n{Last}\n");
        MailText.Of([new string('a', MailMapping.LongestText)], Last).ShouldBe($"[…]\n\n{Last}\n");
    }

    private async Task<DashboardApp> StartAsync(params string[] settings) =>
        await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            [
                // Nobody listens there: what was written stays to be read.
                .. NoticeSite.Settings(9),
                "Mail:RetryAfter=01:00:00",
                "Notices:TestEvery=31.00:00:00",
                "Dns:Resolver=127.0.0.1:9",
                .. settings,
            ]
        );

    /// <summary>Confirmed long ago.</summary>
    private static async Task<long> SubscribeAsync(DashboardApp app, params string[] domains)
    {
        var then = DateTimeOffset.UtcNow.AddDays(-60);
        await using var db = await app.OpenDatabaseAsync();
        await using var transaction = await db.Database.BeginTransactionAsync(Cancellation);
        var recipient = await Outbox.RecipientAsync(
            db,
            $"{domains[0]}@{PostfixRelay.Domain}",
            then,
            Cancellation
        );
        db.AddRange(
            domains.Select(domain => new SubscriptionRow
            {
                RecipientId = recipient.Id,
                Target = SubscriptionTarget.Domain,
                TargetKey = domain,
                Language = "nl",
                CreatedAt = then,
                ConfirmedAt = then,
            })
        );
        await db.SaveChangesAsync(Cancellation);
        await transaction.CommitAsync(Cancellation);
        return recipient.Id;
    }

    private static async Task<MailRow> ToldAsync(DashboardApp app) =>
        await Eventually.GetAsync(
            async () =>
            {
                await using var db = await app.OpenDatabaseAsync();
                return await db.Set<MailRow>().AsNoTracking().SingleOrDefaultAsync(Cancellation);
            },
            what: "a message"
        );
}
