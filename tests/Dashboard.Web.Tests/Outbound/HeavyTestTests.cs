using System.Net;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Tests.Outbound;
using Dashboard.Data;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.Outbound;

/// <summary>A test whose judgement takes long holds up nobody else's.</summary>
public sealed class HeavyTestTests(PostgresFixture postgres)
{
    private const int Sources = 600;

    private const int Questions = 10_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Test_that_takes_long_holds_up_no_other_and_one_with_a_crowd_stays_small()
    {
        // Whatever waits for a lock waits for as long as it is held.
        var database = $"{await postgres.CreateDatabaseAsync()};Command Timeout=600";
        await using var site = await OutboundSite.StartAsync(
            database,
            OutboundSite.Networks,
            Cancellation
        );
        var (slowId, slow) = await site.NewTestAsync(OutboundTestKind.Basic);
        var (id, test) = await site.NewTestAsync(OutboundTestKind.Full);
        await site.ReportAsync(slow, OutboundProbeId.Control, SessionShape.MailOverTls);
        await site.UntilAsync(slowId, view => view.Verdict.Senders.Count == 1, "a sender");

        await using var held = await site.App.OpenDatabaseAsync();
        await using var transaction = await held.Database.BeginTransactionAsync(Cancellation);
        await held.Database.ExecuteSqlAsync(
            $"SELECT FROM outbound_senders WHERE test_id = {slow.Id} FOR UPDATE",
            Cancellation
        );
        await site.ReportAsync(slow, OutboundProbeId.Mismatch, SessionShape.MailOverTls);
        await StoreCrowdAsync(site, test);
        // Who asks for a page has nothing judged.
        (await site.Tests.FindAsync(id, Cancellation))!.Verdict.Senders.ShouldBeEmpty();
        await MakeDueAsync(site, test);

        var view = await site.UntilAsync(
            id,
            view => view.Verdict.SendersLeftOut > 0,
            "the verdict of the other"
        );

        view.Verdict.Senders.Count.ShouldBe(SenderGroups.MostOfAKind);
        view.Verdict.SendersLeftOut.ShouldBe(Sources - SenderGroups.MostOfAKind);
        (
            await site.CountAsync(
                $"SELECT octet_length(verdict::text)::bigint FROM outbound_tests WHERE id = '{test.Id}'"
            )
        ).ShouldBeLessThan(5_000_000);
        using (var page = await site.App.Client.GetAsync($"/sending/{id}", Cancellation))
        {
            page.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await page.Content.ReadAsStringAsync(Cancellation)).ShouldContain(
                $"{Sources - SenderGroups.MostOfAKind}"
            );
        }
        await transaction.RollbackAsync(Cancellation);
        await site.UntilAsync(
            slowId,
            slowView => slowView.Verdict.Senders.Single().Missing.Count > 0,
            "the verdict of the slow one once nothing holds it"
        );
    }

    /// <summary>One connection of each source, and questions as many as a test keeps, as the receiver and the log would store them.</summary>
    private static async Task StoreCrowdAsync(OutboundSite site, Core.Outbound.OutboundTest test)
    {
        var now = site.Clock.GetUtcNow();
        await using var db = await site.App.OpenDatabaseAsync();
        db.OutboundQueries.AddRange(
            Enumerable
                .Range(0, Questions)
                .Select(i => new OutboundQueryRow
                {
                    TestId = test.Id,
                    At = now,
                    Name = test.Hosts[i % test.Hosts.Count].Name.Value,
                    Type = DnsRecordType.A,
                    DnssecOk = true,
                    ResolverAddress = new IPAddress([203, 0, (byte)(i % 100), 53]),
                })
        );
        for (var i = 0; i < Sources; i++)
        {
            var session = Sketch.Session(
                test,
                test.Hosts.Single(host => host.Probe == OutboundProbeId.Control),
                now,
                SessionShape.MailOverTls,
                new Source($"2001:db8:0:{i + 1:x}::25", $"host{i}.crowd.example"),
                healed: false,
                Guid.NewGuid()
            );
            db.OutboundSessions.Add(
                new OutboundSessionRow
                {
                    Id = session.Id,
                    StartedAt = session.StartedAt,
                    SourceAddress = session.SourceAddress,
                    SourceGroup = session.SourceAddress.CountedNetwork(),
                    LocalAddress = session.LocalAddress,
                    SaidMail = true,
                    TestIds = [test.Id],
                    TiedIds = [test.Id],
                    TouchedAt = now,
                    Evidence = session,
                }
            );
        }
        await db.SaveChangesAsync(Cancellation);
    }

    private static async Task MakeDueAsync(OutboundSite site, Core.Outbound.OutboundTest test)
    {
        var now = site.Clock.GetUtcNow();
        await using var db = await site.App.OpenDatabaseAsync();
        await db
            .OutboundTests.Where(row => row.Id == test.Id)
            .ExecuteUpdateAsync(
                row =>
                {
                    row.SetProperty(t => t.EvidenceStamp, t => t.EvidenceStamp + 1);
                    row.SetProperty(t => t.DueAt, now);
                },
                Cancellation
            );
    }
}
