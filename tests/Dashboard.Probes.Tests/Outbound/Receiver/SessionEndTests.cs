using Dashboard.Core.Outbound.Evidence;
using Dashboard.Lab;
using Dashboard.Probes.Outbound.Receiver;

namespace Dashboard.Probes.Tests.Outbound.Receiver;

/// <summary>How a session ended is half of what it shows.</summary>
public sealed class SessionEndTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Quit_is_told_from_a_bare_close()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        await using (
            var quitting = await RawClient.GreetAsync(
                receiver.At("normal"),
                Cancellation,
                "a.example"
            )
        )
        {
            await quitting.SayAsync("QUIT");
        }
        await using (
            var leaving = await RawClient.GreetAsync(
                receiver.At("normal"),
                Cancellation,
                "b.example"
            )
        ) { }

        var quit = await receiver.Evidence.EndedAsync(Cancellation, s => s.Ehlo == "a.example");
        var left = await receiver.Evidence.EndedAsync(Cancellation, s => s.Ehlo == "b.example");
        quit.End.ShouldBe(SessionEnd.Quit);
        left.End.ShouldBe(SessionEnd.ClosedByClient);
    }

    [Fact]
    public async Task Quit_without_waiting_for_the_reply_is_still_quit()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        await client.SendAsync("QUIT\r\n");
        await client.DisposeAsync();

        (await receiver.Evidence.EndedAsync(Cancellation)).End.ShouldBe(SessionEnd.Quit);
    }

    [Fact]
    public async Task Reset_connection_is_seen_as_one()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);

        client.Reset();

        (await receiver.Evidence.EndedAsync(Cancellation)).End.ShouldBe(SessionEnd.Reset);
    }

    [Fact]
    public async Task Silent_client_times_out_and_shows_nothing()
    {
        await using var receiver = await RunningReceiver.StartAsync(
            new ReceiverLimits { IdleTime = TimeSpan.FromMilliseconds(200) }
        );
        await using var client = await RawClient.ConnectAsync(receiver.At("normal"), Cancellation);

        (await client.RestAsync()).ShouldContain("421 4.4.2");

        (await receiver.Evidence.EndedAsync(Cancellation)).End.ShouldBe(SessionEnd.Timeout);
    }

    [Fact]
    public async Task Client_that_goes_on_for_too_long_meets_a_limit_and_not_a_time_out()
    {
        await using var receiver = await RunningReceiver.StartAsync(
            new ReceiverLimits { SessionTime = TimeSpan.FromMilliseconds(300) }
        );
        await using var client = await RawClient.ConnectAsync(receiver.At("normal"), Cancellation);

        (await client.RestAsync()).ShouldContain("421");

        (await receiver.Evidence.EndedAsync(Cancellation)).End.ShouldBe(SessionEnd.ReceiverLimit);
    }

    [Fact]
    public async Task Line_without_an_end_meets_a_limit_before_it_has_taken_much()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        await using var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        var part = new byte[64 * 1024];
        Array.Fill(part, (byte)'a');

        // Where the receiver read on, this would have no end.
        await Should.ThrowAsync<IOException>(async () =>
        {
            while (true)
            {
                await client.SendAsync(part);
            }
        });

        (await receiver.Evidence.EndedAsync(Cancellation)).End.ShouldBe(SessionEnd.ReceiverLimit);
    }

    [Fact]
    public async Task Client_that_closes_within_the_handshake_aborted_it()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        await client.SayAsync("STARTTLS");
        await client.DisposeAsync();

        var session = await receiver.Evidence.EndedAsync(Cancellation);
        session.End.ShouldBe(SessionEnd.ClosedByClient);
        session.Tls!.Failure.ShouldBe(TlsFailure.Aborted);
        session.Tls.CompletedAt.ShouldBeNull();
    }

    [Fact]
    public async Task Client_that_is_silent_within_the_handshake_timed_out()
    {
        await using var receiver = await RunningReceiver.StartAsync(
            new ReceiverLimits { HandshakeTime = TimeSpan.FromMilliseconds(200) }
        );
        await using var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        await client.SayAsync("STARTTLS");

        (await client.RestAsync()).ShouldBeEmpty();

        var session = await receiver.Evidence.EndedAsync(Cancellation);
        session.End.ShouldBe(SessionEnd.Timeout);
        session.Tls!.Failure.ShouldBe(TlsFailure.Timeout);
    }

    [Fact]
    public async Task What_is_no_TLS_is_told_from_an_alert()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        await using var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        await client.SayAsync("STARTTLS");

        await client.SendAsync("GET / HTTP/1.1\r\n\r\n");
        await client.RestAsync();

        var session = await receiver.Evidence.EndedAsync(Cancellation);
        session.Tls!.Failure.ShouldBe(TlsFailure.Protocol);
        session.Tls.Alert.ShouldBeNull();
    }

    [Fact]
    public async Task Alert_behind_the_handshake_ends_the_session_with_its_number()
    {
        await using var receiver = await RunningReceiver.StartAsync();

        await AlertingClient.RunAsync(receiver.At("normal"), alert: 42, Cancellation);

        var session = await receiver.Evidence.EndedAsync(Cancellation);
        session.End.ShouldBe(SessionEnd.TlsAlert);
        session.Tls!.CompletedAt.ShouldNotBeNull();
        session.Tls.Failure.ShouldBe(TlsFailure.Alert);
        session.Tls.Alert.ShouldBe(42);
        session.Transactions.ShouldBeEmpty();
    }

    [Fact]
    public async Task Shutdown_of_the_receiver_says_nothing_of_the_client()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        await using var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);

        await receiver.StopAsync();

        (await client.RestAsync()).ShouldStartWith("421 4.3.2");
        (await receiver.Evidence.EndedAsync(Cancellation)).End.ShouldBe(SessionEnd.ReceiverLimit);
    }

    [Fact]
    public async Task Session_is_told_of_while_it_lasts_and_in_order()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        await using var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);

        var growing = await Eventually.GetAsync(() => receiver.Evidence.Snapshots.FirstOrDefault());
        growing.EndedAt.ShouldBeNull();
        await client.SayAsync("NOOP");
        await client.SayAsync("QUIT");
        await receiver.Evidence.EndedAsync(Cancellation);

        var counts = receiver.Evidence.Snapshots.Select(s => s.Commands.Count).ToList();
        counts.ShouldBe(counts.Order());
        receiver.Evidence.Snapshots.Select(s => s.Id).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Evidence_that_cannot_be_stored_is_kept_until_it_can()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        receiver.Evidence.RefuseNext(2);
        await using var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        await client.SayAsync("QUIT");

        var session = await receiver.Evidence.EndedAsync(Cancellation);

        session.Commands.Select(c => c.Verb).ShouldBe([SmtpVerb.Ehlo, SmtpVerb.Quit]);
    }
}
