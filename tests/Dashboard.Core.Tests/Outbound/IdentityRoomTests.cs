using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>Twenty messages of strangers must not keep the one away that says who sends.</summary>
public sealed class IdentityRoomTests
{
    private static int number;

    [Fact]
    public void One_that_proves_a_domain_takes_the_place_of_one_that_proves_none()
    {
        MessageIdentity[] strangers =
        [
            .. Enumerable.Range(1, 19).Select(i => Of($"203.0.113.{i}")),
            Of("203.0.113.99", "stranger.example"),
        ];

        var leaving = IdentityRoom.Leaving(strangers, Of("198.51.100.7", "sender.example"));

        leaving.ShouldBe(strangers[18], "the latest of those that prove nothing");
    }

    [Fact]
    public void Network_with_the_most_makes_room()
    {
        MessageIdentity[] kept =
        [
            Of("198.51.100.7", "sender.example"),
            .. Enumerable.Range(0, 19).Select(i => Of("203.0.113.5", $"d{i}.example")),
        ];

        IdentityRoom.Leaving(kept, Of("192.0.2.1", "late.example")).ShouldBe(kept[^1]);
        IdentityRoom.Leaving(kept, Of("2001:db8::1")).ShouldNotBe(kept[0]);
    }

    /// <summary>Else anybody with a domain could take back a firm verdict of a sender without one.</summary>
    [Fact]
    public void Crowd_of_one_network_does_not_push_out_a_sender_without_a_domain()
    {
        MessageIdentity[] kept =
        [
            Of("198.51.100.7"),
            .. Enumerable.Range(0, 19).Select(_ => Of("203.0.113.5", "crowd.example")),
        ];
        var another = Of("203.0.113.5", "crowd.example");

        IdentityRoom.Leaving(kept, another).ShouldBe(another);
    }

    [Fact]
    public void Networks_of_one_subscriber_are_one()
    {
        MessageIdentity[] kept =
        [
            Of("198.51.100.7", "sender.example"),
            .. Enumerable.Range(0, 19).Select(i => Of($"2001:db8:0:{i}::1", $"d{i}.example")),
        ];

        IdentityRoom.Leaving(kept, Of("192.0.2.1", "late.example")).ShouldBe(kept[^1]);
    }

    [Fact]
    public void New_one_leaves_where_nothing_makes_it_better_than_those_that_are_kept()
    {
        MessageIdentity[] kept =
        [
            .. Enumerable.Range(1, 20).Select(i => Of($"203.0.113.{i}", $"d{i}.example")),
        ];
        var stranger = Of("192.0.2.1");
        var again = Of("203.0.113.4", "d4.example");

        IdentityRoom.Leaving(kept, stranger).ShouldBe(stranger);
        IdentityRoom.Leaving(kept, again).ShouldBe(again);
    }

    private static MessageIdentity Of(string source, string? domain = null)
    {
        var name = domain is null ? null : DomainName.Parse(domain);
        return new MessageIdentity
        {
            SessionId = Guid.NewGuid(),
            At = Scene.Opened.AddSeconds(Interlocked.Increment(ref number)),
            Probe = OutboundProbeId.Control,
            FromDomain = name,
            OrganisationalDomain = name,
            Spf = new SpfIdentity(
                name is null ? AuthenticationOutcome.None : AuthenticationOutcome.Pass,
                name,
                Aligned: name is not null
            ),
            SourceAddress = IPAddress.Parse(source),
        };
    }
}
