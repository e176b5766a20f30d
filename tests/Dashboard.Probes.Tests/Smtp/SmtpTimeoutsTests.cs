using Dashboard.Probes.Inbound;
using Dashboard.Probes.Smtp;

namespace Dashboard.Probes.Tests.Smtp;

/// <summary>How long each attempt waits, with the defaults of the settings.</summary>
public sealed class SmtpTimeoutsTests
{
    /// <summary>The least that RFC 5321 section 4.5.3.2 asks of a sender for the greeting and for MAIL.</summary>
    private static readonly TimeSpan Senders = TimeSpan.FromMinutes(5);

    [Fact]
    public void First_attempt_of_a_visitor_is_the_shortest()
    {
        var first = SmtpTimeouts.First(new SmtpOptions(), ProbePace.Interactive);

        first.ShouldBe(new(Seconds(10), Seconds(20), Seconds(15), Seconds(15)));
    }

    [Fact]
    public void Second_attempt_of_a_visitor_waits_as_long_as_the_first_of_a_round()
    {
        var second = SmtpTimeouts.Second(new SmtpOptions(), ProbePace.Interactive);

        second.ShouldBe(new(Seconds(30), Seconds(60), Seconds(60), Seconds(60)));
        SmtpTimeouts.First(new SmtpOptions(), ProbePace.Round).ShouldBe(second);
    }

    [Fact]
    public void Second_attempt_of_a_round_waits_longer_than_senders_must()
    {
        var second = SmtpTimeouts.Second(new SmtpOptions(), ProbePace.Round);

        second.ShouldBe(new(Seconds(30), Seconds(310), Seconds(310), Seconds(310)));
        second.Greeting.ShouldBeGreaterThan(Senders);
    }

    [Fact]
    public void Later_attempt_is_never_shorter_than_the_first()
    {
        var options = new SmtpOptions
        {
            ConnectTimeout = Seconds(40),
            GreetingTimeout = Seconds(240),
        };

        var second = SmtpTimeouts.Second(options, ProbePace.Interactive);

        second.ShouldBe(new(Seconds(40), Seconds(240), Seconds(60), Seconds(60)));
    }

    [Fact]
    public void Round_may_take_longer_than_all_that_one_server_waits()
    {
        var options = new ProbeOptions();

        options.Deadline.ShouldBe(TimeSpan.FromMinutes(4));
        options.RoundDeadline.ShouldBe(TimeSpan.FromMinutes(30));
        // Greeting, EHLO, STARTTLS, handshake and EHLO behind it, each at the last moment.
        options.RoundDeadline.ShouldBeGreaterThan(
            5 * SmtpTimeouts.Second(new SmtpOptions(), ProbePace.Round).Command
        );
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
