using Dashboard.Data.Notices;
using Dashboard.Lab;
using Dashboard.Lab.Processes;
using Dashboard.Lab.Smtp;
using Dashboard.Web.Features.Health;
using Dashboard.Web.Features.Notices.Mail;
using Dashboard.Web.Platform;
using Dashboard.Web.Platform.Status;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Notices;

/// <summary>What the health of the system says of mail.</summary>
public sealed class MailCheckTests(PostgresFixture postgres, RelayFixture relays)
{
    private readonly string tag = Guid.NewGuid().ToString("N")[..8];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Relay_that_is_not_there_is_told_of_until_it_takes_mail()
    {
        var port = ServerProcess.FreePort();
        await using var app = await StartAsync(NoticeSite.Settings(port));
        (await LookAsync(app)).Slug.ShouldBe(SystemSlug.MailNotKnown);
        await AddAsync(app, $"ann+{tag}");

        var away = await UntilAsync(app, SystemSlug.MailNotTaken);

        away.State.ShouldBe(SystemState.Degraded);
        away.Facts["waiting"].ShouldBe("1");
        away.Facts["since"].ShouldMatch(@"^\d{4}-\d\d-\d\d \d\d:\d\dZ$");
        away.Facts["reply"].ShouldNotBeEmpty();
        await using var relay = await PostfixRelay.StartAsync(Cancellation, port);
        (await UntilAsync(app, SystemSlug.Ok)).Facts["waiting"].ShouldBe("0");
    }

    [Theory]
    [InlineData("refused", SystemSlug.MailNotTaken)]
    // Of one mailbox, and not of the relay.
    [InlineData("deferred", SystemSlug.MailNotKnown)]
    [InlineData("unknown", SystemSlug.MailNotKnown)]
    public async Task Answer_about_one_mailbox_says_nothing_of_the_relay(
        string mailbox,
        string slug
    )
    {
        var relay = await relays.GetAsync();
        await using var app = await StartAsync(NoticeSite.Settings(relay.Port));
        await AddAsync(app, $"{mailbox}+{tag}");
        await Eventually.GetAsync(
            async () =>
            {
                await using var db = await app.OpenDatabaseAsync();
                var row = await db.Set<MailRow>().AsNoTracking().SingleAsync(Cancellation);
                return row.EndedAt is not null || row.Attempts > 3 ? row : null;
            },
            what: "an answer of the relay"
        );

        (await LookAsync(app)).Slug.ShouldBe(slug);
    }

    [Fact]
    public async Task Mail_that_no_worker_sends_is_told_of()
    {
        await using var app = await StartAsync(["Roles=web", .. NoticeSite.Settings(1)]);
        var now = DateTimeOffset.UtcNow;
        await AddAsync(app, $"ann+{tag}", now.AddMinutes(-5));
        (await LookAsync(app)).Slug.ShouldBe(SystemSlug.MailNotKnown);
        await AddAsync(app, $"bob+{tag}", now.AddMinutes(-20));

        var stuck = await LookAsync(app);

        stuck.Slug.ShouldBe(SystemSlug.MailNotSent);
        stuck.Facts["waiting"].ShouldBe("2");
    }

    [Fact]
    public async Task Site_without_a_relay_has_no_such_part()
    {
        await using var app = await StartAsync(["Roles=web"]);

        var report = await app
            .Services.GetRequiredService<SystemStatus>()
            .ReportAsync(Cancellation);

        report.Parts.ShouldNotContain(part => part.Name == "mail");
    }

    private async Task<DashboardApp> StartAsync(string[] settings) =>
        await DashboardApp.StartAsync(await postgres.CreateDatabaseAsync(), settings);

    private static Task<SystemPart> LookAsync(DashboardApp app) =>
        app
            .Services.GetServices<ISystemCheck>()
            .Single(check => check.Name == "mail")
            .CheckAsync(Cancellation);

    private static Task<SystemPart> UntilAsync(DashboardApp app, string slug) =>
        Eventually.GetAsync(
            async () => await LookAsync(app) is { } part && part.Slug == slug ? part : null,
            what: slug
        );

    private static async Task AddAsync(DashboardApp app, string mailbox, DateTimeOffset? due = null)
    {
        var at = due ?? DateTimeOffset.UtcNow;
        await using var db = await app.OpenDatabaseAsync();
        await using var transaction = await db.Database.BeginTransactionAsync(Cancellation);
        var recipient = await Outbox.RecipientAsync(
            db,
            $"{mailbox}@{PostfixRelay.Domain}",
            at,
            Cancellation
        );
        db.Add(
            new MailRow
            {
                Key = mailbox,
                RecipientId = recipient.Id,
                Kind = MailKind.Notice,
                Language = "nl",
                Subject = mailbox,
                Text = "Tekst",
                CreatedAt = at,
                DueAt = at,
            }
        );
        await db.SaveChangesAsync(Cancellation);
        await transaction.CommitAsync(Cancellation);
    }
}
