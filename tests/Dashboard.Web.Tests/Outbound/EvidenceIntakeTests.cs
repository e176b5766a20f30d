using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Tests.Outbound;
using Dashboard.Lab;
using Dashboard.Web.Features.Health;
using Dashboard.Web.Features.Outbound.Evidence;
using Dashboard.Web.Features.Outbound.Judging;
using Dashboard.Web.Platform.Status;
using Dashboard.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Outbound;

/// <summary>What of the receiver's reports is kept, and what is not.</summary>
public sealed class EvidenceIntakeTests(OutboundSiteFixture fixture)
    : IClassFixture<OutboundSiteFixture>
{
    private readonly OutboundSite site = fixture.Site;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("an address of no test", "127.99.0.1", null, false)]
    [InlineData("only recipients of no test", null, null, true)]
    [InlineData(
        "the SNI of no test",
        null,
        "aaaaaaaaaaaaaaaaaaaaaaaaaa-mx.control.probe.example",
        false
    )]
    [InlineData("an SNI in the zone that no test can have", null, "www.probe.example", false)]
    public async Task Session_that_can_belong_to_no_test_is_not_kept(
        string what,
        string? local,
        string? serverName,
        bool strangersRecipient
    )
    {
        var (_, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        var session = Session(test) with
        {
            LocalAddress = local is null ? test.Hosts[0].Addresses[0] : IPAddress.Parse(local),
            Tls = new TlsEvidence
            {
                StartedAt = site.Clock.GetUtcNow(),
                CompletedAt = site.Clock.GetUtcNow(),
                ServerName = serverName,
            },
            Transactions = strangersRecipient
                ?
                [
                    new MailTransaction
                    {
                        At = site.Clock.GetUtcNow(),
                        OverTls = true,
                        ReplyCode = 250,
                        Recipients =
                        [
                            new RecipientEvidence(site.Clock.GetUtcNow(), null, null, 550),
                        ],
                    },
                ]
                : [],
        };

        await site.Evidence.SessionAsync(session, Cancellation);

        (await KeptAsync(session)).ShouldBe(0, what);
    }

    [Fact]
    public async Task Session_is_given_up_when_it_turns_out_to_be_a_strangers()
    {
        var (_, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        var session = Session(test);
        await site.Evidence.SessionAsync(session, Cancellation);
        (await KeptAsync(session)).ShouldBe(1);

        await site.Evidence.SessionAsync(
            session with
            {
                Transactions =
                [
                    new MailTransaction
                    {
                        At = site.Clock.GetUtcNow(),
                        OverTls = false,
                        Recipients =
                        [
                            new RecipientEvidence(site.Clock.GetUtcNow(), null, null, 550),
                        ],
                    },
                ],
            },
            Cancellation
        );

        (await KeptAsync(session)).ShouldBe(0);
    }

    [Fact]
    public async Task Session_that_goes_on_replaces_what_was_reported_before()
    {
        var (id, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        var session = Session(test);
        await site.Evidence.SessionAsync(session, Cancellation);
        await site.Evidence.SessionAsync(
            session with
            {
                EndedAt = site.Clock.GetUtcNow(),
                End = SessionEnd.Quit,
            },
            Cancellation
        );

        (await KeptAsync(session)).ShouldBe(1);
        (await site.RowAsync(id)).EvidenceStamp.ShouldBe(2);
    }

    [Fact]
    public async Task Connections_of_one_source_are_kept_up_to_the_limit()
    {
        var (_, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        var limit = OutboundSiteFixture.SessionsPerSource;
        for (var i = 0; i < limit + 3; i++)
        {
            await site.Evidence.SessionAsync(Session(test), Cancellation);
        }
        var other = Session(test) with { SourceAddress = IPAddress.Parse("203.0.113.8") };
        await site.Evidence.SessionAsync(other, Cancellation);

        (
            await site.CountAsync(
                $"SELECT count(*) FROM outbound_sessions WHERE test_ids @> ARRAY['{test.Id}'::uuid] AND source_address = '198.51.100.7'"
            )
        ).ShouldBe(limit);
        (await KeptAsync(other)).ShouldBe(1, "another source has room of its own");
        var mail = await site.ReportAsync(test, OutboundProbeId.Mismatch, SessionShape.MailOverTls);
        (await KeptAsync(mail)).ShouldBe(1, "a message handed over is never hidden by others");
    }

    [Fact]
    public async Task Two_workers_at_one_test_heal_it_once()
    {
        var (id, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        await site.ReportAsync(test, OutboundProbeId.Control, SessionShape.MailOverTls);
        await site.UntilAsync(id, view => view.Verdict.Senders.Count == 1, "a sender");
        var judge = site.App.Services.GetRequiredService<OutboundJudge>();

        await site.RefuseAsync(test, OutboundProbeId.Mismatch, SessionShape.TlsAndQuit);
        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ => Task.Run(() => judge.SettleAsync(test.Id, Cancellation)))
        );

        (
            await site.CountAsync(
                $"SELECT count(*) FROM outbound_heals WHERE test_id = '{test.Id}'"
            )
        ).ShouldBe(1);
        (
            await site.CountAsync(
                $"SELECT count(*) FROM pdns.records WHERE type = 'TLSA' AND name = '_25._tcp.{test.HostToken}-mx.mismatch.probe.example'"
            )
        ).ShouldBe(1);
    }

    [Fact]
    public async Task Health_tells_that_the_log_is_silent_where_mail_comes_and_no_question()
    {
        // The clock is shared: what other tests asked is further back than the check looks.
        site.Clock.Step(TimeSpan.FromMinutes(62));
        var (id, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        await site.ReportAsync(
            test,
            OutboundProbeId.Control,
            SessionShape.MailOverTls,
            asks: false
        );
        await Eventually.GetAsync(async () =>
            await site.RowAsync(id) is { FirstMailAt: not null } row ? row : null
        );
        var check = site.App.Services.GetServices<ISystemCheck>().OfType<QueryLogCheck>().Single();
        site.Clock.Step(TimeSpan.FromSeconds(31));

        (await check.CheckAsync(Cancellation)).Slug.ShouldBe(SystemSlug.QueryLogSilent);

        await site
            .App.Services.GetRequiredService<QueryIntake>()
            .StoreAsync(
                [
                    new DnsQueryEvidence(
                        site.Clock.GetUtcNow(),
                        test.Hosts[0].Name,
                        DnsRecordType.A,
                        DnssecOk: true,
                        IPAddress.Parse("192.0.2.53")
                    ),
                ],
                Cancellation
            );
        (await check.CheckAsync(Cancellation)).Slug.ShouldBe(SystemSlug.Ok);
    }

    [Fact]
    public async Task Token_of_the_view_and_of_the_hosts_find_no_test_for_the_receiver()
    {
        var (id, test) = await site.NewTestAsync(OutboundTestKind.Basic);

        (await site.Directory.FindAsync(test.Token, Cancellation)).ShouldNotBeNull();
        (await site.Directory.FindAsync(test.HostToken, Cancellation)).ShouldBeNull();
        (await site.Directory.FindAsync(TestToken.Parse(id), Cancellation)).ShouldBeNull();
    }

    /// <summary>Many messages to one address leave room for the message of another, which counts only where it is read.</summary>
    [Fact]
    public async Task Identities_of_each_probe_have_room_of_their_own()
    {
        var (_, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        var session = Session(test);
        for (var i = 0; i < IdentityRoom.OfProbe + 5; i++)
        {
            await site.ProveAsync(test, session, probe: OutboundProbeId.EeGood);
        }
        await site.ProveAsync(test, session, probe: OutboundProbeId.TlsaBogus);

        (await Identities(OutboundProbeId.EeGood)).ShouldBe(IdentityRoom.OfProbe);
        (await Identities(OutboundProbeId.TlsaBogus)).ShouldBe(1);

        Task<long> Identities(OutboundProbeId probe) =>
            site.CountAsync(
                $"""
                SELECT count(*) FROM outbound_identities
                WHERE test_id = '{test.Id}' AND identity ->> 'probe' = '{OutboundProbes.Get(
                    probe
                ).Slug}'
                """
            );
    }

    private SmtpSessionEvidence Session(Core.Outbound.OutboundTest test) =>
        Sketch.Session(
            test,
            test.Hosts.Single(host => host.Probe == OutboundProbeId.Stripped),
            site.Clock.GetUtcNow(),
            SessionShape.UnderWay,
            Source.First,
            healed: false,
            Guid.NewGuid()
        ) with
        {
            Tls = null,
        };

    private Task<long> KeptAsync(SmtpSessionEvidence session) =>
        site.CountAsync($"SELECT count(*) FROM outbound_sessions WHERE id = '{session.Id}'");
}
