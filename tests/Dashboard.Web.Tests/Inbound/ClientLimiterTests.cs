using System.Net;
using Dashboard.Web.Features.Inbound;

namespace Dashboard.Web.Tests.Inbound;

public sealed class ClientLimiterTests
{
    private static readonly IPAddress Client = IPAddress.Parse("192.0.2.1");

    [Theory]
    [InlineData("the minute is the limit", 2, null, 2)]
    [InlineData("the minute comes first", 2, 5, 2)]
    [InlineData("the day comes first", 5, 3, 3)]
    public void Take_lets_a_client_start_as_many_as(
        string what,
        int perMinute,
        int? perDay,
        int expected
    )
    {
        using var limiter = new ClientLimiter(perMinute, perDay);

        var waits = Enumerable.Range(0, 10).Select(_ => limiter.Take(Client)).ToList();

        waits.Count(wait => wait is null).ShouldBe(expected, what);
        waits.OfType<TimeSpan>().ShouldAllBe(wait => wait > TimeSpan.Zero);
        limiter.Take(IPAddress.Parse("192.0.2.2")).ShouldBeNull();
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(10, 1)]
    public void Networks_of_one_IPv6_subscriber_have_eight_shares_together(
        int perMinute,
        int? perDay
    )
    {
        using var limiter = new ClientLimiter(perMinute, perDay);

        Enumerable
            .Range(0, 20)
            .Count(network => limiter.Take(IPAddress.Parse($"2001:db8:0:{network:x}::1")) is null)
            .ShouldBe(8);

        limiter.Take(IPAddress.Parse("2001:db8:1::1")).ShouldBeNull();
    }

    /// <summary>What all share in an hour is closed by no one subscriber, nor what a subscriber has by one of its networks.</summary>
    [Fact]
    public void Hour_of_all_is_shared()
    {
        using var limiter = new ClientLimiter(1000, 1000, startsPerHour: 3);

        Take("2001:db8:0:1").ShouldBe(3);
        Take("2001:db8:0:2").ShouldBe(3);
        Take("2001:db8:0:3").ShouldBe(0);
        Take("2001:db8:1:1").ShouldBe(3);

        int Take(string network) =>
            Enumerable
                .Range(1, 10)
                .Count(host => limiter.Take(IPAddress.Parse($"{network}::{host:x}")) is null);
    }
}
