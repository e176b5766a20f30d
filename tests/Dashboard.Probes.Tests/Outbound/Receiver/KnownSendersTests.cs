using System.Net;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Probes.Outbound.Receiver;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Probes.Tests.Outbound.Receiver;

public sealed class KnownSendersTests
{
    private readonly FakeTimeProvider time = new();
    private readonly KnownSenders senders;

    public KnownSendersTests() => senders = new KnownSenders(time);

    private static IPAddress Source(int number) => new([10, 0, (byte)(number >> 8), (byte)number]);

    [Fact]
    public void Sender_is_known_for_as_long_as_a_test_lives_from_its_last_message()
    {
        senders.Knows(Source(1)).ShouldBeFalse();
        senders.Note(Source(1));
        time.Advance(ProbeTiming.ClosesAfter);
        senders.Knows(Source(1)).ShouldBeTrue();
        senders.Note(Source(1));
        time.Advance(ProbeTiming.ClosesAfter);
        senders.Knows(Source(1)).ShouldBeTrue();

        time.Advance(TimeSpan.FromTicks(1));

        senders.Knows(Source(1)).ShouldBeFalse();
    }

    [Fact]
    public void Oldest_is_forgotten_where_there_are_too_many()
    {
        senders.Note(Source(0));
        senders.Note(Source(1));
        senders.Note(Source(0));
        for (var i = 2; i <= 5000; i++)
        {
            senders.Note(Source(i));
        }

        senders.Knows(Source(1)).ShouldBeFalse();
        senders.Knows(Source(0)).ShouldBeTrue();
        senders.Knows(Source(5000)).ShouldBeTrue();
    }
}
