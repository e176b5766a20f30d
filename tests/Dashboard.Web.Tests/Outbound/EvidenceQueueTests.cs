using System.Net;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Web.Features.Outbound.Evidence;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Web.Tests.Outbound;

public sealed class EvidenceQueueTests
{
    private readonly EvidenceQueue queue = new(
        TimeProvider.System,
        NullLogger<EvidenceQueue>.Instance,
        capacity: 3
    );

    [Fact]
    public void Newer_snapshot_replaces_the_older_one_and_both_end_when_it_is_stored()
    {
        var session = Session();
        var first = queue.PostAsync(session);
        var second = queue.PostAsync(session with { Ehlo = "later" });

        var taken = queue.Take(10).ShouldHaveSingleItem();

        taken.Session.Ehlo.ShouldBe("later");
        first.IsCompleted.ShouldBeFalse();
        taken.Stored.SetResult();
        first.IsCompleted.ShouldBeTrue();
        second.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public void What_is_posted_of_a_session_that_was_taken_waits_anew()
    {
        var session = Session();
        _ = queue.PostAsync(session);
        queue.Take(10);

        var later = queue.PostAsync(session);

        later.IsCompleted.ShouldBeFalse();
        queue.Take(10).ShouldHaveSingleItem();
    }

    [Fact]
    public void Oldest_that_names_nothing_makes_room_when_it_is_full()
    {
        var named = queue.PostAsync(Session(serverName: "a-mx.control.probe.example"));
        var oldest = queue.PostAsync(Session());
        var newer = queue.PostAsync(Session());
        queue.DroppedAt.ShouldBeNull();

        var newest = queue.PostAsync(Session());

        oldest.IsCompleted.ShouldBeTrue("dropped");
        named.IsCompleted.ShouldBeFalse();
        newer.IsCompleted.ShouldBeFalse();
        newest.IsCompleted.ShouldBeFalse();
        queue.Count.ShouldBe(3);
        queue.DroppedAt.ShouldNotBeNull();
    }

    [Fact]
    public void Source_with_the_most_makes_room_for_others()
    {
        // An IPv6 site is one source, whatever the address within it.
        var honest = queue.PostAsync(Session(source: "192.0.2.1"));
        var crowd = Enumerable
            .Range(1, 4)
            .Select(i => queue.PostAsync(Session(source: $"2001:db8:0:1::{i}")))
            .ToList();

        honest.IsCompleted.ShouldBeFalse("though it is the oldest");
        crowd.Select(task => task.IsCompleted).ShouldBe([true, true, false, false]);
    }

    [Fact]
    public void What_names_a_test_is_never_dropped()
    {
        var named = Enumerable
            .Range(0, 5)
            .Select(_ => queue.PostAsync(Session(serverName: "a-mx.control.probe.example")))
            .ToList();
        var unnamed = queue.PostAsync(Session());

        unnamed.IsCompleted.ShouldBeTrue("dropped");
        named.ShouldAllBe(task => !task.IsCompleted);
        queue.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Waiting_for_it_ends_when_something_is_posted()
    {
        var filled = queue.FilledAsync(TestContext.Current.CancellationToken);
        filled.IsCompleted.ShouldBeFalse();
        queue.WaitingSince.ShouldBeNull();

        _ = queue.PostAsync(Session());

        await filled;
        queue.WaitingSince.ShouldNotBeNull();
    }

    private static SmtpSessionEvidence Session(
        string? serverName = null,
        string source = "127.0.0.1"
    ) =>
        new()
        {
            Id = Guid.NewGuid(),
            StartedAt = DateTimeOffset.UnixEpoch,
            Listener = ListenerBehaviour.NoStartTls,
            Certificate = ReceiverCertificate.Ordinary,
            LocalAddress = IPAddress.Loopback,
            SourceAddress = IPAddress.Parse(source),
            Tls = serverName is null
                ? null
                : new TlsEvidence { StartedAt = DateTimeOffset.UnixEpoch, ServerName = serverName },
        };
}
