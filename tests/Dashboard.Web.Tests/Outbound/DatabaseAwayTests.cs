using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Core.Tests.Outbound;
using Dashboard.Lab;
using Dashboard.Probes.Tests.Outbound.Receiver;
using Dashboard.Web.Cli;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.Outbound;

/// <summary>PostgreSQL stops while senders come.</summary>
public sealed class DatabaseAwayTests
{
    private const string Message =
        "From: someone@sender.example\r\nSubject: test\r\n\r\nhello\r\n.";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sending_test_outlives_a_database_that_stops_and_accepts_nothing_meanwhile()
    {
        await using var cluster = await PostgresCluster.StartNewAsync();
        var database = cluster.ConnectionString("postgres");
        await MigrateCommand.MigrateAsync(database + ";Pooling=false", Cancellation);
        await using var site = await OutboundSite.StartAsync(
            database,
            OutboundSite.Networks,
            Cancellation
        );
        var (id, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        // Nobody's resolver asks for what a bare client connects to.
        var source = new Source("127.0.0.1", "mx1.sender.example");
        foreach (var probe in new[] { OutboundProbeId.Control, OutboundProbeId.Mismatch })
        {
            await site.AskAsync(
                DnsRecordType.Mx,
                test.Names.RecipientDomain(probe, test.Token),
                source
            );
        }
        // Its recipient is accepted before, its message comes after.
        await using var caught = await RecipientAsync(site, test);
        (await RecipientSaidAsync(caught, test)).ShouldStartWith("250");

        await cluster.StopAsync();

        (await caught.SayAsync("DATA")).ShouldStartWith("354");
        (await caught.SayAsync(Message)).ShouldStartWith("451", Case.Sensitive, "not stored");
        (await caught.SayAsync("QUIT")).ShouldStartWith("221");
        await using (var late = await RecipientAsync(site, test))
        {
            (await RecipientSaidAsync(late, test)).ShouldStartWith("451");
            (await late.SayAsync("DATA")).ShouldStartWith("5", Case.Sensitive, "no recipient");
            (await late.SayAsync("QUIT")).ShouldStartWith("221");
        }
        // A sender that verifies meets a certificate that does not match: its refusal is seen and kept.
        await using (var verifying = await GreetAsync(site, test, OutboundProbeId.Mismatch))
        {
            await verifying.StartTlsAsync(Host(test, OutboundProbeId.Mismatch).Name.Value);
            (await verifying.SayAsync("QUIT")).ShouldStartWith("221");
        }
        await cluster.StartAsync();

        await using (var again = await RecipientAsync(site, test))
        {
            await Eventually.GetAsync(
                async () =>
                    (await RecipientSaidAsync(again, test)).StartsWith(
                        "250",
                        StringComparison.Ordinal
                    )
                        ? "taken"
                        : null,
                what: "a recipient that is accepted again"
            );
            (await again.SayAsync("DATA")).ShouldStartWith("354");
            (await again.SayAsync(Message)).ShouldStartWith("250");
            (await again.SayAsync("QUIT")).ShouldStartWith("221");
        }
        var sessions = await Eventually.GetAsync(
            async () =>
                await SessionsAsync(site) is { Count: 4 } all
                && all.TrueForAll(session => session.EndedAt is not null)
                    ? all
                    : null,
            what: "all four sessions, to their end"
        );
        sessions.ShouldAllBe(session => session.End == SessionEnd.Quit);
        sessions
            .SelectMany(session => session.Transactions)
            .Count(transaction => transaction.TakenAt is not null)
            .ShouldBe(1, "what was told to come again was not taken");
        await site.UntilAsync(
            id,
            view =>
                Of(view, OutboundProbeId.Control) == DeliveryJudgement.DeliveredAsItShould
                && Of(view, OutboundProbeId.Mismatch) == DeliveryJudgement.RefusedAsItShould,
            "the judgement of what came while the database was unavailable"
        );
        await site.RefuseAsync(test, OutboundProbeId.Mismatch, SessionShape.TlsAndQuit, source);
        await site.UntilAsync(
            id,
            view => view.Heals.Any(heal => heal.Probe == OutboundProbeId.Mismatch),
            "a test that goes on"
        );
    }

    private static async Task<RawClient> RecipientAsync(
        OutboundSite site,
        Core.Outbound.OutboundTest test
    )
    {
        var client = await GreetAsync(site, test, OutboundProbeId.Control);
        await client.StartTlsAsync();
        await client.SayAsync("EHLO mx1.sender.example");
        (await client.SayAsync("MAIL FROM:<someone@sender.example>")).ShouldStartWith("250");
        return client;
    }

    private static Task<string> RecipientSaidAsync(
        RawClient client,
        Core.Outbound.OutboundTest test
    ) => client.SayAsync($"RCPT TO:<{test.Names.Recipient(OutboundProbeId.Control, test.Token)}>");

    private static Task<RawClient> GreetAsync(
        OutboundSite site,
        Core.Outbound.OutboundTest test,
        OutboundProbeId probe
    ) =>
        RawClient.GreetAsync(
            new IPEndPoint(Host(test, probe).Addresses[0], site.SmtpPort),
            Cancellation,
            "mx1.sender.example"
        );

    private static Core.Outbound.ProbeHost Host(
        Core.Outbound.OutboundTest test,
        OutboundProbeId probe
    ) => test.Hosts.Single(host => host.Probe == probe);

    private static async Task<List<SmtpSessionEvidence>> SessionsAsync(OutboundSite site)
    {
        await using var db = await site.App.OpenDatabaseAsync();
        return await db.OutboundSessions.Select(s => s.Evidence).ToListAsync(Cancellation);
    }

    private static DeliveryJudgement Of(
        Features.Outbound.OutboundTestView view,
        OutboundProbeId probe
    ) => view.Verdict.Probes.Single(p => p.Probe == probe).Judgement;
}
