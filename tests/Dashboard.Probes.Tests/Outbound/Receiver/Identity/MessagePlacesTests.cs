using System.Net;
using Dashboard.Probes.Outbound.Receiver.Identity;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Probes.Tests.Outbound.Receiver.Identity;

/// <summary>Who gets a place in memory for a message that is examined.</summary>
public sealed class MessagePlacesTests
{
    private const int All = 16;

    private readonly FakeTimeProvider time = new();

    private readonly MessagePlaces places;

    public MessagePlacesTests() => places = new(All, time);

    private List<MessageRoom> Take(int many, bool isNeeded, Func<int, string> source) =>
        [
            .. Enumerable
                .Range(0, many)
                .Select(i => places.TryTake(IPAddress.Parse(source(i)), isNeeded))
                .OfType<MessageRoom>(),
        ];

    [Theory]
    [InlineData(true, 4)]
    [InlineData(false, 2)]
    public void One_source_network_has_a_quarter_of_the_places(bool isNeeded, int most)
    {
        Take(All, isNeeded, _ => "198.51.100.7").Count.ShouldBe(most);
        Take(All, isNeeded, i => $"2001:db8:1:{i}::25").Count.ShouldBe(most);
        Take(1, isNeeded, _ => "198.51.100.8").Count.ShouldBe(1);
    }

    [Fact]
    public void Half_of_the_places_is_for_messages_that_a_verdict_can_rest_on()
    {
        Take(All, isNeeded: false, i => $"198.51.100.{i}").Count.ShouldBe(All / 2);

        Take(All, isNeeded: true, i => $"203.0.113.{i}").Count.ShouldBe(All / 2);
        Take(1, isNeeded: true, _ => "192.0.2.1").ShouldBeEmpty();
    }

    [Fact]
    public void Place_is_free_again_once_the_message_is_gone()
    {
        var taken = Take(All, isNeeded: true, _ => "198.51.100.7");
        Take(1, isNeeded: true, _ => "198.51.100.7").ShouldBeEmpty();

        taken[0].Dispose();

        Take(2, isNeeded: true, _ => "198.51.100.7").Count.ShouldBe(1);
    }

    /// <summary>Sixteen connections of each of four addresses that say DATA and nothing more kept everybody's control from being read.</summary>
    [Fact]
    public void Network_with_the_most_makes_room_one_whose_message_is_still_to_come_first()
    {
        var silent = Enumerable
            .Range(0, 4)
            .SelectMany(host => Take(4, isNeeded: true, _ => $"198.51.100.{host}"))
            .ToList();
        silent.Count.ShouldBe(All);
        silent[0].Arrived();

        Take(3, isNeeded: true, _ => "203.0.113.1").Count.ShouldBe(3);

        silent.Count(room => room.Leaving.IsCancellationRequested).ShouldBe(3);
        silent[0].Leaving.IsCancellationRequested.ShouldBeFalse();
        // None that helps and no more drives out one that a verdict can rest on.
        Take(1, isNeeded: false, _ => "203.0.113.2").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false, 29, false)]
    [InlineData(false, 30, true)]
    [InlineData(true, 4, false)]
    [InlineData(true, 5, true)]
    public void Of_networks_with_one_each_the_slow_make_room(
        bool arrived,
        int seconds,
        bool makesRoom
    )
    {
        var all = Take(All, isNeeded: true, i => $"198.51.100.{i}");
        foreach (var room in arrived ? all : [])
        {
            room.Arrived();
        }
        time.Advance(TimeSpan.FromSeconds(seconds));

        Take(1, isNeeded: true, _ => "203.0.113.1").Count.ShouldBe(makesRoom ? 1 : 0);
    }

    [Fact]
    public void Place_that_gave_way_is_not_freed_twice()
    {
        var all = Take(2, isNeeded: true, _ => "198.51.100.1");
        var others = Take(All - 2, isNeeded: true, i => $"203.0.113.{i}");
        Take(1, isNeeded: true, _ => "192.0.2.1").Count.ShouldBe(1);

        all.Single(room => room.Leaving.IsCancellationRequested).Dispose();

        Take(1, isNeeded: true, _ => "192.0.2.2").ShouldBeEmpty();
        others.ShouldAllBe(room => !room.Leaving.IsCancellationRequested);
    }
}
