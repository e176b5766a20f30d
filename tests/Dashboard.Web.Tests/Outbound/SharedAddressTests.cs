using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Core.Tests.Outbound;
using Dashboard.Lab;
using Dashboard.Web.Features.Health;
using Dashboard.Web.Features.Outbound.Evidence;
using Dashboard.Web.Platform.Status;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Dashboard.Core.Tests.Outbound.SessionShape;

namespace Dashboard.Web.Tests.Outbound;

/// <summary>Two tests at the same time from the same sender, where all tests share the addresses of the listeners.</summary>
public sealed class SharedAddressTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Evidence_of_one_sender_in_two_tests_never_mixes()
    {
        await using var site = await OutboundSite.StartAsync(
            postgres,
            OutboundSite.Single,
            Cancellation
        );
        var (firstId, first) = await site.NewTestAsync(OutboundTestKind.Basic);
        var (secondId, second) = await site.NewTestAsync(OutboundTestKind.Basic);
        first.Hosts[0].Addresses.ShouldBe(second.Hosts[0].Addresses, "they share");

        // By recipient.
        await site.ReportAsync(first, OutboundProbeId.Control, MailOverTls);
        await site.ReportAsync(second, OutboundProbeId.Control, MailOverTls);
        // By SNI.
        await site.ReportAsync(first, OutboundProbeId.Mismatch, TlsAndQuit);
        // By nothing: EHLO and QUIT at an address of both.
        var doubtful = await site.ReportAsync(first, OutboundProbeId.Stripped, Leave);
        await site.ReportAsync(second, OutboundProbeId.EeGood, MailOverTlsWithSni);

        var one = await site.UntilAsync(
            firstId,
            view => Of(view, OutboundProbeId.Mismatch) == DeliveryJudgement.RefusedAsItShould,
            "the refusal in the first test"
        );
        var other = await site.UntilAsync(
            secondId,
            view => Of(view, OutboundProbeId.EeGood) == DeliveryJudgement.DeliveredAsItShould,
            "the delivery in the second test"
        );
        Of(one, OutboundProbeId.EeGood).ShouldBe(DeliveryJudgement.Pending);
        Of(other, OutboundProbeId.Mismatch).ShouldBe(DeliveryJudgement.Pending);
        foreach (var view in new[] { one, other })
        {
            Of(view, OutboundProbeId.Stripped).ShouldBe(DeliveryJudgement.Ambiguous);
            view.Verdict.Ambiguous.Select(a => a.Session.Id).ShouldBe([doubtful.Id]);
        }

        // The one is deleted: what was doubtful is the other's.
        await site.Tests.DeleteAsync(firstId, Cancellation);
        (
            await site.CountAsync(
                $"SELECT count(*) FROM outbound_sessions WHERE tied_ids = ARRAY['{second.Id}'::uuid]"
            )
        ).ShouldBe(3);
        (await site.CountAsync("SELECT count(*) FROM outbound_sessions")).ShouldBe(3);
    }

    [Fact]
    public async Task Session_that_could_be_anybodys_has_no_test_judged_anew_until_something_ties_it()
    {
        await using var site = await OutboundSite.StartAsync(
            postgres,
            OutboundSite.Single,
            Cancellation
        );
        var (firstId, first) = await site.NewTestAsync(OutboundTestKind.Basic);
        var (secondId, second) = await site.NewTestAsync(OutboundTestKind.Basic);
        var (thirdId, _) = await site.NewTestAsync(OutboundTestKind.Basic);
        // Of the same sender, from another address, whose SPF record names both.
        var control = await site.ReportAsync(
            second,
            OutboundProbeId.Control,
            MailOverTls,
            Source.SamePool
        );
        await site.ProveAsync(second, control, ownNetworks: $"{Source.First.Address}/32");

        var session = await site.ReportAsync(first, OutboundProbeId.Stripped, Leave, asks: false);
        await site.ReportAsync(first, OutboundProbeId.Stripped, Leave, asks: false);

        (await TiedToAsync(site, session)).ShouldBeEmpty();
        (await StampsAsync(site, firstId)).ShouldBe(0);
        (await StampsAsync(site, secondId)).ShouldBe(
            3,
            "its control, the question for it and its proof"
        );
        (await StampsAsync(site, thirdId)).ShouldBe(0);

        // The line of the question is read after the session is over.
        await AskAsync(site, second, session.StartedAt);

        var view = await site.UntilAsync(
            secondId,
            view => Of(view, OutboundProbeId.Stripped) == DeliveryJudgement.RefusedAsItShould,
            "the judgement of the session"
        );
        view.Verdict.Ambiguous.ShouldBeEmpty("the question tells whose it is");
        // A page judges for itself what no worker has judged yet; the worker's judgement ties the session.
        var tied = await Eventually.GetAsync(
            async () => await TiedToAsync(site, session) is { Count: > 0 } known ? known : null,
            what: "the tie, by which it is kept as long as the test"
        );
        tied.ShouldBe([second.Id]);
        (await StampsAsync(site, firstId)).ShouldBe(0);
        // Now that a question is there, the session that follows it is judged at once, in that test alone.
        var stamp = await StampsAsync(site, secondId);
        await site.ReportAsync(first, OutboundProbeId.Stripped, Leave, asks: false);
        (await StampsAsync(site, secondId)).ShouldBe(stamp + 1);
        (await StampsAsync(site, thirdId)).ShouldBe(0);
    }

    [Fact]
    public async Task Source_that_is_known_in_one_test_has_that_one_judged_anew()
    {
        await using var site = await OutboundSite.StartAsync(
            postgres,
            OutboundSite.Single,
            Cancellation
        );
        var (firstId, first) = await site.NewTestAsync(OutboundTestKind.Basic);
        var (secondId, _) = await site.NewTestAsync(OutboundTestKind.Basic);
        await site.ReportAsync(first, OutboundProbeId.Control, MailOverTls);

        await site.ReportAsync(first, OutboundProbeId.Stripped, Leave);

        (await StampsAsync(site, firstId)).ShouldBe(4, "two sessions and the question before each");
        (await StampsAsync(site, secondId)).ShouldBe(0);
        var view = await site.UntilAsync(
            firstId,
            view => Of(view, OutboundProbeId.Stripped) == DeliveryJudgement.RefusedAsItShould,
            "the refusal of the sender of the control"
        );
        view.Verdict.Ambiguous.ShouldBeEmpty();
    }

    [Fact]
    public async Task Session_that_names_its_test_later_leaves_the_others_and_takes_room_in_its_own()
    {
        await using var site = await OutboundSite.StartAsync(
            postgres,
            OutboundSite.Single,
            Cancellation,
            "OutboundTest:SessionsPerSource=1"
        );
        var (firstId, first) = await site.NewTestAsync(OutboundTestKind.Basic);
        await site.NewTestAsync(OutboundTestKind.Basic);
        var named = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            var session = Sketch.Session(
                first,
                first.Hosts.Single(host => host.Probe == OutboundProbeId.Mismatch),
                site.Clock.GetUtcNow(),
                TlsAndQuit,
                Source.First,
                healed: false,
                Guid.NewGuid()
            );
            var opened = session with { Tls = null, EndedAt = null };
            await site.Evidence.SessionAsync(opened, Cancellation);
            (await TiedToAsync(site, session)).ShouldBeEmpty();
            await site.Evidence.SessionAsync(session, Cancellation);
            if ((await TiedToAsync(site, session)) is [var only])
            {
                only.ShouldBe(first.Id);
                named.Add(session.Id);
            }
        }

        named.Count.ShouldBe(1, "the limit counts what names the test, however late it does");
        (await site.RowAsync(firstId)).EvidenceStamp.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Scanner_fills_no_test()
    {
        await using var site = await OutboundSite.StartAsync(
            postgres,
            OutboundSite.Single,
            Cancellation,
            "OutboundTest:SessionsPerTest=3",
            "OutboundTest:SharedSessionsPerSource=4",
            "OutboundTest:SharedSessions=6"
        );
        (await EvidenceSlugAsync(site)).ShouldBe(SystemSlug.Ok);
        var (firstId, first) = await site.NewTestAsync(OutboundTestKind.Basic);
        await site.NewTestAsync(OutboundTestKind.Basic);
        foreach (var source in new[] { "203.0.113.1", "203.0.113.2", "203.0.113.3" })
        {
            for (var i = 0; i < 6; i++)
            {
                var scanner = new Source(source, "scanner.example");
                await site.ReportAsync(
                    first,
                    OutboundProbeId.Stripped,
                    Leave,
                    scanner,
                    asks: false
                );
            }
            (
                await site.CountAsync(
                    $"SELECT count(*) FROM outbound_sessions WHERE source_address = '{source}'"
                )
            ).ShouldBeInRange(2, 4, "no more than the bound of a source, and not none");
        }
        (await EvidenceSlugAsync(site)).ShouldBe(SystemSlug.EvidenceRoomFull);

        (await site.CountAsync("SELECT count(*) FROM outbound_sessions")).ShouldBe(6, "of all");
        (
            await site.CountAsync(
                "SELECT count(*) FROM (SELECT FROM outbound_sessions GROUP BY source_group HAVING count(*) = 2) AS equal"
            )
        ).ShouldBe(3, "each source has its share");
        var refusal = await site.ReportAsync(
            first,
            OutboundProbeId.Mismatch,
            TlsAndQuit,
            asks: false
        );
        (await TiedToAsync(site, refusal)).ShouldBe([first.Id]);
        // Its question came before it: there is more to it than to a scanner's.
        await AskAsync(site, first, site.Clock.GetUtcNow());
        var stripped = await site.ReportAsync(first, OutboundProbeId.Stripped, Leave, asks: false);
        (await TiedToAsync(site, stripped)).ShouldBe([first.Id]);
        (await StampsAsync(site, firstId)).ShouldBe(3);
        (await site.CountAsync("SELECT count(*) FROM outbound_sessions")).ShouldBe(8);
    }

    [Fact]
    public async Task Honest_session_outlives_a_crowd_of_scanners_whose_addresses_are_of_few_networks()
    {
        await using var site = await OutboundSite.StartAsync(
            postgres,
            OutboundSite.Single,
            Cancellation,
            "OutboundTest:SharedSessions=20"
        );
        var (_, first) = await site.NewTestAsync(OutboundTestKind.Basic);
        await site.NewTestAsync(OutboundTestKind.Basic);
        // Its control is yet to come, and the line of its question to be read.
        var honest = await site.ReportAsync(first, OutboundProbeId.Stripped, Leave);

        await Task.WhenAll(
            Enumerable
                .Range(0, 200)
                .Select(i =>
                    site.ReportAsync(
                        first,
                        OutboundProbeId.Stripped,
                        Leave,
                        // A /64 each second time, whatever the address in it.
                        new Source(
                            i % 2 == 0 ? $"2001:db8:0:1::{i + 1:x}" : $"203.0.113.{i % 3}",
                            "scanner.example"
                        )
                    )
                )
        );

        (await site.CountAsync("SELECT count(*) FROM outbound_sessions")).ShouldBe(20);
        (
            await site.CountAsync(
                $"SELECT count(*) FROM outbound_sessions WHERE id = '{honest.Id}'"
            )
        ).ShouldBe(1);
    }

    [Fact]
    public async Task Session_that_nothing_ties_within_an_hour_is_gone()
    {
        await using var site = await OutboundSite.StartAsync(
            postgres,
            OutboundSite.Single,
            Cancellation
        );
        var (_, first) = await site.NewTestAsync(OutboundTestKind.Basic);
        await site.NewTestAsync(OutboundTestKind.Basic);
        await site.ReportAsync(
            first,
            OutboundProbeId.Stripped,
            Leave,
            new Source("203.0.113.1", "scanner.example")
        );
        await site.ReportAsync(first, OutboundProbeId.Control, MailOverTls);
        var tied = await site.ReportAsync(first, OutboundProbeId.Stripped, Leave);
        (await site.CountAsync("SELECT count(*) FROM outbound_sessions")).ShouldBe(3);

        site.Clock.Step(TimeSpan.FromMinutes(61));

        await Eventually.GetAsync(
            async () =>
                await site.CountAsync("SELECT count(*) FROM outbound_sessions") == 2
                    ? "gone"
                    : null,
            what: "the end of what nothing ties"
        );
        (await TiedToAsync(site, tied)).ShouldBe([first.Id]);
    }

    [Fact]
    public async Task Two_processes_that_touch_the_same_tests_wait_for_each_other_and_lose_nothing()
    {
        await using var site = await OutboundSite.StartAsync(
            postgres,
            OutboundSite.Single,
            Cancellation
        );
        var tests = new List<Guid>();
        for (var i = 0; i < 6; i++)
        {
            tests.Add((await site.NewTestAsync(OutboundTestKind.Basic)).Test.Id);
        }

        await Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(i =>
                    Task.Run(async () =>
                    {
                        await using var db = await site.App.OpenDatabaseAsync();
                        await using var transaction = await db.Database.BeginTransactionAsync(
                            Cancellation
                        );
                        var order = i % 2 == 0 ? tests : Enumerable.Reverse(tests);
                        var held = await EvidenceStamps.TouchAsync(
                            db,
                            order,
                            site.Clock.GetUtcNow(),
                            Cancellation
                        );
                        held.Count.ShouldBe(tests.Count);
                        await transaction.CommitAsync(Cancellation);
                    })
                )
        );

        (
            await site.CountAsync("SELECT count(*) FROM outbound_tests WHERE evidence_stamp = 16")
        ).ShouldBe(tests.Count);
    }

    private static async Task<long> StampsAsync(OutboundSite site, string id) =>
        (await site.RowAsync(id)).EvidenceStamp;

    private static async Task<IReadOnlyList<Guid>> TiedToAsync(
        OutboundSite site,
        SmtpSessionEvidence session
    )
    {
        await using var db = await site.App.OpenDatabaseAsync();
        return await db
                .OutboundSessions.Where(s => s.Id == session.Id)
                .Select(s => s.TiedIds)
                .SingleOrDefaultAsync(Cancellation)
            ?? [];
    }

    /// <summary>
    /// The questions that lead to the host of the stripped probe, as the name server's log tells of them: for the MX records by the
    /// resolver of the control, for the address by another.
    /// </summary>
    private static Task AskAsync(
        OutboundSite site,
        Core.Outbound.OutboundTest test,
        DateTimeOffset at
    ) =>
        site
            .App.Services.GetRequiredService<QueryIntake>()
            .StoreAsync(
                [
                    new DnsQueryEvidence(
                        at,
                        test.Names.RecipientDomain(OutboundProbeId.Stripped, test.Token),
                        DnsRecordType.Mx,
                        DnssecOk: true,
                        OutboundSite.ResolverOf(Source.SamePool)
                    ),
                    new DnsQueryEvidence(
                        at,
                        test.Hosts.Single(host => host.Probe == OutboundProbeId.Stripped).Name,
                        DnsRecordType.A,
                        DnssecOk: true,
                        IPAddress.Parse("192.0.2.53")
                    ),
                ],
                Cancellation
            );

    private static DeliveryJudgement Of(
        Features.Outbound.OutboundTestView view,
        OutboundProbeId probe
    ) => view.Verdict.Probes.Single(p => p.Probe == probe).Judgement;

    private static async Task<string> EvidenceSlugAsync(OutboundSite site) =>
        (
            await site
                .App.Services.GetServices<ISystemCheck>()
                .Single(check => check.Name == "evidence")
                .CheckAsync(Cancellation)
        ).Slug;
}
