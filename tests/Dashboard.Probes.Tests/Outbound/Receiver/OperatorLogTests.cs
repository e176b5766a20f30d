using Dashboard.Probes.Outbound.Receiver;

namespace Dashboard.Probes.Tests.Outbound.Receiver;

/// <summary>What the operator reads of those who are no senders: that they came, and never a line for each.</summary>
public sealed class OperatorLogTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Crowd_that_is_turned_away_does_not_fill_the_log()
    {
        await using var receiver = await RunningReceiver.StartAsync(
            new ReceiverLimits { SessionsPerSource = 1 }
        );
        await using var first = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);

        for (var i = 0; i < 50; i++)
        {
            await using var next = await RawClient.ConnectAsync(
                receiver.At("normal"),
                Cancellation
            );
            (await next.RestAsync()).ShouldStartWith("421");
        }

        // A very slow machine may take more than the minute after which there is another.
        Lines(receiver, "Turned 127.0.0.1 away").ShouldBeInRange(1, 5);
    }

    [Fact]
    public async Task Guessing_is_logged_with_its_source_and_without_what_was_guessed()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        for (var session = 0; session < 10; session++)
        {
            await using var client = await RawClient.GreetAsync(
                receiver.At("normal"),
                Cancellation
            );
            await client.SayAsync("MAIL FROM:<a@sender.example>");
            for (var i = 0; i < 11; i++)
            {
                await client.SayAsync($"RCPT TO:<guess{i}@elsewhere.example>");
            }
        }

        Lines(receiver, "Hung up on 127.0.0.1: 4.7.0 Too many unknown recipients")
            .ShouldBeInRange(1, 3);
        receiver.Log.Lines.ShouldAllBe(line => !line.Contains("guess"));
    }

    private static int Lines(RunningReceiver receiver, string text) =>
        receiver.Log.Lines.Count(line => line.Contains(text));
}
