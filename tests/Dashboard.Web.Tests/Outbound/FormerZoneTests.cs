using System.Net;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Core.Tests.Outbound;
using Dashboard.Lab;
using Dashboard.Web.Features.Outbound.Standing;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dashboard.Web.Tests.Outbound;

/// <summary>The operator names another probe zone while tests are open.</summary>
public sealed class FormerZoneTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tests_open_in_the_former_zone_are_judged_and_closed_and_their_records_go()
    {
        await using var site = await OutboundSite.StartAsync(
            postgres,
            OutboundSite.Networks,
            Cancellation
        );
        var (id, test) = await site.NewTestAsync(OutboundTestKind.Full);
        await site.ReportAsync(test, OutboundProbeId.Control, SessionShape.MailOverTls);
        await site.ReportAsync(test, OutboundProbeId.Mismatch, SessionShape.MailOverTls);
        await site.UntilAsync(id, view => view.Verdict.Senders.Count == 1, "a sender");
        (await RecordsAsync(site, test)).ShouldBeGreaterThan(0);
        var log = new EveryLog();

        await using var other = await DashboardApp.StartAsync(
            site.ConnectionString,
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(site.Clock);
                builder.Logging.AddProvider(log);
            },
            [
                "Roles=worker",
                "Logging:Everything:LogLevel:Default=Trace",
                .. site.Settings.Where(setting =>
                    !setting.StartsWith("ProbeZone:N", StringComparison.Ordinal)
                ),
                "ProbeZone:Name=other.example",
                "ProbeZone:NameServers=ns1.other.example=127.53.53.53",
            ]
        );

        await Eventually.GetAsync(
            async () => await site.RowAsync(id) is { ClosedAt: not null } row ? row : null,
            what: "a test that is closed"
        );
        var view = (await site.Tests.FindAsync(id, Cancellation)).ShouldNotBeNull();
        view.Status.ShouldBe(OutboundStatus.Closed);
        view.Verdict.Verdict.ShouldBe(SenderVerdictKind.Opportunistic);
        await Eventually.GetAsync(
            async () => await RecordsAsync(site, test) == 0 ? "gone" : null,
            what: "a zone without the records of the test"
        );
        await Eventually.GetAsync(
            () =>
                Task.FromResult(
                    log.Lines.FirstOrDefault(line =>
                        line.Contains("The probe zone is other.example now; 1 sending tests")
                    )
                ),
            what: "a line in the log"
        );
    }

    [Fact]
    public async Task Standing_test_rests_in_another_zone_and_goes_on_when_its_own_is_back()
    {
        await using var site = await OutboundSite.StartAsync(
            postgres,
            OutboundSite.Networks,
            Cancellation
        );
        var standing = site.App.Services.GetRequiredService<StandingTests>();
        var start = await standing.StartAsync(
            new("Gemeente Voorbeeld", null, OutboundTestKind.Basic, TimeSpan.FromDays(1)),
            IPAddress.Loopback,
            Cancellation
        );
        var id = start.ShouldBeOfType<StandingTestStart.Accepted>().Id;
        var before = (await standing.FindAsync(id, before: null, Cancellation)).ShouldNotBeNull();
        before.TakesMail.ShouldBeTrue();
        await site.App.DisposeAsync();

        await using (var other = await StartAsync(site, "other.example"))
        {
            var there = other.Services.GetRequiredService<StandingTests>();
            var resting = await Eventually.GetAsync(
                async () =>
                    await there.FindAsync(id, before: null, Cancellation) is { Open: null } now
                        ? now
                        : null,
                what: "the close of its round"
            );
            resting.TakesMail.ShouldBeFalse();
            resting.EndedAt.ShouldBeNull();
        }
        await using var back = await StartAsync(site, null);

        var again = await Eventually.GetAsync(
            async () =>
                await back
                    .Services.GetRequiredService<StandingTests>()
                    .FindAsync(id, before: null, Cancellation)
                    is { Open: not null } now
                    ? now
                    : null,
            what: "a round in its own zone"
        );
        again.EndedAt.ShouldBeNull();
        again.TakesMail.ShouldBeTrue();
        again.Addresses.ShouldBe(before.Addresses);
        (again.Open!.ClosesAt - site.Clock.GetUtcNow()).ShouldBeInRange(
            TimeSpan.FromDays(34),
            TimeSpan.FromDays(35)
        );
    }

    /// <summary>Web and worker on the site's database and clock; in the site's own zone where none is named.</summary>
    private static Task<DashboardApp> StartAsync(OutboundSite site, string? zone) =>
        DashboardApp.StartAsync(
            site.ConnectionString,
            builder => builder.Services.AddSingleton<TimeProvider>(site.Clock),
            [
                "Roles=web,worker",
                .. zone is null
                    ? site.Settings
                    :
                    [
                        .. site.Settings.Where(setting =>
                            !setting.StartsWith("ProbeZone:N", StringComparison.Ordinal)
                        ),
                        $"ProbeZone:Name={zone}",
                        $"ProbeZone:NameServers=ns1.{zone}=127.53.53.53",
                    ],
            ]
        );

    private static Task<long> RecordsAsync(OutboundSite site, Core.Outbound.OutboundTest test) =>
        site.CountAsync(
            $"""
            SELECT (SELECT count(*) FROM pdns.records WHERE name LIKE '%{test.HostToken}%' OR name LIKE '%{test.Token}%')
              + (SELECT count(*) FROM pdns.domains WHERE name LIKE '%{test.HostToken}%' OR name LIKE '%{test.Token}%')
            """
        );
}
