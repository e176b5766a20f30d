using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.Judgement;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>Each line of the evidence of a probe, with all that it says.</summary>
public sealed class EvidenceTimelineTests
{
    private static readonly TimeSpan At = TimeSpan.FromMinutes(1);

    private readonly Scene scene = Scene.Of().TellingAllQuestions();

    private string[] Lines(OutboundProbeId probe) =>
        [.. scene.Judge(probe, TimeSpan.FromMinutes(30)).Timeline.Select(Line)];

    private static string Line(TimelineEntry entry) =>
        string.Join(
            ' ',
            entry
                .Facts.OrderBy(fact => fact.Key, StringComparer.Ordinal)
                .Select(fact => $"{fact.Key}={fact.Value}")
                .Prepend(entry.Kind.ToString())
                .Prepend($"{(entry.At - Scene.Opened).TotalMilliseconds}")
        );

    [Fact]
    public void Delivery_over_TLS_is_told_line_by_line()
    {
        var host = scene.Host(Control).Name;
        scene.Query(Control, DnsRecordType.A, TimeSpan.FromSeconds(58));
        scene.Query(Control, DnsRecordType.A, TimeSpan.FromSeconds(59), dnssecOk: false);
        scene.See(Control, At, SessionShape.MailOverTls);

        Lines(Control)
            .ShouldBe([
                $"58000 DnsQuery dnssecOk=true name={host} resolver=192.0.2.53 type=A",
                $"59000 DnsQuery dnssecOk=false name={host} resolver=192.0.2.53 type=A",
                "60000 Connected listener=normal source=198.51.100.7 sourceName=mx1.sender.example",
                "60010 Ehlo ehlo=mx1.sender.example overTls=false",
                "60020 StartTls code=220",
                "60020 HandshakeCompleted cipher=TLS_AES_256_GCM_SHA384 version=TLSv1.3",
                "60030 Ehlo ehlo=mx1.sender.example overTls=true",
                "60040 MailOverTls code=250",
                "60040 RecipientAccepted code=250",
                "60040 MessageTaken",
                "60050 SessionEnded end=quit",
            ]);
    }

    [Fact]
    public void Mail_in_the_clear_that_is_refused_is_told_line_by_line()
    {
        scene.Control(TimeSpan.FromSeconds(30));
        scene.See(Stripped, At, SessionShape.MailInClear, Source.First with { Name = null });

        Lines(Stripped)
            .ShouldBe([
                "60000 Connected listener=no-starttls source=198.51.100.7",
                "60010 Ehlo ehlo=mx1.sender.example overTls=false",
                "60020 MailInClear code=250",
                "60020 RecipientRefused code=550",
                "60030 SessionEnded end=quit",
            ]);
    }

    [Theory]
    [InlineData(false, 70, "60070", "false")]
    [InlineData(false, null, "60020", "false")]
    [InlineData(true, 70, "60070", "true")]
    [InlineData(true, null, "60025", "true")]
    public void Failure_of_a_handshake_is_told_at_its_instant(
        bool completed,
        int? failedAfter,
        string at,
        string afterHandshake
    )
    {
        scene.Control(TimeSpan.FromSeconds(30));
        var session = scene.Add(
            Mismatch,
            At,
            completed ? SessionShape.TlsAndAlert : SessionShape.AlertInHandshake
        );
        scene.Sessions[^1] = session with
        {
            Tls = session.Tls! with
            {
                CompletedAt = completed ? session.StartedAt.AddMilliseconds(25) : null,
                FailedAt = failedAfter is { } after
                    ? session.StartedAt.AddMilliseconds(after)
                    : null,
            },
        };

        Lines(Mismatch)
            .Single(line => line.Contains("HandshakeFailed", StringComparison.Ordinal))
            .ShouldBe(
                $"{at} HandshakeFailed afterHandshake={afterHandshake} alert=42 failure=alert serverName={scene.Host(Mismatch).Name}"
            );
    }

    [Fact]
    public void Name_of_the_source_is_told_only_where_it_leads_back()
    {
        scene.See(Control, At, SessionShape.MailOverTls);
        scene.Sessions[0] = scene.Sessions[0] with { SourceNameConfirmed = false };

        Lines(Control)[0].ShouldBe("60000 Connected listener=normal source=198.51.100.7");
    }

    [Fact]
    public void Refused_STARTTLS_is_told_as_one()
    {
        scene.Control(TimeSpan.FromSeconds(30));
        scene.See(StartTls454, At, SessionShape.TryTlsAndLeave);

        Lines(StartTls454).ShouldContain("60020 StartTlsRefused code=454");
    }

    [Fact]
    public void Message_by_a_connection_to_another_host_tells_that_and_nothing_of_the_connection()
    {
        var session = scene.Add(Mismatch, At, SessionShape.MailOverTlsWithSni);
        var mail = session.Transactions[0];
        scene.Sessions[0] = session with
        {
            Transactions =
            [
                mail with
                {
                    Recipients = [mail.Recipients[0] with { Probe = Control, ReplyCode = 250 }],
                },
            ],
        };

        Lines(Control).Select(line => line.Split(' ')[1]).ShouldNotContain("Ehlo");
        Lines(Control)[0].ShouldContain("otherHost=true");
        Lines(Control)
            .ShouldNotContain(line =>
                line.Contains("Handshake", StringComparison.Ordinal)
                || line.Contains("SessionEnded", StringComparison.Ordinal)
            );
    }
}
