using System.Net;
using Dashboard.Data.Notices;
using Dashboard.Lab.Smtp;
using Dashboard.Web.Features.Notices.Mail;
using Dashboard.Web.Features.Notices.Subscriptions;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Notices;

/// <summary>How much mail strangers can have written.</summary>
public sealed class SubscriptionLimitTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_at_once_do_not_pass_the_limit_of_all()
    {
        await using var app = await StartAsync("Notices:ConfirmationsPerHour=3");

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i => AskAsync(app, $"ann{i}@{PostfixRelay.Domain}", "a.example"))
        );

        answers.Count(answer => answer == SubscriptionAnswer.Asked).ShouldBe(3);
        answers.Count(answer => answer == SubscriptionAnswer.Limited).ShouldBe(17);
        (await CountAsync<MailRow>(app)).ShouldBe(3);
    }

    [Fact]
    public async Task Tags_of_one_mailbox_are_one_address_for_the_limits()
    {
        await using var app = await StartAsync("Notices:ConfirmationsPerAddress=2");
        foreach (var address in new[] { "ann+one", "Ann+two", "ann+three", "ANN", "ann+" })
        {
            (await AskAsync(app, $"{address}@{PostfixRelay.Domain}", "a.example")).ShouldBe(
                SubscriptionAnswer.Asked
            );
        }
        (await CountAsync<MailRow>(app)).ShouldBe(2);
        // Another mailbox, and another domain.
        await AskAsync(app, $"anne+one@{PostfixRelay.Domain}", "a.example");
        await AskAsync(app, "ann+one@elders.example", "a.example");
        (await CountAsync<MailRow>(app)).ShouldBe(4);
    }

    [Fact]
    public async Task Tags_of_one_mailbox_have_its_subscriptions_together()
    {
        await using var app = await StartAsync("Notices:MostPerAddress=2");
        for (var i = 0; i < 4; i++)
        {
            await AskAsync(app, $"ann+{i}@{PostfixRelay.Domain}", $"a{i}.example");
        }

        (await CountAsync<SubscriptionRow>(app)).ShouldBe(2);
    }

    [Theory]
    [InlineData("Ann@example.nl", "ann@example.nl")]
    [InlineData("ann+a@example.nl", "ann@example.nl")]
    [InlineData("ann+a+b@example.nl", "ann@example.nl")]
    [InlineData("ann+@example.nl", "ann@example.nl")]
    [InlineData("+a@example.nl", "+a@example.nl")]
    public void Mailbox_is_what_is_before_the_tag(string address, string mailbox) =>
        MailAddressInput.Mailbox(address).ShouldBe(mailbox);

    [Fact]
    public async Task Link_that_ends_mail_is_opened_without_ending_anything()
    {
        await using var app = await StartAsync();
        await AskAsync(app, $"ann@{PostfixRelay.Domain}", "a.example");
        string own;
        await using (var db = await app.OpenDatabaseAsync())
        {
            own = await db.Set<MailRecipientRow>().Select(r => r.OwnId).SingleAsync(Cancellation);
            await db.Set<SubscriptionRow>()
                .ExecuteUpdateAsync(
                    set => set.SetProperty(s => s.ConfirmedAt, DateTimeOffset.UtcNow),
                    Cancellation
                );
        }
        foreach (var path in new[] { $"/notices/{own}/end", $"/campaigns/mail/{own}/end" })
        {
            using var opened = await app.Client.GetAsync(path, Cancellation);
            opened.StatusCode.ShouldBe(HttpStatusCode.Redirect);
            opened.Headers.Location!.ToString().ShouldBe($"/notices/{own}");
        }
        using var page = await app.Client.GetAsync($"/notices/{own}", Cancellation);
        var html = await page.Content.ReadAsStringAsync(Cancellation);
        html.ShouldContain("value=\"end-all\"");
        html.ShouldContain("value=\"opt-out\"");
        (await CountAsync<SubscriptionRow>(app)).ShouldBe(1);
        using var nobodys = await app.Client.GetAsync("/notices/x/end", Cancellation);
        nobodys.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/notices?domain=no%20domain")]
    [InlineData("/notices/webhooks?domain=no%20domain")]
    public async Task Field_with_what_is_no_domain_is_named_as_wrong_and_keeps_it(string path)
    {
        await using var app = await StartAsync("Webhooks:Site=https://dashboard.example");
        using var page = await app.Client.GetAsync(path, Cancellation);
        var html = await page.Content.ReadAsStringAsync(Cancellation);

        html.ShouldMatch(
            "<input id=\"domain\"[^>]* value=\"no domain\"[^>]* aria-invalid=\"true\""
        );
    }

    private async Task<DashboardApp> StartAsync(params string[] settings) =>
        await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            ["Roles=web", .. NoticeSite.Settings(1), .. settings]
        );

    private static async Task<SubscriptionAnswer> AskAsync(
        DashboardApp app,
        string address,
        string domain
    ) =>
        (
            await app
                .Services.GetRequiredService<SubscriptionDesk>()
                .AskAsync(
                    new(SubscriptionTarget.Domain, domain, address, "nl"),
                    IPAddress.Loopback,
                    Cancellation
                )
        ).Answer;

    private static async Task<int> CountAsync<T>(DashboardApp app)
        where T : class
    {
        await using var db = await app.OpenDatabaseAsync();
        return await db.Set<T>().CountAsync(Cancellation);
    }
}
