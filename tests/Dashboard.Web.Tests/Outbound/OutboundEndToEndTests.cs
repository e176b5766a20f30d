using System.Diagnostics;
using System.Net;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Lab;
using Dashboard.Probes.Tests.Outbound.Receiver;
using Dashboard.Web.Features.Outbound;
using Dashboard.Web.Tests.Support;
using Npgsql;

namespace Dashboard.Web.Tests.Outbound;

/// <summary>Real names, real TLS, the real receiver: a client that verifies DANE, and one message.</summary>
public sealed class OutboundEndToEndTests(OutboundSiteFixture fixture)
    : IClassFixture<OutboundSiteFixture>
{
    private const string Marker = "Xylophone-7f3a9c-marker";

    private readonly OutboundSite site = fixture.Site;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Verifying_sender_is_found_to_enforce_and_its_queued_message_arrives_once_healed()
    {
        var (id, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        var sender = new ScriptedSender(site, "mail.sender.example");
        Task<string> Send(OutboundProbeId probe) =>
            sender.SendAsync(test.Names.Recipient(probe, test.Token), Message(probe));

        (await Send(OutboundProbeId.Control)).ShouldStartWith("250");
        (await Send(OutboundProbeId.EeGood)).ShouldStartWith("250");
        (await Send(OutboundProbeId.Mismatch)).ShouldStartWith("221");
        (await Send(OutboundProbeId.Stripped)).ShouldStartWith("221");
        (await Send(OutboundProbeId.TlsaBogus)).ShouldBe("TLSA fails");

        var seen = await site.UntilAsync(
            id,
            view =>
                view.Verdict.Senders is [var only]
                && Of(only, OutboundProbeId.Mismatch) == DeliveryJudgement.RefusedAsItShould
                && Of(only, OutboundProbeId.Stripped) == DeliveryJudgement.RefusedAsItShould,
            "both refusals"
        );
        seen.Verdict.Senders[0].Ehlos.ShouldBe(["mail.sender.example"]);
        seen.Verdict.Senders[0].Leaning.ShouldBe(SenderVerdictKind.EnforcesDane);

        // A queue tries again what was not delivered, and that alone.
        site.Clock.Step(ProbeTiming.RetryAfter + TimeSpan.FromSeconds(1));
        (await Send(OutboundProbeId.Mismatch)).ShouldStartWith("221");
        (await Send(OutboundProbeId.Stripped)).ShouldStartWith("221");
        await site.UntilAsync(
            id,
            view =>
                view.Verdict.Senders is [var only]
                && only.Probes.Sum(probe =>
                    probe.Timeline.Count(entry => entry.Kind == TimelineKind.SessionEnded)
                ) == 6,
            "the second attempts"
        );
        site.Clock.Step(ProbeTiming.QuietPeriod + TimeSpan.FromSeconds(1));
        await site.UntilAsync(id, view => view.Heals.Count == 2, "both healings");
        site.Clock.Step(ProbeTiming.RecordTtl + TimeSpan.FromSeconds(1));
        (await Send(OutboundProbeId.Mismatch)).ShouldStartWith("250");
        (await Send(OutboundProbeId.Stripped)).ShouldStartWith("250");
        await site.UntilAsync(
            id,
            view => view.Verdict.Probes.Count(probe => probe.ProvenByHealing) == 2,
            "both proofs"
        );

        site.Clock.Step(ProbeTiming.DnsFirmAfter);
        var final = await site.UntilAsync(
            id,
            view => view.Verdict.Verdict == SenderVerdictKind.EnforcesDane,
            "the verdict"
        );
        // A question alone does not show that there is a message.
        final.Verdict.Senders.ShouldHaveSingleItem().Firm.ShouldBeFalse();
        await site.UntilAsync(id, view => view.Heals.Count == 3, "the last healing");
        site.Clock.Step(ProbeTiming.RecordTtl + TimeSpan.FromSeconds(1));
        (await Send(OutboundProbeId.TlsaBogus)).ShouldStartWith("250");
        await site.UntilAsync(
            id,
            view =>
                view.Verdict
                    is { Verdict: SenderVerdictKind.EnforcesDane, Senders: [{ Firm: true }] },
            "the verdict that nothing but a fault can change"
        );
    }

    [Fact]
    public async Task Nothing_of_a_message_is_left_anywhere()
    {
        var (id, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        var sender = new ScriptedSender(site, "mail.sender.example");
        foreach (var probe in test.Probes)
        {
            await sender.SendAsync(test.Names.Recipient(probe.Id, test.Token), Message(probe.Id));
        }
        await site.UntilAsync(
            id,
            view => view.Verdict.Senders.Count == 1,
            "the sender, so that all of it went through"
        );
        await site.UntilAsync(
            id,
            _ => site.CountAsync("SELECT count(*) FROM outbound_identities").Result > 0,
            "the identity, which is read from the message"
        );

        (await TablesWithAsync("sender.example")).ShouldNotBeEmpty(
            "the search finds what is there"
        );
        (await TablesWithAsync(Marker)).ShouldBeEmpty();
        (await TablesWithAsync("someone@")).ShouldBeEmpty();
        site.Log.Lines.ShouldNotBeEmpty();
        site.Log.Lines.ShouldAllBe(line => !line.Contains(Marker, StringComparison.Ordinal));
        site.Log.Lines.ShouldAllBe(line => !line.Contains("someone@", StringComparison.Ordinal));
        // Not by our own reading: one of the files is locked against it.
        (await FilesWithAsync(Marker)).ShouldBeEmpty();
        (await FilesWithAsync(OutboundSite.Zone.Value)).ShouldContain(
            "pdns.log",
            Case.Sensitive,
            "the search finds what is there"
        );
    }

    [Fact]
    public async Task Addresses_of_no_open_test_are_refused_and_nothing_of_who_tried_is_kept()
    {
        var (gone, deleted) = await site.NewTestAsync(OutboundTestKind.Basic);
        await site.Tests.DeleteAsync(gone, Cancellation);
        var (id, open) = await site.NewTestAsync(OutboundTestKind.Basic);
        string[] strangers =
        [
            deleted.Names.Recipient(OutboundProbeId.Control, deleted.Token),
            deleted.Names.Recipient(OutboundProbeId.Control, OutboundTestFactory.NewToken()),
            // The tokens of the hosts and of the link are not those of the addresses.
            open.Names.Recipient(OutboundProbeId.Control, open.HostToken),
            $"test@{id}.control.{OutboundSite.Zone}",
            "somebody@elsewhere.example",
        ];
        var control = open.Hosts.Single(host => host.Probe == OutboundProbeId.Control);
        var endpoint = new IPEndPoint(control.Addresses[0], site.SmtpPort);
        foreach (var stranger in strangers)
        {
            await using var client = await RawClient.GreetAsync(endpoint, Cancellation);
            await client.SayAsync("MAIL FROM:<a@b.example>");
            (await client.SayAsync($"RCPT TO:<{stranger}>")).ShouldStartWith(
                "550",
                Case.Sensitive,
                stranger
            );
            await client.SayAsync("QUIT");
        }

        var sender = new ScriptedSender(site, "mail.sender.example");
        await sender.SendAsync(
            open.Names.Recipient(OutboundProbeId.Control, open.Token),
            Message(OutboundProbeId.Control)
        );
        await site.UntilAsync(id, view => view.Verdict.Senders.Count == 1, "the sender");

        await Eventually.GetAsync(
            async () =>
                await site.CountAsync(
                    $"SELECT count(*) FROM outbound_sessions WHERE test_ids @> ARRAY['{open.Id}'::uuid] AND evidence::text NOT LIKE '%mail.sender.example%'"
                ) == 0
                    ? "nothing"
                    : null,
            what: "the end of what strangers left"
        );
        // Until they named what is no test's, the strangers could have been the sender's.
        await site.UntilAsync(
            id,
            view => view.Verdict.Senders is [{ Ehlos: ["mail.sender.example"] }],
            "a judgement without the strangers"
        );
    }

    private static string Message(OutboundProbeId probe) =>
        $"From: Someone {Marker} <someone@sender.example>\r\nSubject: {Marker} {probe}\r\n"
        + $"X-Note: {Marker}\r\n\r\nThe body has the {Marker} too.\r\n";

    private static DeliveryJudgement Of(SenderVerdict sender, OutboundProbeId probe) =>
        sender.Probes.Single(p => p.Probe == probe).Judgement;

    /// <summary>Every file of the servers that holds the text.</summary>
    private async Task<string> FilesWithAsync(string text)
    {
        using var grep = Process.Start(
            new ProcessStartInfo("grep", ["-rlaF", "-D", "skip", "--", text, site.Folder])
            {
                RedirectStandardOutput = true,
            }
        )!;
        var found = await grep.StandardOutput.ReadToEndAsync(Cancellation);
        await grep.WaitForExitAsync(Cancellation);
        grep.ExitCode.ShouldBeLessThan(2, "it could read all");
        return found;
    }

    /// <summary>Every table that holds the text anywhere in any row, whatever the type of the column.</summary>
    private async Task<List<string>> TablesWithAsync(string text)
    {
        await using var connection = new NpgsqlConnection(site.ConnectionString);
        await connection.OpenAsync(Cancellation);
        var tables = new List<string>();
        await using (
            var list = new NpgsqlCommand(
                "SELECT format('%I.%I', table_schema, table_name) FROM information_schema.tables"
                    + " WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')",
                connection
            )
        )
        await using (var reader = await list.ExecuteReaderAsync(Cancellation))
        {
            while (await reader.ReadAsync(Cancellation))
            {
                tables.Add(reader.GetString(0));
            }
        }
        var found = new List<string>();
        foreach (var table in tables)
        {
            await using var search = new NpgsqlCommand(
                $"SELECT count(*) FROM {table} AS t WHERE t::text ILIKE @text",
                connection
            );
            search.Parameters.AddWithValue("text", $"%{text}%");
            if ((long)(await search.ExecuteScalarAsync(Cancellation))! > 0)
            {
                found.Add(table);
            }
        }
        return found;
    }
}
