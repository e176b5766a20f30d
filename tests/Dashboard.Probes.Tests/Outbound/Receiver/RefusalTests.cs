using System.Text;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Lab;
using Dashboard.Probes.Outbound.Receiver;

namespace Dashboard.Probes.Tests.Outbound.Receiver;

/// <summary>What a receiver on the open Internet is asked for, and does not give.</summary>
public sealed class RefusalTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("VRFY postmaster", "252")]
    [InlineData("EXPN staff", "502")]
    [InlineData("AUTH PLAIN AHRlc3QAdGVzdA==", "502")]
    [InlineData("BDAT 10 LAST", "502")]
    [InlineData("TURN", "502")]
    [InlineData("ETRN example", "502")]
    [InlineData("HELP", "214")]
    [InlineData("XYZZY", "500")]
    [InlineData("", "500")]
    [InlineData("MAIL FROM:<>", "250")]
    [InlineData("MAIL FROM:a@sender.example", "501")]
    [InlineData("MAIL FROM:<a@sender.example> SIZE=99999999999", "250")]
    [InlineData("MAIL FROM:<a@sender.example> SIZE=many", "501")]
    [InlineData("MAIL FROM:<a@sender.example> SIZE=-1", "501")]
    [InlineData("MAIL FROM:<a@sender.example> SIZE", "501")]
    [InlineData("MAIL FROM:<a@sender.example> BY=600;R", "250")]
    [InlineData("MAIL FROM:<a@sender.example> by=+600;rt", "250")]
    [InlineData("MAIL FROM:<a@sender.example> BY=-600;N", "250")]
    [InlineData("MAIL FROM:<a@sender.example> BY=0;NT", "250")]
    [InlineData("MAIL FROM:<a@sender.example> BY=-600;R", "501")]
    [InlineData("MAIL FROM:<a@sender.example> BY=0;RT", "501")]
    [InlineData("MAIL FROM:<a@sender.example> BY=1234567890;R", "501")]
    [InlineData("MAIL FROM:<a@sender.example> BY=+-6;R", "501")]
    [InlineData("MAIL FROM:<a@sender.example> BY=;N", "501")]
    [InlineData("MAIL FROM:<a@sender.example> BY=6;X", "501")]
    [InlineData("MAIL FROM:<a@sender.example> BY=6", "501")]
    [InlineData("MAIL FROM:<a@sender.example> BY", "501")]
    [InlineData("MAIL FROM:<a@sender.example> REQUIRETLS", "555")]
    [InlineData("MAIL FROM:<a@sender.example> AUTH=<>", "555")]
    [InlineData("MAIL FROM:<a@sender.example> BODY=8BITMIME", "250")]
    [InlineData("MAIL FROM:<a@sender.example> body=7bit SMTPUTF8", "250")]
    [InlineData("MAIL FROM:<a@sender.example> BODY=BINARYMIME", "501")]
    [InlineData("MAIL FROM:<a@sender.example> BODY", "501")]
    [InlineData("MAIL FROM:<a@sender.example> SMTPUTF8=yes", "501")]
    [InlineData("MAIL FROM:<ü@sender.example>", "553 5.6.7")]
    [InlineData("MAIL FROM:<a@sënder.example>", "553 5.6.7")]
    [InlineData("MAIL FROM:<ü@sënder.example> SMTPUTF8", "250")]
    [InlineData("RCPT TO:<a@b.example>", "503")]
    [InlineData("DATA", "503")]
    [InlineData("EHLO", "501")]
    [InlineData("STARTTLS now", "501")]
    public async Task Command_gets_a_polite_reply(string command, string reply)
    {
        await using var receiver = await RunningReceiver.StartAsync();
        await using var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);

        (await client.SayAsync(command)).ShouldStartWith(reply);
    }

    /// <summary>What a message is, or demands, must not make its client leave before it says MAIL.</summary>
    [Theory]
    [InlineData("normal")]
    [InlineData("no-starttls")]
    [InlineData("starttls-454")]
    [InlineData("close-after-220")]
    [InlineData("tls-only")]
    public async Task EHLO_names_no_size_and_offers_what_a_message_can_demand(string listener)
    {
        await using var receiver = await RunningReceiver.StartAsync();
        await using var client = await RawClient.ConnectAsync(receiver.At(listener), Cancellation);
        await client.ReplyAsync();

        var offered = await OfferedAsync(client);

        offered.ShouldContain("SIZE");
        offered.ShouldContain("8BITMIME");
        offered.ShouldContain("SMTPUTF8");
        offered.ShouldContain("DELIVERBY");
        offered.ShouldNotContain("REQUIRETLS");
    }

    /// <summary>It is offered and taken only there (RFC 8689).</summary>
    [Fact]
    public async Task Message_can_demand_TLS_inside_TLS()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        await using var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        await client.StartTlsAsync();

        (await OfferedAsync(client)).ShouldContain("REQUIRETLS");
        (await client.SayAsync("MAIL FROM:<a@sender.example> REQUIRETLS=1")).ShouldStartWith("501");
        (await client.SayAsync("MAIL FROM:<a@sender.example> REQUIRETLS")).ShouldStartWith("250");
    }

    /// <summary>Its sender would have left a host that offers less, whatever it does with other messages.</summary>
    [Theory]
    [InlineData("", false)]
    [InlineData(" BODY=8BITMIME requiretls", true)]
    public async Task Demand_for_verified_TLS_is_written_down(string parameters, bool demands)
    {
        await using var receiver = await RunningReceiver.StartAsync();
        await using var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        await client.StartTlsAsync();
        await client.SayAsync("EHLO client.example");
        await client.SayAsync("MAIL FROM:<a@sender.example>" + parameters);
        await client.SayAsync("QUIT");

        var session = await receiver.Evidence.EndedAsync(Cancellation);

        session.Transactions.ShouldHaveSingleItem().RequiresTls.ShouldBe(demands);
    }

    private static async Task<IReadOnlyList<string>> OfferedAsync(RawClient client) =>
        [
            .. (await client.SayAsync("EHLO client.example"))
                .Split('\n')
                .Skip(1)
                .Select(line => line[4..]),
        ];

    [Fact]
    public async Task Message_that_says_it_is_too_large_is_turned_away_once_its_recipients_are_known()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var test = receiver.Directory.Open();
        await using var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);

        (await client.SayAsync("MAIL FROM:<a@sender.example> SIZE=1048577")).ShouldStartWith("250");
        (
            await client.SayAsync(
                $"RCPT TO:<{test.Names.Recipient(OutboundProbeId.Control, test.Token)}>"
            )
        ).ShouldStartWith("250");
        (await client.SayAsync("DATA")).ShouldStartWith("552 5.3.4");
        await client.SayAsync("RSET");
        (await client.SayAsync("MAIL FROM:<a@sender.example> SIZE=1048576")).ShouldStartWith("250");
        await client.SayAsync(
            $"RCPT TO:<{test.Names.Recipient(OutboundProbeId.Control, test.Token)}>"
        );
        (await client.SayAsync("DATA")).ShouldStartWith("354");
        await client.SayAsync(".");
        await client.SayAsync("QUIT");

        var session = await receiver.Evidence.EndedAsync(Cancellation);
        session.Transactions.Select(mail => mail.TakenAt is null).ShouldBe([true, false]);
        session.Transactions.ShouldAllBe(mail => mail.Recipients.Single().Accepted);
    }

    /// <summary>A bounce, or a call-out, to an address that somebody wrote as his own.</summary>
    [Theory]
    [InlineData("normal", OutboundProbeId.Control)]
    [InlineData("no-starttls", OutboundProbeId.Stripped)]
    public async Task Message_from_the_null_path_is_of_no_test(
        string listener,
        OutboundProbeId probe
    )
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var test = receiver.Directory.Open();
        await using var client = await RawClient.GreetAsync(receiver.At(listener), Cancellation);
        await client.SayAsync("MAIL FROM:<>");

        (
            await client.SayAsync($"RCPT TO:<{test.Names.Recipient(probe, test.Token)}>")
        ).ShouldStartWith("550 5.7.1 No bounces here");
        (await client.SayAsync("DATA")).ShouldStartWith("554");
        await client.SayAsync("RSET");
        await client.SayAsync("MAIL FROM:<a@sender.example>");
        await client.SayAsync($"RCPT TO:<{test.Names.Recipient(probe, test.Token)}>");
        await client.SayAsync("QUIT");

        var session = await receiver.Evidence.EndedAsync(Cancellation);
        session
            .Transactions.Select(mail => mail.Recipients.Single().Token)
            .ShouldBe([null, test.Token]);
    }

    [Fact]
    public async Task Call_out_to_where_only_TLS_is_taken_is_no_message_in_the_clear()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        await using var client = await RawClient.GreetAsync(receiver.At("tls-only"), Cancellation);

        (await client.SayAsync("MAIL FROM:<>")).ShouldStartWith("530");
        await client.SayAsync("QUIT");

        (await receiver.Evidence.EndedAsync(Cancellation)).Transactions.ShouldBeEmpty();
    }

    [Fact]
    public async Task Bounces_to_many_addresses_end_as_guesses_do()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        await using var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        await client.SayAsync("MAIL FROM:<>");

        for (var i = 0; i < 10; i++)
        {
            (await client.SayAsync($"RCPT TO:<a{i}@b.example>")).ShouldStartWith("550");
        }
        (await client.SayAsync("RCPT TO:<last@b.example>")).ShouldStartWith("421");
    }

    [Theory]
    [InlineData("a@sender.example", "553 5.6.7")]
    [InlineData("a@sender.example> SMTPUTF8 SIZE=1", "550 5.1.1")]
    public async Task Recipient_beyond_ASCII_needs_a_transaction_that_asked_for_it(
        string sender,
        string reply
    )
    {
        await using var receiver = await RunningReceiver.StartAsync();
        await using var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        var mail = sender.Contains('>', StringComparison.Ordinal) ? sender : sender + ">";
        (await client.SayAsync($"MAIL FROM:<{mail}")).ShouldStartWith("250");

        (await client.SayAsync("RCPT TO:<ü@elsewhere.example>")).ShouldStartWith(reply);
    }

    [Theory]
    [InlineData("someone@elsewhere.example", "550 5.1.1")]
    [InlineData("postmaster", "550 5.1.1 No mailbox is read here; reach us at https://")]
    [InlineData("postmaster@probe.example", "550 5.1.1 No mailbox is read here")]
    [InlineData("test@control.probe.example", "550 5.1.1")]
    [InlineData("other@TOKEN.control.probe.example", "550 5.1.1")]
    [InlineData("test@TOKEN-mx.control.probe.example", "550 5.1.1")]
    [InlineData("test@x.TOKEN.control.probe.example", "550 5.1.1")]
    [InlineData("test@TOKEN.control.probe.example.elsewhere.example", "550 5.1.1")]
    [InlineData("user%elsewhere.example@TOKEN.control.probe.example", "550 5.1.1")]
    [InlineData("@relay.example:test@elsewhere.example", "550 5.1.1")]
    [InlineData("test@TOKEN.no-such-probe.probe.example", "550 5.1.1")]
    [InlineData("TEST@token.CONTROL.Probe.Example", "250 2.1.5")]
    [InlineData("test@TOKEN.control.probe.example.", "250 2.1.5")]
    public async Task Only_the_exact_address_of_a_live_test_is_taken(string address, string reply)
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var token = receiver.Directory.Open().Token.Value;
        await using var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        await client.SayAsync("MAIL FROM:<a@sender.example>");
        var named = address
            .Replace("TOKEN", token, StringComparison.Ordinal)
            .Replace("token", token.ToUpperInvariant(), StringComparison.Ordinal);

        (await client.SayAsync($"RCPT TO:<{named}>")).ShouldStartWith(reply);
    }

    [Fact]
    public async Task Address_of_a_closed_test_is_unknown_and_its_token_is_noted()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var test = receiver.Directory.Open();
        receiver.Directory.Close(test);
        await using var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        await client.SayAsync("MAIL FROM:<a@sender.example>");

        (
            await client.SayAsync(
                $"RCPT TO:<{test.Names.Recipient(OutboundProbeId.Control, test.Token)}>"
            )
        ).ShouldStartWith("550 5.1.1");
        (await client.SayAsync("DATA")).ShouldStartWith("554");
        await client.SayAsync("QUIT");

        var session = await receiver.Evidence.EndedAsync(Cancellation);
        session.Transactions[0].Recipients[0].Token.ShouldBe(test.Token);
        session.Transactions[0].Recipients[0].Accepted.ShouldBeFalse();
    }

    [Fact]
    public async Task Guessing_ends_after_a_few_addresses_and_none_is_kept()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        await using var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        await client.SayAsync("MAIL FROM:<a@sender.example>");
        var guesses = string.Concat(
            Enumerable.Range(0, 10_000).Select(i => $"RCPT TO:<guess{i}@elsewhere.example>\r\n")
        );

        var sending = client.SendAsync(guesses);
        var replies = await client.RestAsync();
        try
        {
            await sending;
        }
        catch (IOException)
        {
            // The receiver has hung up on it.
        }

        replies
            .Split('\n')
            .Count(line => line.StartsWith("550", StringComparison.Ordinal))
            .ShouldBe(10);
        replies.ShouldContain("421 4.7.0 Too many unknown recipients");
        var session = await receiver.Evidence.EndedAsync(Cancellation);
        session.End.ShouldBe(SessionEnd.ReceiverLimit);
        session.Transactions[0].Recipients.Count.ShouldBe(10);
        session.Transactions[0].Recipients.ShouldAllBe(r => r.Token == null);
    }

    [Fact]
    public async Task Ten_thousand_times_a_good_address_is_bounded()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var test = receiver.Directory.Open();
        var recipient = test.Names.Recipient(OutboundProbeId.Control, test.Token);
        await using var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        await client.SayAsync("MAIL FROM:<a@sender.example>");

        var sending = client.SendAsync(
            string.Concat(Enumerable.Repeat($"RCPT TO:<{recipient}>\r\n", 10_000))
        );
        var replies = (await client.RestAsync()).Split('\n');
        try
        {
            await sending;
        }
        catch (IOException)
        {
            // The receiver has hung up on it.
        }

        replies.Count(line => line.StartsWith("250", StringComparison.Ordinal)).ShouldBe(100);
        replies.ShouldContain("452 4.5.3 Too many recipients");
        var session = await receiver.Evidence.EndedAsync(Cancellation);
        session.End.ShouldBe(SessionEnd.ReceiverLimit);
        session.Commands.Count.ShouldBe(100);
        session.CommandsOmitted.ShouldBeGreaterThan(300);
        session.Transactions[0].Recipients.Count.ShouldBe(100);
    }

    [Fact]
    public async Task Hundred_megabytes_are_hung_up_on_and_never_held()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var test = receiver.Directory.Open();
        await using var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        await client.SayAsync("MAIL FROM:<a@sender.example>");
        await client.SayAsync(
            $"RCPT TO:<{test.Names.Recipient(OutboundProbeId.Control, test.Token)}>"
        );
        (await client.SayAsync("DATA")).ShouldStartWith("354");
        var line = Encoding.ASCII.GetBytes(new string('x', 998) + "\r\n");
        var chunk = Enumerable.Repeat(line, 1000).SelectMany(l => l).ToArray();
        var sent = 0L;

        await Should.ThrowAsync<IOException>(async () =>
        {
            for (; sent < 100_000_000; sent += chunk.Length)
            {
                await client.SendAsync(chunk);
            }
        });

        sent.ShouldBeLessThan(50_000_000);
        var session = await receiver.Evidence.EndedAsync(Cancellation);
        session.End.ShouldBe(SessionEnd.ReceiverLimit);
        session.Transactions.ShouldContain(mail => !mail.OverTls);
        session.Transactions[0].TakenAt.ShouldBeNull();
        receiver.Evidence.Identities.ShouldBeEmpty();
    }

    [Fact]
    public async Task Message_a_little_too_large_gets_552_and_the_session_goes_on()
    {
        await using var receiver = await RunningReceiver.StartAsync(
            new ReceiverLimits { MessageSize = 1000 }
        );
        var test = receiver.Directory.Open();
        await using var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        await client.SayAsync("MAIL FROM:<a@sender.example>");
        await client.SayAsync(
            $"RCPT TO:<{test.Names.Recipient(OutboundProbeId.Control, test.Token)}>"
        );
        await client.SayAsync("DATA");

        (await client.SayAsync(new string('x', 1500) + "\r\n.")).ShouldStartWith("552 5.3.4");
        (await client.SayAsync("NOOP")).ShouldStartWith("250");
    }

    [Fact]
    public async Task Control_that_memory_has_no_place_for_is_put_off_and_others_are_not()
    {
        await using var receiver = await RunningReceiver.StartAsync(
            new ReceiverLimits { MessagesInMemory = 0 }
        );
        var test = receiver.Directory.Open();
        await using var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        await client.SayAsync("MAIL FROM:<a@sender.example>");
        await client.SayAsync(
            $"RCPT TO:<{test.Names.Recipient(OutboundProbeId.Control, test.Token)}>"
        );

        (await client.SayAsync("DATA")).ShouldStartWith("451 4.3.2");
        await client.SayAsync("RSET");
        await client.SayAsync("MAIL FROM:<a@sender.example>");
        await client.SayAsync(
            $"RCPT TO:<{test.Names.Recipient(OutboundProbeId.PkixUsage, test.Token)}>"
        );
        (await client.SayAsync("DATA")).ShouldStartWith("354");
        (await client.SayAsync(".")).ShouldStartWith("250");
        await client.SayAsync("QUIT");

        var session = await receiver.Evidence.EndedAsync(Cancellation);
        session
            .Commands.Where(command => command.Verb == SmtpVerb.Data)
            .Select(command => command.ReplyCode)
            .ShouldBe([451, 354]);
        session.Transactions.Select(mail => mail.TakenAt is null).ShouldBe([true, false]);
    }

    [Theory]
    [InlineData(OutboundProbeId.Control)]
    [InlineData(OutboundProbeId.TlsaBogus)]
    [InlineData(OutboundProbeId.Mismatch)]
    public async Task Message_that_a_verdict_can_rest_on_is_put_off_where_there_is_no_room(
        OutboundProbeId probe
    )
    {
        await using var receiver = await RunningReceiver.StartAsync(
            new ReceiverLimits { MessagesInMemory = 0 }
        );
        var test = receiver.Directory.Open(OutboundProbeId.TlsaBogus, OutboundProbeId.Mismatch);
        await using var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        await client.StartTlsAsync();
        await client.SayAsync("EHLO mx.sender.example");
        await client.SayAsync("MAIL FROM:<a@sender.example>");
        (
            await client.SayAsync($"RCPT TO:<{test.Names.Recipient(probe, test.Token)}>")
        ).ShouldStartWith("250");
        receiver.NotReadAt.ShouldBeNull();

        (await client.SayAsync("DATA")).ShouldStartWith("451 4.3.2");

        receiver.NotReadAt.ShouldNotBeNull();
    }

    /// <summary>Each says DATA and nothing more; a control of anybody else is read all the same.</summary>
    [Fact]
    public async Task Silence_after_DATA_keeps_no_control_from_being_read()
    {
        await using var receiver = await RunningReceiver.StartAsync(
            new ReceiverLimits { MessagesInMemory = 8 }
        );
        var test = receiver.Directory.Open();
        var silent = new List<RawClient>();
        foreach (var from in new[] { 2, 2, 3, 3, 4, 4, 5, 5 })
        {
            var client = await RawClient.ConnectAsync(
                receiver.At("normal"),
                Cancellation,
                new System.Net.IPAddress([127, 0, 0, (byte)from])
            );
            silent.Add(client);
            await client.ReplyAsync();
            await client.SayAsync("EHLO mx.other.example");
            await BeginAsync(client, test);
            (await client.SayAsync("DATA")).ShouldStartWith("354");
        }

        await using var sender = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        await BeginAsync(sender, test);
        (await sender.SayAsync("DATA")).ShouldStartWith("354");
        (await sender.SayAsync("From: a@sender.example\r\n\r\nx\r\n.")).ShouldStartWith("250");

        await Eventually.GetAsync(() =>
            receiver.Evidence.Identities.Count == 1 ? "the control" : null
        );
        foreach (var client in silent)
        {
            await client.DisposeAsync();
        }
    }

    private static async Task BeginAsync(RawClient client, OutboundTest test)
    {
        await client.SayAsync("MAIL FROM:<a@sender.example>");
        (
            await client.SayAsync(
                $"RCPT TO:<{test.Names.Recipient(OutboundProbeId.Control, test.Token)}>"
            )
        ).ShouldStartWith("250");
    }

    [Fact]
    public async Task Message_of_one_test_too_many_comes_in_a_transaction_of_its_own()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        await using var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        var recipients = Enumerable
            .Range(0, 6)
            .Select(_ => receiver.Directory.Open())
            .Select(test => test.Names.Recipient(OutboundProbeId.Control, test.Token))
            .ToList();
        await client.SayAsync("MAIL FROM:<a@sender.example>");
        foreach (var recipient in recipients.Take(5))
        {
            (await client.SayAsync($"RCPT TO:<{recipient}>")).ShouldStartWith("250");
        }

        (await client.SayAsync($"RCPT TO:<{recipients[5]}>")).ShouldStartWith("452");

        await client.SayAsync("RSET");
        await client.SayAsync("MAIL FROM:<a@sender.example>");
        (await client.SayAsync($"RCPT TO:<{recipients[5]}>")).ShouldStartWith("250");
    }

    [Fact]
    public async Task Line_without_an_end_is_bounded()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        await using var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);

        (await client.SayAsync("NOOP " + new string('x', 100_000))).ShouldStartWith("500 5.5.6");
        (await client.SayAsync("NOOP")).ShouldStartWith("250");
    }

    [Fact]
    public async Task Nonsense_ends_after_a_while()
    {
        await using var receiver = await RunningReceiver.StartAsync(
            new ReceiverLimits { Mistakes = 3 }
        );
        await using var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        for (var i = 0; i < 3; i++)
        {
            (await client.SayAsync("PLUGH")).ShouldStartWith("500");
        }

        (await client.SayAsync("PLUGH")).ShouldStartWith("421 4.7.0");

        (await client.RestAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Crowd_from_one_source_is_turned_away_and_room_comes_back()
    {
        await using var receiver = await RunningReceiver.StartAsync(
            new ReceiverLimits { SessionsPerSource = 2 }
        );
        var first = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        await using var second = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        await using (var third = await RawClient.ConnectAsync(receiver.At("normal"), Cancellation))
        {
            (await third.RestAsync()).ShouldStartWith("421 4.7.0 Too many connections");
        }

        await first.DisposeAsync();

        await Eventually.TrueAsync(async () =>
        {
            await using var again = await RawClient.ConnectAsync(
                receiver.At("normal"),
                Cancellation
            );
            return (await again.ReplyAsync()).StartsWith("220", StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Fault_of_ours_puts_the_sender_off_and_never_refuses_it()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var test = receiver.Directory.Open();
        receiver.Directory.IsBroken = true;
        await using var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        await client.SayAsync("MAIL FROM:<a@sender.example>");
        var rcpt = $"RCPT TO:<{test.Names.Recipient(OutboundProbeId.Control, test.Token)}>";

        (await client.SayAsync(rcpt)).ShouldStartWith("451");
        receiver.Directory.IsBroken = false;
        (await client.SayAsync(rcpt)).ShouldStartWith("250");
    }
}
