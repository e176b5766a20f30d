using System.Net;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Tests.Outbound;
using Dashboard.Lab;
using Dashboard.Web.Features.Outbound;
using Dashboard.Web.Features.Outbound.Judging;
using Dashboard.Web.Features.Outbound.Standing;
using Dashboard.Web.Tests.Support;
using DnsClient;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Outbound;

/// <summary>Lasting addresses, mailed on a schedule.</summary>
public sealed class StandingTestTests(OutboundSiteFixture fixture)
    : IClassFixture<OutboundSiteFixture>
{
    private readonly OutboundSite site = fixture.Site;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private StandingTests Standing => site.App.Services.GetRequiredService<StandingTests>();

    [Fact]
    public async Task Every_mail_makes_a_round_with_the_same_addresses_and_fresh_hosts()
    {
        var id = await StartAsync();
        var first = (await Standing.FindAsync(id, before: null, Cancellation))!;
        first.Addresses.Count.ShouldBe(5);
        var round1 = await RoundAsync(first.Open!);

        // Nothing hurries before the first mail.
        site.Clock.Step(TimeSpan.FromDays(3));
        var waiting = await Eventually.GetAsync(
            () => Standing.FindAsync(id, before: null, Cancellation),
            what: "the standing test"
        );
        waiting!.Open!.Round.ShouldBe(1);

        await site.ReportAsync(round1, OutboundProbeId.Control, SessionShape.MailOverTls);
        await site.UntilAsync(
            first.Open!.Id,
            view => view.ClosesAt - site.Clock.GetUtcNow() < ProbeTiming.ClosesAfter,
            "the start of the round's time"
        );
        site.Clock.Step(TimeSpan.FromHours(23.9));
        var second = await Eventually.GetAsync(
            async () =>
                await Standing.FindAsync(id, before: null, Cancellation) is { Open.Round: 2 } next
                    ? next
                    : null,
            what: "the second round"
        );

        second.Addresses.ShouldBe(first.Addresses);
        second.History.ShouldHaveSingleItem().Round.ShouldBe(1);
        second.Latest!.Id.ShouldBe(first.Open!.Id);
        var round2 = await RoundAsync(second.Open!);
        round2.Token.ShouldBe(round1.Token);
        round2.HostToken.ShouldNotBe(round1.HostToken);
        var mx = await site.Resolver.RecordsAsync(
            round2.Names.RecipientDomain(OutboundProbeId.Control, round2.Token),
            QueryType.MX,
            Cancellation
        );
        mx.ShouldHaveSingleItem().ShouldContain(round2.HostToken.Value);
        (await site.Directory.FindAsync(round2.Token, Cancellation))!.Test.Id.ShouldBe(round2.Id);
    }

    [Fact]
    public async Task Ended_test_takes_no_mail_any_more_and_keeps_its_history()
    {
        var id = await StartAsync();
        var view = (await Standing.FindAsync(id, before: null, Cancellation))!;
        var round = await RoundAsync(view.Open!);
        await site.ReportAsync(round, OutboundProbeId.Control, SessionShape.MailOverTls);
        await site.UntilAsync(view.Open!.Id, open => open.Verdict.Senders.Count == 1, "the sender");

        (await Standing.EndAsync(id, Cancellation)).ShouldBeTrue();

        (await site.Directory.FindAsync(round.Token, Cancellation)).ShouldBeNull();
        var ended = await Eventually.GetAsync(
            async () =>
                await Standing.FindAsync(id, before: null, Cancellation) is { Open: null } over
                    ? over
                    : null,
            what: "the close of its round"
        );
        ended.EndedAt.ShouldNotBeNull();
        ended.History.ShouldHaveSingleItem().Senders.ShouldBe(1);
        (await Standing.EndAsync(id, Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task Deleted_test_leaves_nothing()
    {
        var id = await StartAsync();
        var view = (await Standing.FindAsync(id, before: null, Cancellation))!;
        var round = await RoundAsync(view.Open!);

        (await Standing.DeleteAsync(id, Cancellation)).ShouldBeTrue();

        (await Standing.FindAsync(id, before: null, Cancellation)).ShouldBeNull();
        (await site.Tests.FindAsync(view.Open!.Id, Cancellation)).ShouldBeNull();
        (
            await site.Resolver.AskAsync(
                round.Names.RecipientDomain(OutboundProbeId.Control, round.Token),
                QueryType.MX,
                Cancellation
            )
        ).ShouldBe("nxdomain secure");
    }

    [Theory]
    [InlineData("", null, 24, "name")]
    [InlineData("Gemeente", "not a domain", 24, "domain")]
    [InlineData("Gemeente", "example.nl", 11, "interval")]
    public async Task Request_that_makes_no_sense_says_which_field(
        string name,
        string? domain,
        int hours,
        string field
    ) =>
        (
            await Standing.StartAsync(
                new(name, domain, OutboundTestKind.Basic, TimeSpan.FromHours(hours)),
                IPAddress.Loopback,
                Cancellation
            )
        ).ShouldBe(new StandingTestStart.InvalidInput(field));

    [Theory]
    [InlineData("daily: over before the next mail", 24, 23.5)]
    [InlineData("weekly: as long as any test", 168, 25)]
    [InlineData("every twelve hours", 12, 11.5)]
    public void Round_lives_until_shortly_before_the_next_mail(
        string what,
        double interval,
        double life
    ) => StandingClock.Life(TimeSpan.FromHours(interval)).ShouldBe(TimeSpan.FromHours(life), what);

    /// <summary>
    /// Exim's usual rule: every quarter of an hour for two hours, then after an hour and each time half as long again, at the next run of
    /// the queue, which is every half hour.
    /// </summary>
    [Theory]
    [InlineData("one sender", 4)]
    [InlineData("another one was waited for", 8)]
    public void Round_of_the_shortest_interval_lives_until_a_retry_after_the_healing(
        string what,
        double healed
    )
    {
        var expired = healed + ProbeTiming.RecordTtl.TotalHours;
        var attempt = 2.0;
        for (var gap = 1.0; attempt < expired; gap *= 1.5)
        {
            attempt += gap;
        }

        (attempt + 0.5).ShouldBeLessThan(
            StandingClock.Life(StandingTests.ShortestInterval).TotalHours,
            what
        );
        ProbeTiming.DnsFirmAfter.ShouldBe(TimeSpan.FromHours(4));
        ProbeTiming.OthersAwaited.ShouldBe(TimeSpan.FromHours(4));
    }

    private async Task<string> StartAsync() =>
        (
            await Standing.StartAsync(
                new(
                    "Gemeente Voorbeeld",
                    "example.nl",
                    OutboundTestKind.Basic,
                    TimeSpan.FromDays(1)
                ),
                IPAddress.Loopback,
                Cancellation
            )
        )
            .ShouldBeOfType<StandingTestStart.Accepted>()
            .Id;

    private async Task<Core.Outbound.OutboundTest> RoundAsync(OutboundTestView view) =>
        (await site.RowAsync(view.Id)).ToTest();
}
