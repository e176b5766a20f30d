using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Core.Tests.Outbound;
using Dashboard.Lab;
using Dashboard.Web.Features.Outbound;
using Dashboard.Web.Features.Outbound.Evidence;
using Dashboard.Web.Features.Outbound.Standing;
using Dashboard.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Outbound;

/// <summary>resilience R11: some networks could hold every place for a day with tests that they never mail.</summary>
public sealed class SilentTestsTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tests_that_nobody_mailed_in_an_hour_make_room_those_that_saw_nothing_first()
    {
        await using var site = await OutboundSite.StartAsync(
            postgres,
            OutboundSite.Networks,
            Cancellation,
            "OutboundTest:MaximumOpen=3"
        );
        var (asked, askedTest) = await site.NewTestAsync(OutboundTestKind.Basic);
        var (mailed, mailedTest) = await site.NewTestAsync(OutboundTestKind.Basic);
        var (silent, silentTest) = await site.NewTestAsync(OutboundTestKind.Basic);
        await site.ReportAsync(mailedTest, OutboundProbeId.Control, SessionShape.MailOverTls);
        await site
            .App.Services.GetRequiredService<QueryIntake>()
            .StoreAsync(
                [
                    new DnsQueryEvidence(
                        site.Clock.GetUtcNow(),
                        askedTest.Hosts[0].Name,
                        DnsRecordType.A,
                        DnssecOk: true,
                        IPAddress.Parse("192.0.2.53")
                    ),
                ],
                Cancellation
            );
        (await StartAsync(site)).ShouldBeOfType<OutboundTestStart.RateLimited>("all are young");

        await JudgedAsync(site);
        site.Clock.Step(TimeSpan.FromMinutes(61));

        await AcceptedAsync(site);
        (await ViewAsync(site, silent)).Status.ShouldBe(OutboundStatus.Closed);
        (await ViewAsync(site, asked)).Status.ShouldBe(OutboundStatus.Open);
        (await ViewAsync(site, mailed)).Status.ShouldBe(OutboundStatus.Open);
        (
            await site.CountAsync(
                $"SELECT count(*) FROM pdns.records WHERE name LIKE '%{silentTest.HostToken}%'"
            )
        ).ShouldBe(0, "its records are gone");

        // Who opened a test can ask for it every day.
        await AcceptedAsync(site);
        (await ViewAsync(site, asked)).Status.ShouldBe(OutboundStatus.Closed);
        (await ViewAsync(site, mailed)).Status.ShouldBe(OutboundStatus.Open);
        (await StartAsync(site)).ShouldBeOfType<OutboundTestStart.RateLimited>(
            "one was mailed, and the new ones are young"
        );
    }

    /// <summary>Anybody can say MAIL, and anybody can deliver one message to each of his tests.</summary>
    [Fact]
    public async Task One_MAIL_keeps_no_place_and_one_message_keeps_it_until_the_verdict_is_due()
    {
        await using var site = await OutboundSite.StartAsync(
            postgres,
            OutboundSite.Networks,
            Cancellation,
            "OutboundTest:MaximumOpen=2"
        );
        var (mailed, mailedTest) = await site.NewTestAsync(OutboundTestKind.Basic);
        var (said, saidTest) = await site.NewTestAsync(OutboundTestKind.Basic);
        await site.ReportAsync(mailedTest, OutboundProbeId.Control, SessionShape.MailOverTls);
        await site.ReportAsync(saidTest, OutboundProbeId.Mismatch, SessionShape.MailOverTls);
        await site.UntilAsync(mailed, view => view.MailedAt is not null, "the first mail");
        await JudgedAsync(site);
        site.Clock.Step(TimeSpan.FromMinutes(61));

        await AcceptedAsync(site);
        (await ViewAsync(site, said)).Status.ShouldBe(OutboundStatus.Closed);
        (await ViewAsync(site, mailed)).Status.ShouldBe(OutboundStatus.Open);

        await JudgedAsync(site);
        site.Clock.Step(ProbeTiming.DnsFirmAfter + TimeSpan.FromMinutes(70));
        await AcceptedAsync(site);
        (await ViewAsync(site, mailed)).Status.ShouldBe(
            OutboundStatus.Open,
            "those that nobody mailed go first"
        );
        await AcceptedAsync(site);
        (await ViewAsync(site, mailed)).Status.ShouldBe(OutboundStatus.Closed);
    }

    [Fact]
    public async Task Test_whose_first_message_is_yet_to_be_judged_keeps_its_place()
    {
        await using var site = await OutboundSite.StartAsync(
            postgres,
            OutboundSite.Networks,
            Cancellation,
            "OutboundTest:MaximumOpen=1"
        );
        var (mailed, mailedTest) = await site.NewTestAsync(OutboundTestKind.Basic);
        await site.ReportAsync(mailedTest, OutboundProbeId.Control, SessionShape.MailOverTls);
        await site.UntilAsync(mailed, view => view.MailedAt is not null, "the first mail");
        await JudgedAsync(site);
        site.Clock.Step(TimeSpan.FromMinutes(61));
        // As it is where the workers are behind.
        (
            await site.CountAsync(
                """
                WITH unjudged AS (
                  UPDATE outbound_tests
                  SET first_mail_at = NULL, evidence_stamp = judged_stamp + 1, due_at = '9999-01-01Z'
                  RETURNING id)
                SELECT count(*) FROM unjudged
                """
            )
        ).ShouldBe(1);

        (await StartAsync(site)).ShouldBeOfType<OutboundTestStart.RateLimited>();
        (await ViewAsync(site, mailed)).Status.ShouldBe(OutboundStatus.Open);
    }

    /// <summary>A standing test holds a set of addresses for as long as nobody mails it.</summary>
    [Fact]
    public async Task Standing_tests_that_nobody_mails_leave_room_for_others()
    {
        await using var site = await OutboundSite.StartAsync(
            postgres,
            OutboundSite.SmallNetworks,
            Cancellation,
            "OutboundTest:StartsPerMinute=1000"
        );
        const int Sets = 30;
        var first = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            first.Add(
                (await StandAsync(site, "192.0.2.1"))
                    .ShouldBeOfType<StandingTestStart.Accepted>()
                    .Id
            );
        }
        (await StandAsync(site, "192.0.2.1")).ShouldBeOfType<StandingTestStart.RateLimited>(
            "one network has its share"
        );
        for (var i = 3; i < Sets / 4; i++)
        {
            (await StandAsync(site, $"192.0.2.{i}")).ShouldBeOfType<StandingTestStart.Accepted>();
        }
        (await StandAsync(site, "192.0.2.99")).ShouldBeOfType<StandingTestStart.RateLimited>(
            "a quarter of the sets"
        );

        // The same of tests that are open for a day.
        for (var i = 0; i < Sets / 4; i++)
        {
            (await StartAsync(site)).ShouldBeOfType<OutboundTestStart.Accepted>();
        }
        (await StartAsync(site)).ShouldBeOfType<OutboundTestStart.RateLimited>(
            "a quarter for one network"
        );
        for (var i = 2 * (Sets / 4); i < Sets; i++)
        {
            (
                await StartAsync(site, $"198.51.100.{i}")
            ).ShouldBeOfType<OutboundTestStart.Accepted>();
        }
        (await StartAsync(site, "203.0.113.1")).ShouldBeOfType<OutboundTestStart.RateLimited>(
            "all sets are taken, and each is young"
        );

        // Those that nobody mailed for a day end where room is needed, and others stay.
        await site.CountAsync(
            """
            WITH mailed AS (
              UPDATE outbound_tests SET first_mail_at = opened_at WHERE standing_test_id IS NULL RETURNING id)
            SELECT count(*) FROM mailed
            """
        );
        await site.CountAsync(
            """
            WITH older AS (
              UPDATE outbound_tests SET opened_at = opened_at - interval '25 hours'
              WHERE standing_test_id IS NOT NULL RETURNING id)
            SELECT count(*) FROM older
            """
        );
        await Eventually.GetAsync(async () =>
            await StartAsync(site, "203.0.113.1") as OutboundTestStart.Accepted
        );
        var standing = site.App.Services.GetRequiredService<StandingTests>();
        var ended = 0;
        foreach (var id in first)
        {
            var view = await standing.FindAsync(id, before: null, Cancellation);
            ended += view!.EndedAt is null ? 0 : 1;
        }
        // One whose verdict was being made at that very moment keeps its room until the next look.
        ended.ShouldBeInRange(1, 2);
    }

    /// <summary>Whose first message is yet to be judged keeps its place.</summary>
    private static Task JudgedAsync(OutboundSite site) =>
        Eventually.TrueAsync(async () =>
            await site.CountAsync(
                "SELECT count(*) FROM outbound_tests WHERE judged_stamp <> evidence_stamp"
            ) == 0
        );

    /// <summary>One that is judged at this very moment does not make room: the next visitor has it.</summary>
    private static Task<OutboundTestStart.Accepted> AcceptedAsync(OutboundSite site) =>
        Eventually.GetAsync(async () => await StartAsync(site) as OutboundTestStart.Accepted);

    private static Task<OutboundTestStart> StartAsync(
        OutboundSite site,
        string client = "127.0.0.1"
    ) => site.Tests.StartAsync(OutboundTestKind.Basic, IPAddress.Parse(client), Cancellation);

    private static Task<StandingTestStart> StandAsync(OutboundSite site, string client) =>
        site
            .App.Services.GetRequiredService<StandingTests>()
            .StartAsync(
                new("Gemeente", null, OutboundTestKind.Basic, TimeSpan.FromDays(1)),
                IPAddress.Parse(client),
                Cancellation
            );

    private static async Task<OutboundTestView> ViewAsync(OutboundSite site, string id) =>
        (await site.Tests.FindAsync(id, Cancellation)).ShouldNotBeNull();
}
