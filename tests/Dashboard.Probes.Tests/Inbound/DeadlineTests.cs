using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Smtp;
using Dashboard.Lab;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Smtp;
using Dashboard.Probes.Tests.Smtp;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes.Tests.Inbound;

/// <summary>A run that is out of time returns what it has, and blames nobody.</summary>
public sealed class DeadlineTests
{
    private static readonly string Silent = "hang";

    [Fact]
    public async Task Address_whose_session_is_cut_off_is_one_that_we_stopped_at()
    {
        await using var server = new ScriptedServer(Silent);
        using var stop = new CancellationTokenSource();
        var run = Evidence(server.Port)
            .ObserveAsync(Target("mx.example"), Demand, null, stop.Token);
        await Eventually.TrueAsync(() => server.Sessions == 1);

        await stop.CancelAsync();
        var seen = await run;

        seen.Disposition.ShouldBe(AddressDisposition.Stopped);
        var fault = seen.Attempts.ShouldHaveSingleItem().Fault.ShouldNotBeNull();
        fault.Kind.ShouldBe(SessionFaultKind.OwnLimit);
        // The server can have the connection before the client knows of it.
        fault.Stage.ShouldBeOneOf(SmtpStage.Connect, SmtpStage.Greeting);
    }

    [Fact]
    public async Task Certificate_seen_in_time_counts_and_the_other_kind_stays_open()
    {
        await using var server = new ScriptedServer(session =>
            session == 1 ? SmtpScript.File("good") : Silent
        );
        using var stop = new CancellationTokenSource();
        var run = Evidence(server.Port)
            .ObserveAsync(Target("mx.example"), Demand, null, stop.Token);
        await Eventually.TrueAsync(() => server.Sessions == 2);

        await stop.CancelAsync();
        var seen = await run;

        seen.Disposition.ShouldBe(AddressDisposition.Probed);
        seen.Last!.Handshake.ShouldNotBeNull();
        seen.OtherCertificate.ShouldNotBeNull().Fault!.Kind.ShouldBe(SessionFaultKind.OwnLimit);
        OwnFaults.AreNotIn(seen).ShouldBeFalse();
    }

    [Fact]
    public async Task Certificate_that_could_not_be_compared_leaves_the_other_kind_open()
    {
        await using var server = new ScriptedServer(session =>
            session == 1 ? SmtpScript.File("good") : Silent
        );
        using var stop = new CancellationTokenSource();
        var evidence = Evidence(server.Port, sessions: 1);
        var run = evidence.ObserveAsync(Target("mx.example"), Demand, null, stop.Token);
        // Takes the one place between the first session and the one that is laid beside it.
        var other = evidence.ObserveAsync(Target("other.example"), Demand, null, stop.Token);
        await Eventually.TrueAsync(() => server.Hanging == 1);

        await stop.CancelAsync();
        var seen = (await Task.WhenAll(run, other)).Single(one => one.Last?.Handshake is not null);

        seen.OtherCertificate.ShouldNotBeNull().Fault!.Kind.ShouldBe(SessionFaultKind.OwnLimit);
        OwnFaults.AreNotIn(seen).ShouldBeFalse();
    }

    [Fact]
    public async Task Server_whose_second_attempt_never_came_is_not_blamed_for_the_first()
    {
        await using var server = new ScriptedServer("S: 421 try again later");
        using var stop = new CancellationTokenSource();
        var retrying = new TaskCompletionSource();
        var run = Evidence(server.Port, retryAfter: TimeSpan.FromMinutes(5))
            .ObserveAsync(Target("mx.example"), Demand, new Told(retrying), stop.Token);
        await retrying.Task.WaitAsync(
            TimeSpan.FromMinutes(1),
            TestContext.Current.CancellationToken
        );

        await stop.CancelAsync();
        var seen = await run;

        seen.Disposition.ShouldBe(AddressDisposition.Stopped);
        seen.Attempts.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Run_whose_time_was_over_before_its_turn_came_is_stopped_without_a_session()
    {
        await using var server = new ScriptedServer(Silent);
        using var stop = new CancellationTokenSource();
        var evidence = Evidence(server.Port, sessions: 1);
        var first = evidence.ObserveAsync(Target("one.example"), Demand, null, stop.Token);
        await Eventually.TrueAsync(() => server.Sessions == 1);
        var second = evidence.ObserveAsync(Target("two.example"), Demand, null, stop.Token);

        await stop.CancelAsync();

        (await first).Disposition.ShouldBe(AddressDisposition.Stopped);
        (await second).Disposition.ShouldBe(AddressDisposition.Stopped);
        (await second).Attempts.ShouldBeEmpty();
        server.Sessions.ShouldBe(1);
    }

    /// <summary>Every socket is closed: the server meets the end of each session.</summary>
    [Fact]
    public async Task Stopping_reaches_every_socket_at_every_stage()
    {
        foreach (var script in Stages)
        {
            await using var server = new ScriptedServer(script);
            using var stop = new CancellationTokenSource();
            var evidence = Evidence(server.Port, sessions: 5);
            var runs = Enumerable
                .Range(0, 5)
                .Select(number =>
                    evidence.ObserveAsync(Target($"mx{number}.example"), Demand, null, stop.Token)
                )
                .ToList();
            await Eventually.TrueAsync(() => server.Hanging == 5);

            await stop.CancelAsync();
            var seen = await Task.WhenAll(runs);

            seen.ShouldAllBe(address => address.Disposition == AddressDisposition.Stopped, script);
            await Eventually.TrueAsync(() => server.Closed == 5);
        }
    }

    private static readonly string[] Stages =
    [
        "hang",
        "S: 220 mx.example\nC: EHLO\nhang",
        "S: 220 mx.example\nC: EHLO\nS: 250-mx\\r\\n250 STARTTLS\nC: STARTTLS\nhang",
        "S: 220 mx.example\nC: EHLO\nS: 250-mx\\r\\n250 STARTTLS\nC: STARTTLS\nS: 220 go\nhang",
    ];

    private static EvidenceDemand Demand => EvidenceDemand.Interactive;

    private static AddressTarget Target(string host) =>
        new(DomainName.Parse(host), IPAddress.Loopback, DomainName.Parse(host));

    private sealed class Told(TaskCompletionSource told) : IProgress<SessionFaultKind>
    {
        public void Report(SessionFaultKind value) => told.TrySetResult();
    }

    private static MemoryAddressEvidence Evidence(
        int port,
        int sessions = 2,
        TimeSpan? retryAfter = null
    )
    {
        var step = TimeSpan.FromMinutes(5);
        return new(
            Options.Create(
                new SmtpOptions
                {
                    Port = port,
                    GreetingTimeout = step,
                    CommandTimeout = step,
                    HandshakeTimeout = step,
                }
            ),
            Options.Create(
                new ProbeOptions
                {
                    SessionsPerAddress = sessions,
                    HeloName = "probe.example",
                    RetryAfter = retryAfter ?? TimeSpan.FromSeconds(3),
                }
            ),
            TimeProvider.System
        );
    }
}
