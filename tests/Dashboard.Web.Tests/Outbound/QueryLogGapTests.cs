using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Core.Tests.Outbound;
using Dashboard.Data;
using Dashboard.Lab;
using Dashboard.Probes.Outbound.Zone;
using Dashboard.Web.Features.Outbound.Evidence;
using Dashboard.Web.Features.Outbound.Judging;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Outbound;

/// <summary>Questions that were asked and are not in the store.</summary>
public sealed class QueryLogGapTests(OutboundSiteFixture fixture)
    : IClassFixture<OutboundSiteFixture>
{
    private const string Stranger = "203.0.113.53";

    private readonly OutboundSite site = fixture.Site;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private QueryLogStore Log => site.App.Services.GetRequiredService<QueryLogStore>();

    private Task AskAsync(DnsRecordType type, DomainName name) =>
        site
            .App.Services.GetRequiredService<QueryIntake>()
            .StoreAsync(
                [
                    new DnsQueryEvidence(
                        site.Clock.GetUtcNow(),
                        name,
                        type,
                        DnssecOk: true,
                        IPAddress.Parse(Stranger)
                    ),
                ],
                Cancellation
            );

    /// <summary>The only one to ask that was written down is a stranger; the control comes from a server that asked too.</summary>
    private async Task<(string Id, Core.Outbound.OutboundTest Test)> AskedByAStrangerAsync()
    {
        var (id, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        await AskAsync(
            DnsRecordType.Mx,
            test.Names.RecipientDomain(OutboundProbeId.Control, test.Token)
        );
        var bogus = test.Hosts.Single(host => host.Probe == OutboundProbeId.TlsaBogus).Name;
        await AskAsync(DnsRecordType.Tlsa, Core.Outbound.ProbeZoneNames.TlsaOwner(bogus));
        await site.ReportAsync(
            test,
            OutboundProbeId.Control,
            SessionShape.MailOverTls,
            asks: false
        );
        return (id, test);
    }

    private static Task<OutboundVerdict> JudgedAsync(OutboundSite site, Guid test) =>
        Eventually.GetAsync(async () =>
        {
            await site
                .App.Services.GetRequiredService<OutboundJudge>()
                .SettleAsync(test, Cancellation);
            await using var db = await site.App.OpenDatabaseAsync();
            var row = await db.OutboundTests.SingleAsync(t => t.Id == test, Cancellation);
            return row.JudgedStamp == row.EvidenceStamp && row.Verdict is { Senders.Count: > 0 }
                ? row.Verdict
                : null;
        });

    private static DeliveryJudgement Bogus(OutboundVerdict verdict) =>
        verdict
            .Senders.ShouldHaveSingleItem()
            .Probes.Single(judged => judged.Probe == OutboundProbeId.TlsaBogus)
            .Judgement;

    [Fact]
    public async Task Who_alone_asked_is_nobody_where_the_log_was_not_read_meanwhile()
    {
        var (_, test) = await AskedByAStrangerAsync();
        site.Clock.Step(ProbeTiming.DnsProvisionalAfter + TimeSpan.FromMinutes(1));
        Bogus(await JudgedAsync(site, test.Id)).ShouldBe(DeliveryJudgement.RefusedAsItShould);

        // As a process does that begins to read where another ended when the control came.
        var began = site.Clock.GetUtcNow();
        await Log.NoteAsync(
            "gap.log",
            new QueryLogPlace(test.OpenedAt, test.OpenedAt.AddMilliseconds(1)),
            begins: true,
            [],
            Cancellation
        );
        await Log.NoteAsync(
            "gap.log",
            new QueryLogPlace(began, began),
            begins: true,
            [],
            Cancellation
        );

        Bogus(await JudgedAsync(site, test.Id)).ShouldBe(DeliveryJudgement.Ambiguous);
    }

    [Fact]
    public async Task Log_that_nobody_had_read_lacks_all_that_was_asked_of_open_tests()
    {
        var (_, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        var began = site.Clock.GetUtcNow().AddMinutes(1);

        await Log.NoteAsync(
            "first.log",
            new QueryLogPlace(began, began),
            begins: true,
            [],
            Cancellation
        );

        await using var db = await site.App.OpenDatabaseAsync();
        (
            await db.QueryLogGaps.SingleAsync(
                gap => gap.Until >= began.AddSeconds(-1) && gap.Until <= began.AddSeconds(1),
                Cancellation
            )
        ).From.ShouldBeLessThanOrEqualTo(test.OpenedAt);
        // The gap ends a minute from here, and the clock is shared.
        site.Clock.Step(TimeSpan.FromMinutes(2) + ProbeTiming.QueryWindow);
    }

    [Fact]
    public async Task Question_without_room_says_from_when_on_they_are_missing()
    {
        var (id, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        var name = test.Hosts[0].Name;
        for (var i = 0; i < OutboundSiteFixture.QueriesPerTest; i++)
        {
            await AskAsync(DnsRecordType.A, name);
        }
        (await site.RowAsync(id)).QuestionsCompleteUntil.ShouldBeNull("there was room for each");

        site.Clock.Step(TimeSpan.FromMinutes(1));
        var before = site.Clock.GetUtcNow().AddSeconds(-1);
        await AskAsync(DnsRecordType.A, name);
        site.Clock.Step(TimeSpan.FromMinutes(1));
        await AskAsync(DnsRecordType.A, name);

        var until = (await site.RowAsync(id)).QuestionsCompleteUntil.ShouldNotBeNull();
        until.ShouldBeGreaterThan(before);
        until.ShouldBeLessThan(before.AddSeconds(30));
    }

    [Fact]
    public async Task Flood_of_questions_takes_back_no_verdict_of_before()
    {
        var (_, test) = await AskedByAStrangerAsync();
        site.Clock.Step(ProbeTiming.DnsProvisionalAfter + TimeSpan.FromMinutes(1));
        Bogus(await JudgedAsync(site, test.Id)).ShouldBe(DeliveryJudgement.RefusedAsItShould);

        for (var i = 0; i <= OutboundSiteFixture.QueriesPerTest; i++)
        {
            await AskAsync(DnsRecordType.A, test.Hosts[0].Name);
        }

        Bogus(await JudgedAsync(site, test.Id)).ShouldBe(DeliveryJudgement.RefusedAsItShould);
    }

    [Fact]
    public async Task Follower_writes_down_how_far_it_has_come()
    {
        var (_, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        var since = site.Clock.GetUtcNow();

        var until = await Eventually.GetAsync(async () =>
        {
            await using var db = await site.App.OpenDatabaseAsync();
            return
                await db
                    .QueryLogs.Where(log =>
                        log.Path.EndsWith("pdns.log") && log.StoredUntil > since
                    )
                    .Select(log => (DateTimeOffset?)log.StoredUntil)
                    .SingleOrDefaultAsync(Cancellation)
                    is { } stored
                ? new Instant(stored)
                : null;
        });

        until.At.ShouldBeLessThanOrEqualTo(site.Clock.GetUtcNow());
    }

    private sealed record Instant(DateTimeOffset At);
}
