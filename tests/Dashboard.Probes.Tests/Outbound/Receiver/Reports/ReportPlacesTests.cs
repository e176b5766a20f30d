using System.Net;
using Dashboard.Probes.Outbound.Receiver.Reports;

namespace Dashboard.Probes.Tests.Outbound.Receiver.Reports;

public sealed class ReportPlacesTests
{
    private readonly ReportPlaces places = new();

    [Theory]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", "192.0.2.2")]
    [InlineData("2001:db8::1", "2001:db8::ffff:1", "2001:db8:0:1::1")]
    public void Client_network_has_two_places_and_leaves_the_others_alone(
        string client,
        string same,
        string other
    )
    {
        var place = Take(client).ShouldNotBeNull();
        Take(same).ShouldNotBeNull();

        Take(client).ShouldBeNull();
        Take(same).ShouldBeNull();
        Take(other).ShouldNotBeNull();

        // Twice is once.
        place.Dispose();
        place.Dispose();
        Take(same).ShouldNotBeNull();
        Take(client).ShouldBeNull();
    }

    [Fact]
    public void Places_of_all_networks_together_are_limited_and_come_free()
    {
        var taken = Enumerable.Range(0, 32).Select(i => Take($"192.0.2.{i}")).ToList();
        taken.ShouldAllBe(place => place != null);

        Take("203.0.113.1").ShouldBeNull();
        taken[0]!.Dispose();
        Take("203.0.113.1").ShouldNotBeNull();
        Take("203.0.113.2").ShouldBeNull();
    }

    private IDisposable? Take(string client) => places.TryTake(IPAddress.Parse(client));
}
