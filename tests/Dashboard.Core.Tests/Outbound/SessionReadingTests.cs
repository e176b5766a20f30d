using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;

namespace Dashboard.Core.Tests.Outbound;

public sealed class SessionReadingTests
{
    private static readonly TimeSpan At = TimeSpan.FromMinutes(1);

    private readonly Scene scene = Scene.Of();

    private AttributedSession See(OutboundProbeId probe, SessionShape shape)
    {
        var session = scene.Add(probe, At, shape);
        return new AttributedSession(session, probe, HostRole.Primary, [])
        {
            Transactions = session.Transactions,
            IsAtHost = true,
        };
    }

    [Fact]
    public void Session_shows_the_most_that_it_did()
    {
        SessionReading
            .SeenIn(See(Stripped, SessionShape.MailInClear))
            .ShouldBe(SeenOutcome.MailInClear);
        SessionReading
            .SeenIn(See(Mismatch, SessionShape.MailOverTls))
            .ShouldBe(SeenOutcome.MailOverTls);
        SessionReading
            .SeenIn(See(Mismatch, SessionShape.TlsAndQuit))
            .ShouldBe(SeenOutcome.LeftAfterHandshake);
        SessionReading.SeenIn(See(Mismatch, SessionShape.Peek)).ShouldBe(SeenOutcome.Connection);
    }

    [Fact]
    public void Connection_to_another_host_shows_no_refusal()
    {
        var session = See(Mismatch, SessionShape.TlsAndQuit);

        SessionReading.RefusalOf(session).ShouldBe(RefusalKind.AfterHandshake);
        SessionReading.RefusalOf(session with { IsAtHost = false }).ShouldBeNull();
    }

    [Fact]
    public void STARTTLS_that_was_said_is_a_refusal_only_where_it_is_refused()
    {
        var session = See(StartTls454, SessionShape.TryTlsAndLeave);
        SessionReading.RefusalOf(session).ShouldBe(RefusalKind.StartTlsRefused);

        var offered = session.Session with { Listener = ListenerBehaviour.Normal };
        SessionReading.RefusalOf(offered).ShouldBeNull();
    }
}
