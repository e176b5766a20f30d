using Dashboard.Core.Inbound;
using Dashboard.Lab.Smtp;

namespace Dashboard.Lab.Scenarios;

/// <summary>The session before and around STARTTLS: rows 33 and 34.</summary>
internal static class SessionScenarios
{
    public static void Add(SceneList list)
    {
        AddUnreachable(list);
        AddEnded(list);
        AddSlowServers(list);
        AddInjections(list);
    }

    private static void AddUnreachable(SceneList list)
    {
        Session(list, "connection-refused", "Nothing listens.", Sessions.NotListening)
            .Unreachable(ReasonSlug.ConnectFailed);
        foreach (
            var greeting in new[]
            {
                "421 4.3.2 Too busy",
                "450 4.7.1 Try again later",
                "554 5.7.1 No SMTP service here",
            }
        )
        {
            var scene = Session(
                list,
                "greeting-" + greeting[..3],
                $"The greeting is {greeting[..3]}.",
                new SmtpBehaviour { Greeting = greeting }
            );
            if (greeting.StartsWith('5'))
            {
                scene.Simulated(SimulatedSender.Exim, Delivery.Bounce);
            }
            scene.Unreachable(ReasonSlug.GreetingRefused);
        }
        Session(
                list,
                "greeting-silent",
                "The server takes the connection and says nothing.",
                new SmtpBehaviour { OnConnect = SessionFault.Hang }
            )
            .Slow()
            .Unreachable(ReasonSlug.GreetingMissing);
        Session(
                list,
                "greeting-closed",
                "The server closes the connection without a word.",
                new SmtpBehaviour { OnConnect = SessionFault.Close }
            )
            .Unreachable(ReasonSlug.GreetingMissing);
        Session(
                list,
                "greeting-reset",
                "The server resets the connection without a word.",
                new SmtpBehaviour { OnConnect = SessionFault.Reset }
            )
            .Unreachable(ReasonSlug.GreetingMissing);
        Session(
                list,
                "greeting-garbage",
                "A web server answers.",
                new SmtpBehaviour { OnConnect = SessionFault.Garbage }
            )
            .Unreachable(ReasonSlug.GreetingMissing);
        list.New("plain-greeting-554", "33", "No TLSA, and the greeting is 554.")
            .Mx(host => host.Behave(new SmtpBehaviour { Greeting = "554 5.7.1 No" }))
            .Simulated(SimulatedSender.Exim, Delivery.Bounce)
            .Expect(DomainStatus.Unreachable, Delivery.Defer, null, 1, ReasonSlug.GreetingRefused);
        list.New("plain-connection-refused", "33", "No TLSA, and nothing listens.")
            .Mx(host => host.Behave(Sessions.NotListening))
            .Expect(DomainStatus.Unreachable, Delivery.Defer, null, 1, ReasonSlug.ConnectFailed);
    }

    private static void AddEnded(SceneList list)
    {
        Session(
                list,
                "ehlo-closed",
                "The server closes the connection at EHLO.",
                new SmtpBehaviour { OnEhlo = SessionFault.Close }
            )
            .Unreachable(ReasonSlug.SessionEnded);
        Session(
                list,
                "ehlo-reset",
                "The server resets the connection at EHLO.",
                new SmtpBehaviour { OnEhlo = SessionFault.Reset }
            )
            .Unreachable(ReasonSlug.SessionEnded);
        Session(
                list,
                "ehlo-hangs",
                "The server does not answer EHLO.",
                new SmtpBehaviour { OnEhlo = SessionFault.Hang }
            )
            .Slow()
            .Unreachable(ReasonSlug.SessionEnded);
        Session(
                list,
                "ehlo-and-helo-refused",
                "EHLO and HELO are both refused.",
                new SmtpBehaviour { Ehlo = "550 5.7.1 No", Helo = "550 5.7.1 No" }
            )
            .Simulated(SimulatedSender.PostfixDane, Delivery.Bounce)
            .Simulated(SimulatedSender.Exim, Delivery.Bounce)
            .Unreachable();
        Session(
                list,
                "ehlo-421",
                "EHLO is answered with 421.",
                new SmtpBehaviour { Ehlo = "421 4.3.2 Closing" }
            )
            .Unreachable(ReasonSlug.SessionEnded);
        Session(
                list,
                "greeting-codes-differ",
                "Of the two lines of the greeting the last is 554.",
                new SmtpBehaviour { Greeting = "220-{host} ESMTP\r\n554 5.7.1 No" }
            )
            .Simulated(SimulatedSender.Exim, Delivery.Bounce)
            .Unreachable(ReasonSlug.GreetingRefused);
        Session(
                list,
                "ehlo-endless",
                "The reply to EHLO has fifty thousand lines.",
                new SmtpBehaviour { Ehlo = Lines(50_000) }
            )
            .Unreachable(ReasonSlug.SessionEnded);
        Session(
                list,
                "ehlo-long-line",
                "The reply to EHLO has a line of two million octets.",
                new SmtpBehaviour { Ehlo = "250-{host}\r\n250 " + new string('x', 2_000_000) }
            )
            .Unreachable(ReasonSlug.SessionEnded);
    }

    private static void AddSlowServers(SceneList list)
    {
        Session(
                list,
                "ehlo-late",
                "EHLO is answered after ten seconds.",
                new SmtpBehaviour { EhloDelay = TimeSpan.FromSeconds(10) }
            )
            .Slow()
            .Protected(ReasonSlug.RetrySucceeded);
        Session(
                list,
                "handshake-late",
                "The handshake begins ten seconds after the reply to STARTTLS.",
                new SmtpBehaviour { HandshakeDelay = TimeSpan.FromSeconds(10) }
            )
            .Slow()
            .Protected(ReasonSlug.RetrySucceeded);
        Session(
                list,
                "greeting-late",
                "The greeting comes after ten seconds.",
                new SmtpBehaviour { GreetingDelay = TimeSpan.FromSeconds(10) }
            )
            .Slow()
            .Protected(ReasonSlug.RetrySucceeded);
        Session(
                list,
                "ehlo-refuses-names",
                "EHLO with a name is refused with the name in it, with an address literal it is not.",
                new SmtpBehaviour { RefusesNames = true }
            )
            .Protected();
        Session(
                list,
                "greeting-long-line",
                "The greeting is a line of 3,200 octets.",
                new SmtpBehaviour { Greeting = "220 {host} " + new string('x', 3_200) }
            )
            .Protected(ReasonSlug.ReplyLineTooLong);
        Session(
                list,
                "greeting-of-many-lines",
                "The greeting has 150 lines.",
                new SmtpBehaviour
                {
                    Greeting = Lines(150).Replace("250", "220", StringComparison.Ordinal),
                }
            )
            .Protected();
        Session(
                list,
                "ehlo-of-300-lines",
                "The reply to EHLO has 300 lines, and STARTTLS is the last.",
                new SmtpBehaviour
                {
                    Ehlo =
                        Lines(300).Replace("250 ", "250-", StringComparison.Ordinal)
                        + "\r\n250 STARTTLS",
                }
            )
            .Protected();
        Session(
                list,
                "greeting-slow",
                "The greeting comes after two seconds.",
                new SmtpBehaviour { GreetingDelay = TimeSpan.FromSeconds(2) }
            )
            .Protected();
        Session(
                list,
                "tarpit",
                "Each line comes after a third of a second.",
                new SmtpBehaviour { LineDelay = TimeSpan.FromMilliseconds(333) }
            )
            .Protected();
        Session(
                list,
                "greeting-of-several-lines",
                "The greeting has several lines.",
                new SmtpBehaviour { Greeting = "220-{host} ESMTP\r\n220-No spam\r\n220 Please" }
            )
            .Protected();
        Session(
                list,
                "ehlo-of-many-lines",
                "The reply to EHLO has sixty lines.",
                new SmtpBehaviour
                {
                    Ehlo = Lines(60).Replace("X-30", "STARTTLS", StringComparison.Ordinal),
                }
            )
            .Protected();
        Session(
                list,
                "first-attempt-fails",
                "The first session after a while is turned away with 421, the next is not.",
                new SmtpBehaviour { FirstGreeting = "421 4.3.2 Waking up" }
            )
            .Protected(ReasonSlug.RetrySucceeded);
    }

    private static void AddInjections(SceneList list)
    {
        Session(
                list,
                "injected-reply",
                "A reply is in the clear behind the one to STARTTLS.",
                new SmtpBehaviour { Injected = "\r\n250-injected.example\r\n250 AUTH PLAIN" },
                "34"
            )
            .Simulated(SimulatedSender.Exim, Delivery.Defer)
            .Protected(ReasonSlug.CleartextInjected);
        list.New("plain-injected-reply", "34", "The same without TLSA.")
            .Mx(host => host.Behave(new SmtpBehaviour { Injected = "\r\n250 2.0.0 Injected" }))
            .Simulated(SimulatedSender.Exim, Delivery.Clear)
            .OpportunisticTls(ReasonSlug.CleartextInjected);
    }

    private static string Lines(int count) =>
        "250-{host}\r\n"
        + string.Concat(Enumerable.Range(1, count).Select(number => $"250-X-{number}\r\n"))
        + "250 8BITMIME";

    private static Scene Session(
        SceneList list,
        string slug,
        string description,
        SmtpBehaviour behaviour,
        string row = "33"
    ) => list.New(slug, row, description).Mx(host => host.Behave(behaviour).Tlsa(3, 1, 1));
}
