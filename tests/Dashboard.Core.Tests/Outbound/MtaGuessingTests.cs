using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.Judgement;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;

namespace Dashboard.Core.Tests.Outbound;

public sealed class MtaGuessingTests
{
    private static readonly TimeSpan At = TimeSpan.FromMinutes(1);

    private readonly Scene scene = Scene.Of();

    private MtaGuess? Guess() => scene.Judge(TimeSpan.FromMinutes(30)).Senders[0].Guess;

    [Theory]
    [InlineData("mail-db3.outbound.protection.outlook.com", MtaKind.ExchangeOnline)]
    [InlineData("mail-wr1.google.com", MtaKind.Gmail)]
    [InlineData("esa1.iphmx.com", MtaKind.CiscoSecureEmail)]
    [InlineData("mx1.sender.example", null)]
    public void Name_of_the_source_tells_the_software(string name, MtaKind? kind)
    {
        var source = Source.First with { Name = name };
        scene.See(Control, At, SessionShape.MailOverTls, source);

        Guess().ShouldBe(kind is { } known ? new MtaGuess(known, "source-name") : null);
    }

    [Fact]
    public void One_name_of_several_is_enough()
    {
        scene.Control(At, Source.First, ownNetworks: ["198.51.100.0/24"]);
        scene.See(
            EeGood,
            At + At,
            SessionShape.MailOverTls,
            Source.SamePool with
            {
                Name = "mail-wr1.google.com",
            }
        );

        Guess().ShouldBe(new MtaGuess(MtaKind.Gmail, "source-name"));
    }

    [Theory]
    [InlineData(SessionEnd.Quit, MtaKind.Postfix)]
    [InlineData(SessionEnd.ClosedByClient, null)]
    [InlineData(SessionEnd.TlsAlert, MtaKind.Exim)]
    [InlineData(SessionEnd.Timeout, null)]
    public void Way_of_leaving_tells_the_software(SessionEnd end, MtaKind? kind)
    {
        var shape = end switch
        {
            SessionEnd.TlsAlert => SessionShape.TlsAndAlert,
            SessionEnd.Timeout => SessionShape.TlsAndHang,
            _ => SessionShape.TlsAndQuit,
        };
        scene.Control(At);
        var session = scene.Add(Mismatch, At + At, shape);
        scene.Sessions[^1] = session with { End = end };

        var guess = Guess();

        (guess?.Kind).ShouldBe(kind);
    }

    [Fact]
    public void Senders_that_leave_in_two_ways_are_not_guessed()
    {
        scene.Control(At);
        scene.See(Mismatch, At + At, SessionShape.TlsAndQuit);
        scene.See(Mismatch, At + At + At, SessionShape.TlsAndAlert);

        Guess().ShouldBeNull();
    }

    [Theory]
    [InlineData("QUIT alone", new[] { SmtpVerb.Quit }, true)]
    [InlineData("EHLO again, then QUIT", new[] { SmtpVerb.Ehlo, SmtpVerb.Quit }, false)]
    [InlineData("RSET, then QUIT", new[] { SmtpVerb.Rset, SmtpVerb.Quit }, false)]
    public void Sender_is_guessed_only_where_it_says_nothing_else_after_the_handshake(
        string says,
        SmtpVerb[] verbs,
        bool guessed
    )
    {
        scene.Control(At);
        var session = scene.Add(Mismatch, At + At, SessionShape.TlsAndQuit);
        scene.Sessions[^1] = session with
        {
            Commands =
            [
                .. session.Commands.Where(command => !command.OverTls),
                .. verbs.Select(verb => new SmtpCommandEvidence(
                    session.StartedAt,
                    verb,
                    OverTls: true,
                    250
                )),
            ],
        };

        Guess()
            .ShouldBe(guessed ? new MtaGuess(MtaKind.Postfix, "quit-after-handshake") : null, says);
    }
}
