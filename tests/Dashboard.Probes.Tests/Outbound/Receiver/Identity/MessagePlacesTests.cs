using System.Net;
using Dashboard.Probes.Outbound.Receiver.Identity;

namespace Dashboard.Probes.Tests.Outbound.Receiver.Identity;

/// <summary>Who gets a place in memory for a message that is examined.</summary>
public sealed class MessagePlacesTests
{
    private const int All = 16;

    private readonly MessagePlaces places = new(All);

    private List<Action> Take(int many, bool isNeeded, Func<int, string> source) =>
        [
            .. Enumerable
                .Range(0, many)
                .Select(i => places.TryTake(IPAddress.Parse(source(i)), isNeeded))
                .OfType<Action>(),
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

        taken[0]();

        Take(2, isNeeded: true, _ => "198.51.100.7").Count.ShouldBe(1);
    }
}
