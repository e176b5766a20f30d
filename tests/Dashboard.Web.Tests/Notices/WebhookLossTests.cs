using Dashboard.Data.Notices;
using Dashboard.Lab;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.Notices;

/// <summary>A worker that is killed while a receiver has its message in hand.</summary>
public sealed class WebhookLossTests(PostgresFixture postgres, LabFixture lab)
{
    private readonly string tag = Guid.NewGuid().ToString("N")[..8];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>
    /// SIGKILL, as a machine kills. Whether the receiver took it cannot be known: it comes again with the same id, by which the receiver
    /// drops it, and nothing else comes twice.
    /// </summary>
    [Fact]
    public async Task Message_in_the_middle_of_a_delivery_comes_again_with_its_id_and_is_not_lost()
    {
        string[] settings =
        [
            .. await WebhookSite.SettingsAsync(lab),
            "Notices:TestEvery=31.00:00:00",
        ];
        var database = await postgres.CreateDatabaseAsync();
        await using var app = await DashboardApp.StartAsync(database, ["Roles=web", .. settings]);
        var (held, good) = ($"/held/{tag}", $"/good/{tag}");
        await using (var first = WorkerProcess.Start(database, settings))
        {
            await WebhookSite.ConfirmAsync(app, held);
            await WebhookSite.ConfirmAsync(app, good, key: "b.example");
            await WebhookSite.AddAsync(
                app,
                WebhookSite.Changed("a.example"),
                WebhookSite.Changed("b.example")
            );
            await UntilAsync(async () =>
                await NoticesAsync(held) is [_]
                && await NoticesAsync(good) is [_]
                && (await WebhookSite.DeliveriesAsync(app)).Count(d =>
                    d.State == WebhookDeliveryState.Delivered
                ) == 1
            );
            await first.KillAsync();
        }
        var lost = (await WebhookSite.DeliveriesAsync(app)).Single(d =>
            d.State == WebhookDeliveryState.Sending
        );
        lost.Attempts.ShouldBe(1);
        await using (var db = await app.OpenDatabaseAsync())
        {
            // Its claim is of three minutes.
            await db.Database.ExecuteSqlAsync(
                $"UPDATE webhook_deliveries SET claimed_until = now() WHERE id = {lost.Id}",
                Cancellation
            );
        }

        await using var second = WorkerProcess.Start(database, settings);
        await UntilAsync(async () =>
            (await WebhookSite.DeliveriesAsync(app)).TrueForAll(d =>
                d.State == WebhookDeliveryState.Delivered
            )
        );

        var came = await NoticesAsync(held);
        came.ShouldBe([lost.MessageId, lost.MessageId]);
        (await NoticesAsync(good)).Count.ShouldBe(1);
        var rows = await WebhookSite.DeliveriesAsync(app);
        rows.Count.ShouldBe(2);
        rows.Single(d => d.Id == lost.Id).Attempts.ShouldBe(2);
    }

    private async Task<List<string>> NoticesAsync(string path) =>
        [
            .. (await lab.GetAsync())
                .Webhooks.At(path)
                .Where(m => m.Type == "domain.changed")
                .Select(m => m.Id),
        ];

    private static Task<string> UntilAsync(Func<Task<bool>> look) =>
        Eventually.GetAsync(async () => await look() ? "so" : null);
}
