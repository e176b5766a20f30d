using System.Net;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Data;
using Dashboard.Web.Features.Outbound;
using Dashboard.Web.Features.Outbound.Evidence;

namespace Dashboard.Web.Tests.Outbound;

/// <summary>What a test knows of the connections that found no room in it.</summary>
public sealed class TestRoomTests
{
    private static readonly DateTimeOffset Opened = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly OutboundTestOptions Options = new()
    {
        SessionsPerTest = 4,
        SessionsPerSource = 2,
    };

    private static DateTimeOffset Minute(int minutes) => Opened + TimeSpan.FromMinutes(minutes);

    /// <param name="hosts">Of the sources, one a minute.</param>
    private static IReadOnlyList<ConnectionGap> Gaps(params IReadOnlyList<int> hosts) =>
        TestRoom.Gaps(
            [.. hosts.Select((host, i) => Session(host, Minute(i + 1))).Reverse()],
            Options
        );

    private static OutboundSessionRow Session(int host, DateTimeOffset at)
    {
        var source = new IPAddress([192, 0, 2, (byte)host]);
        var session = new SmtpSessionEvidence
        {
            Id = Guid.NewGuid(),
            StartedAt = at,
            Listener = ListenerBehaviour.Normal,
            Certificate = ReceiverCertificate.Ordinary,
            LocalAddress = IPAddress.Loopback,
            SourceAddress = source,
        };
        return new OutboundSessionRow
        {
            Id = session.Id,
            TestIds = [],
            TiedIds = [],
            LocalAddress = session.LocalAddress,
            StartedAt = at,
            TouchedAt = at,
            SourceAddress = source,
            SourceGroup = source,
            SaidMail = true,
            Evidence = session,
        };
    }

    [Fact]
    public void Source_and_test_have_had_all_from_the_last_that_found_room()
    {
        Gaps(1, 1, 1, 2).ShouldBeEmpty();
        Gaps(1, 1, 1, 2, 1).ShouldBe([new ConnectionGap(Minute(5), new IPAddress([192, 0, 2, 1]))]);
        Gaps(1, 2, 3, 4, 5, 6, 7, 8).ShouldBe([new ConnectionGap(Minute(8), null)]);
    }
}
