using System.Net;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Lab;
using Dashboard.Probes.Outbound.Receiver;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Probes.Tests.Outbound.Receiver;

/// <summary>Who gets a place at the receiver where not everybody can.</summary>
public sealed class SessionAdmissionTests
{
    private static readonly IPAddress Local = IPAddress.Parse("192.0.2.1");

    private readonly FakeTimeProvider time = new();
    private readonly RecentQuestions questions;
    private readonly SessionAdmission admission;

    public SessionAdmissionTests()
    {
        questions = new RecentQuestions(time);
        questions.Follow();
        admission = new SessionAdmission(
            new ReceiverLimits { Sessions = 40, SessionsPerSource = 30 },
            questions,
            time
        );
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static IPAddress Source(int number) => new([203, 0, 113, (byte)number]);

    private List<SessionStay> Fill(int sessions, bool greeted)
    {
        var stays = new List<SessionStay>();
        for (var i = 0; i < sessions; i++)
        {
            var stay = admission.TryEnter(Source(i), Local).ShouldNotBeNull();
            stay.Heard(greeted, saidMail: false);
            stays.Add(stay);
        }
        return stays;
    }

    [Fact]
    public void Last_quarter_of_the_places_is_for_what_a_question_preceded()
    {
        Fill(30, greeted: true);

        admission.TryEnter(Source(200), Local).ShouldBeNull();
        admission.TurnedAwayAt.ShouldBe(time.GetUtcNow());
        questions.Note([Local]);
        admission.TryEnter(Source(200), Local).ShouldNotBeNull();
        time.Advance(ProbeTiming.QueryWindow + TimeSpan.FromTicks(1));
        questions.MayPrecede(Local).ShouldBeFalse();
    }

    /// <summary>A question opens an address that all tests share to everybody, for two minutes.</summary>
    [Fact]
    public void Half_of_that_quarter_is_for_sources_that_gave_a_message_before()
    {
        admission.TryEnter(Source(210), Local)!.GaveMessage();
        admission.TryEnter(Source(211), Local)!.Heard(greeted: true, saidMail: true);
        Fill(28, greeted: true);
        questions.Note([Local]);
        for (var i = 100; i < 105; i++)
        {
            admission.TryEnter(Source(i), Local).ShouldNotBeNull();
        }

        admission.TryEnter(Source(200), Local).ShouldBeNull("a crowd asked too");
        admission.TryEnter(Source(211), Local).ShouldBeNull("anybody can say MAIL");
        admission.TryEnter(Source(210), Local).ShouldNotBeNull();
        var unasked = IPAddress.Parse("192.0.2.2");
        admission.TryEnter(Source(210), unasked).ShouldNotBeNull("it needs no question");
        admission.TryEnter(Source(200), unasked).ShouldBeNull();
    }

    [Fact]
    public void Without_a_log_of_questions_the_places_are_for_everybody()
    {
        var unfollowed = new SessionAdmission(
            new ReceiverLimits { Sessions = 40, SessionsPerSource = 30 },
            new RecentQuestions(time),
            time
        );

        for (var i = 0; i < 35; i++)
        {
            unfollowed.TryEnter(Source(i), Local).ShouldNotBeNull();
        }
        unfollowed.TryEnter(Source(200), Local).ShouldBeNull();
    }

    [Fact]
    public void Source_with_many_sessions_has_no_share_in_the_kept_places()
    {
        questions.Note([Local]);
        for (var i = 0; i < 25; i++)
        {
            admission.TryEnter(Source(250), Local).ShouldNotBeNull();
        }
        Fill(5, greeted: true);

        admission.TryEnter(Source(250), Local).ShouldBeNull();
        admission.TryEnter(Source(200), Local).ShouldNotBeNull();
    }

    [Fact]
    public void Longest_silent_one_without_EHLO_makes_room()
    {
        var first = admission.TryEnter(Source(201), Local)!;
        time.Advance(TimeSpan.FromSeconds(1));
        Fill(29, greeted: false);
        admission.TryEnter(Source(202), Local).ShouldBeNull("nobody was silent for long enough");
        time.Advance(TimeSpan.FromSeconds(1));

        admission.TryEnter(Source(202), Local).ShouldNotBeNull();

        first.IsLeaving.ShouldBeTrue();
        first.Dispose();
        admission.TryEnter(Source(203), Local).ShouldBeNull("the place was given away already");
    }

    [Fact]
    public void One_that_greeted_makes_room_only_after_half_a_minute_and_before_one_that_said_MAIL()
    {
        var stays = Fill(30, greeted: true);
        stays[0].Heard(greeted: true, saidMail: true);
        time.Advance(TimeSpan.FromSeconds(29));
        admission.TryEnter(Source(202), Local).ShouldBeNull();
        stays[1].Heard(greeted: true, saidMail: false);
        time.Advance(TimeSpan.FromSeconds(1));

        admission.TryEnter(Source(202), Local).ShouldNotBeNull();

        stays.Count(stay => stay.IsLeaving).ShouldBe(1);
        stays[0].IsLeaving.ShouldBeFalse("it said MAIL");
        stays[1].IsLeaving.ShouldBeFalse("it was heard of a second ago");
    }

    /// <summary>Five addresses held 300 places with MAIL and a NOOP now and then.</summary>
    [Fact]
    public void Source_with_more_than_a_full_test_takes_makes_room_whatever_it_said()
    {
        var stays = new List<SessionStay>();
        for (var i = 0; i < 30; i++)
        {
            stays.Add(admission.TryEnter(Source(250), Local).ShouldNotBeNull());
            time.Advance(TimeSpan.FromSeconds(1));
            stays[i].Heard(greeted: true, saidMail: true);
        }
        stays[0].GaveMessage();

        admission.TryEnter(Source(250), Local).ShouldBeNull("its own share");
        for (var i = 0; i < 5; i++)
        {
            admission.TryEnter(Source(i), Local).ShouldNotBeNull();
        }
        admission.TryEnter(Source(200), Local).ShouldBeNull("what a full test takes is left to it");

        stays.Where(stay => stay.IsLeaving).ShouldBe(stays.Skip(1).Take(5));
    }

    /// <summary>Sixteen addresses with what a full test takes held every place, with MAIL and a NOOP now and then.</summary>
    [Theory]
    [InlineData(10, 29, false)]
    [InlineData(10, 30, true)]
    [InlineData(1, 119, false)]
    [InlineData(1, 120, true)]
    public void Sources_with_no_more_than_a_full_test_takes_make_room_in_a_while(
        int ofEach,
        int seconds,
        bool makeRoom
    )
    {
        var stays = new List<SessionStay>();
        for (var i = 0; i < 30; i++)
        {
            stays.Add(admission.TryEnter(Source(i / ofEach), Local).ShouldNotBeNull());
            stays[i].Heard(greeted: true, saidMail: true);
        }
        time.Advance(TimeSpan.FromSeconds(1));
        foreach (var stay in stays.Take(20))
        {
            stay.GaveMessage();
        }
        time.Advance(TimeSpan.FromSeconds(seconds - 1));
        foreach (var stay in stays)
        {
            stay.Heard(greeted: true, saidMail: true);
        }

        (admission.TryEnter(Source(200), Local) is not null).ShouldBe(makeRoom);

        stays.Count(stay => stay.IsLeaving).ShouldBe(makeRoom ? 1 : 0);
        stays.Take(20).ShouldAllBe(stay => !stay.IsLeaving);
    }

    [Fact]
    public void Times_are_short_under_stress()
    {
        admission.GreetingTime.ShouldBe(TimeSpan.FromSeconds(30));
        admission.IdleTime.ShouldBe(TimeSpan.FromMinutes(5));

        var stays = Fill(30, greeted: true);
        admission.GreetingTime.ShouldBe(TimeSpan.FromSeconds(5));
        admission.IdleTime.ShouldBe(TimeSpan.FromSeconds(30));

        stays[0].Dispose();
        admission.GreetingTime.ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void IPv6_site_has_one_share()
    {
        var limited = new SessionAdmission(
            new ReceiverLimits { SessionsPerSource = 2 },
            questions,
            time
        );

        limited.TryEnter(IPAddress.Parse("2001:db8:0:1::1"), Local).ShouldNotBeNull();
        limited.TryEnter(IPAddress.Parse("2001:db8:0:1::2"), Local).ShouldNotBeNull();
        limited.TryEnter(IPAddress.Parse("2001:db8:0:1:ffff::3"), Local).ShouldBeNull();
        limited.TryEnter(IPAddress.Parse("2001:db8:0:2::1"), Local).ShouldNotBeNull();
    }

    [Fact]
    public void Networks_of_one_IPv6_subscriber_have_four_shares_together()
    {
        var limited = new SessionAdmission(
            new ReceiverLimits { SessionsPerSource = 2 },
            questions,
            time
        );
        for (var network = 0; network < 8; network++)
        {
            limited.TryEnter(IPAddress.Parse($"2001:db8:0:{network}::1"), Local).ShouldNotBeNull();
        }

        limited.TryEnter(IPAddress.Parse("2001:db8:0:8::1"), Local).ShouldBeNull();
        limited.TryEnter(IPAddress.Parse("2001:db8:1::1"), Local).ShouldNotBeNull();
    }

    /// <summary>A hoster gives each customer a /64 of one /48.</summary>
    [Fact]
    public void Neighbours_of_a_sender_leave_room_for_it()
    {
        var limited = new SessionAdmission(
            new ReceiverLimits { SessionsPerSource = 2 },
            questions,
            time
        );
        var known = IPAddress.Parse("2001:db8:0:99::1");
        var message = limited.TryEnter(known, Local).ShouldNotBeNull();
        message.GaveMessage();
        message.Dispose();
        SessionStay? Enter(int network) =>
            limited.TryEnter(IPAddress.Parse($"2001:db8:0:{network}::1"), Local);
        for (var network = 0; network < 8; network++)
        {
            Enter(network).ShouldNotBeNull();
        }

        Enter(8).ShouldBeNull();
        questions.Note([Local]);
        for (var network = 8; network < 16; network++)
        {
            Enter(network).ShouldNotBeNull($"{network}, of which a test was asked for");
        }
        Enter(16).ShouldBeNull("a question opens an address to everybody");
        limited.TryEnter(known, Local).ShouldNotBeNull("it gave a message before");
        limited.TryEnter(known, Local).ShouldNotBeNull();
        limited.TryEnter(known, Local).ShouldBeNull("its own share");
    }

    /// <summary>Anybody is known by a message to a test of his own.</summary>
    [Fact]
    public void Known_networks_of_one_site_leave_room_for_others()
    {
        var limits = new ReceiverLimits();
        var limited = new SessionAdmission(limits, questions, time);
        for (var network = 0; network < 40; network++)
        {
            var one = limited.TryEnter(Network(network), Local).ShouldNotBeNull();
            one.GaveMessage();
            one.Dispose();
        }
        var held = 0;
        for (var network = 0; network < 40; network++)
        {
            while (limited.TryEnter(Network(network), Local) is not null)
            {
                held++;
            }
        }

        held.ShouldBeLessThan(limits.Sessions * 7 / 8);
        limited.TryEnter(IPAddress.Parse("2001:db9::1"), Local).ShouldNotBeNull();

        static IPAddress Network(int network) => IPAddress.Parse($"2001:db8:0:{network:x}::1");
    }

    /// <summary>A /32 has 65,536 /48 networks: a sender with so many leaves no newcomer uncounted, and none is turned away for it.</summary>
    [Fact]
    public void Newcomer_gets_in_after_more_sources_than_are_remembered()
    {
        for (var number = 0; number <= 10_000; number++)
        {
            admission
                .TryEnter(IPAddress.Parse($"2001:db8:{number:x}::1"), Local)
                .ShouldNotBeNull($"{number}")
                .Dispose();
        }

        admission.TryEnter(Source(1), Local).ShouldNotBeNull();
        admission.TurnedAwayAt.ShouldBeNull();
    }

    [Fact]
    public void Source_with_a_session_is_never_forgotten_and_the_table_does_not_grow()
    {
        var counts = new SourceCounts(sessions: 1, perMinute: 100, time);
        counts.Enter(Source(1));
        for (var number = 0; number < 10_100; number++)
        {
            var stranger = IPAddress.Parse($"2001:db8:{number:x}::");
            counts.Enter(stranger);
            counts.Leave(stranger);
        }

        counts.HasRoom(Source(1)).ShouldBeFalse();
        counts.SessionsOf(Source(1)).ShouldBe(1);
        counts.Count.ShouldBe(10_000);
        counts.Leave(Source(1));
        counts.HasRoom(Source(1)).ShouldBeTrue();
    }

    [Fact]
    public void Sessions_of_a_minute_are_bounded_for_each_source()
    {
        var limited = new SessionAdmission(
            new ReceiverLimits { SessionsPerSourcePerMinute = 2 },
            questions,
            time
        );
        limited.TryEnter(Source(1), Local)!.Dispose();
        limited.TryEnter(Source(1), Local)!.Dispose();

        limited.TryEnter(Source(1), Local).ShouldBeNull();
        limited.TryEnter(Source(2), Local).ShouldNotBeNull();
        time.Advance(TimeSpan.FromMinutes(1));
        limited.TryEnter(Source(1), Local).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("nothing", "")]
    [InlineData("commands that are no greeting", "NOOP\r\n")]
    public async Task Client_that_does_not_greet_in_time_is_closed_whatever_else_it_says(
        string what,
        string says
    )
    {
        await using var receiver = await RunningReceiver.StartAsync(
            new ReceiverLimits { GreetingTime = TimeSpan.FromSeconds(1) }
        );
        await using var client = await RawClient.ConnectAsync(receiver.At("normal"), Cancellation);
        var talking = Task.Run(
            async () =>
            {
                try
                {
                    while (says.Length > 0)
                    {
                        await client.SendAsync(says);
                        await Task.Delay(100, Cancellation);
                    }
                }
                catch (IOException)
                {
                    // Closed, as it should be.
                }
            },
            Cancellation
        );

        (await client.RestAsync()).ShouldContain("421 4.4.2", customMessage: what);

        await talking;
        (await receiver.Evidence.EndedAsync(Cancellation)).End.ShouldBe(SessionEnd.Timeout);
    }

    /// <summary>resilience R3: seven sources with sixty silent connections each held all places for five minutes.</summary>
    [Fact]
    public async Task Sender_gets_in_while_silent_connections_hold_every_place()
    {
        var asked = new RecentQuestions(TimeProvider.System);
        asked.Follow();
        await using var receiver = await RunningReceiver.StartAsync(
            new ReceiverLimits { Sessions = 40, SessionsPerSource = 40 },
            questions: asked
        );
        var held = new List<RawClient>();
        try
        {
            for (var i = 0; i < 30; i++)
            {
                held.Add(await RawClient.ConnectAsync(receiver.At("normal"), Cancellation));
                (await held[^1].ReplyAsync()).ShouldStartWith("220");
            }
            // Without a question before it, a newcomer has to wait until a silent one makes room.
            await Eventually.TrueAsync(async () =>
            {
                await using var client = await RawClient.ConnectAsync(
                    receiver.At("normal"),
                    Cancellation
                );
                return (await client.ReplyAsync()).StartsWith("220", StringComparison.Ordinal);
            });
        }
        finally
        {
            foreach (var client in held)
            {
                await client.DisposeAsync();
            }
        }
    }
}
