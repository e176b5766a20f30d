using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Data.Rounds;
using Dashboard.Lab;
using Dashboard.Web.Features.Health;
using Dashboard.Web.Platform;
using Dashboard.Web.Platform.Status;
using Dashboard.Web.Tests.Outbound;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Health;

/// <summary>Work without a worker beside the queue of jobs.</summary>
public sealed class WorkCheckTests(OutboundSiteFixture fixture, PostgresFixture postgres)
    : IClassFixture<OutboundSiteFixture>
{
    private readonly OutboundSite site = fixture.Site;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<SystemPart> CheckAsync(DashboardApp? app = null) =>
        (app ?? site.App)
            .Services.GetServices<ISystemCheck>()
            .OfType<WorkCheck>()
            .Single()
            .CheckAsync(Cancellation);

    private static string? Overdue(SystemPart part) => part.Facts.GetValueOrDefault("overdue");

    [Fact]
    public async Task Sending_test_that_nobody_judges_is_told()
    {
        var (_, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        await using var db = await site.App.OpenDatabaseAsync();
        var due = site.Clock.GetUtcNow().AddSeconds(30);
        await db
            .OutboundTests.Where(t => t.Id == test.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.DueAt, due), Cancellation);
        // As a worker has it that hangs: the others pass the row by.
        await using (var held = await db.Database.BeginTransactionAsync(Cancellation))
        {
            await db
                .Database.SqlQuery<Guid>(
                    $"SELECT id AS \"Value\" FROM outbound_tests WHERE id = {test.Id} FOR UPDATE"
                )
                .ToListAsync(Cancellation);
            site.Clock.Step(TimeSpan.FromMinutes(2));
            (await CheckAsync()).Slug.ShouldBe(SystemSlug.Ok);
            site.Clock.Step(TimeSpan.FromMinutes(1));

            var part = await CheckAsync();

            part.Slug.ShouldBe(SystemSlug.WorkOverdue);
            part.State.ShouldBe(SystemState.Degraded);
            Overdue(part).ShouldBe("sending-tests");
            await held.RollbackAsync(Cancellation);
        }

        await Eventually.GetAsync(async () =>
            await CheckAsync() is { Slug: SystemSlug.Ok } fine ? fine : null
        );
    }

    [Fact]
    public async Task Claim_of_a_round_that_lapsed_and_nobody_took_again_is_told()
    {
        // Without workers, which would take it.
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            "Roles=web"
        );
        await using var db = await app.OpenDatabaseAsync();
        var round = new RoundRow
        {
            Name = "Round",
            Kind = RoundKind.Measurement,
            State = RoundState.Probing,
            ListHash = new string('0', 64),
            Domains = 1,
            Profile = "round",
            Method = new RoundMethod(
                new Dictionary<string, string>(),
                new Dictionary<string, string>()
            ),
            StartedAt = DateTimeOffset.UtcNow,
            MeasuredOn = new DateOnly(2026, 3, 2),
        };
        db.Add(round);
        await db.SaveChangesAsync(Cancellation);
        var pair = new RoundPairRow
        {
            RoundId = round.Id,
            Wave = 0,
            Host = "mx.example",
            Address = "192.0.2.1",
            ServerName = "mx.example",
            ClaimedUntil = DateTimeOffset.UtcNow.AddMinutes(-14),
        };
        db.Add(pair);
        await db.SaveChangesAsync(Cancellation);
        (await CheckAsync(app)).Slug.ShouldBe(SystemSlug.Ok, "it is taken again within moments");

        pair.ClaimedUntil = DateTimeOffset.UtcNow.AddMinutes(-16);
        await db.SaveChangesAsync(Cancellation);
        var part = await CheckAsync(app);
        part.Slug.ShouldBe(SystemSlug.WorkOverdue);
        part.State.ShouldBe(SystemState.Degraded);
        Overdue(part).ShouldBe("rounds");

        pair.DoneAt = DateTimeOffset.UtcNow;
        await db.SaveChangesAsync(Cancellation);
        (await CheckAsync(app)).Slug.ShouldBe(SystemSlug.Ok);
    }
}
