using Bunit;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Web.Features.Outbound.Result;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Outbound;

/// <summary>A probe in each state that it can be in.</summary>
public sealed class ProbeRowTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<DeliveryJudgement, bool, string, string> States =>
        new()
        {
            { DeliveryJudgement.Pending, false, "tone-waiting", "Wij wachten" },
            {
                DeliveryJudgement.RefusedAsItShould,
                false,
                "tone-good",
                "Geweigerd, zoals het hoort (voorlopig)"
            },
            {
                DeliveryJudgement.RefusedAsItShould,
                true,
                "tone-good",
                "Geweigerd, zoals het hoort (definitief)"
            },
            {
                DeliveryJudgement.DeliveredThoughItMustNot,
                true,
                "tone-bad",
                "Bezorgd, en dat mag niet (definitief)"
            },
            {
                DeliveryJudgement.Ambiguous,
                false,
                "tone-unknown",
                "Niet te zeggen: kan ook van een ander zijn"
            },
            {
                DeliveryJudgement.NotTested,
                true,
                "tone-unknown",
                "Niet getest: deze verzender kwam pas toen wij de fout hadden rechtgezet"
            },
            { DeliveryJudgement.Inconclusive, true, "tone-unknown", "Niet vastgesteld" },
        };

    [Theory]
    [MemberData(nameof(States))]
    public void State_is_told_in_words_beside_its_colour(
        DeliveryJudgement judgement,
        bool firm,
        string tone,
        string words
    )
    {
        using var context = new ComponentContext();

        var row = Render(context, Mismatch with { Judgement = judgement, Firm = firm });

        row.Find(".probe").ClassList.ShouldContain(tone);
        Words(row.Find(".probe-judgement").TextContent).ShouldBe(words);
    }

    [Theory]
    [InlineData(OpenReason.FirstAttemptOnly, true)]
    [InlineData(OpenReason.Absence, true)]
    [InlineData(OpenReason.NothingSeen, false)]
    public void Only_what_waiting_can_settle_says_how_long(OpenReason reason, bool waits)
    {
        using var context = new ComponentContext();

        var row = Render(
            context,
            Mismatch with
            {
                Firm = false,
                Open = new(reason, Noon, Noon.AddHours(1)),
            }
        );

        row.Markup.Contains(">Zeker vanaf<", StringComparison.Ordinal).ShouldBe(waits);
    }

    [Theory]
    [InlineData(SeenOutcome.MailOverTls, "tone-good", "Bezorgd, zoals het hoort (definitief)")]
    [InlineData(SeenOutcome.MailInClear, "tone-bad", "Bezorgd, maar onversleuteld (definitief)")]
    public void Control_message_that_came_in_the_clear_does_not_look_good(
        SeenOutcome seen,
        string tone,
        string words
    )
    {
        using var context = new ComponentContext();

        var row = Render(
            context,
            Mismatch with
            {
                Probe = OutboundProbeId.Control,
                Expected = ExpectedDelivery.Deliver,
                Seen = seen,
                Judgement = DeliveryJudgement.DeliveredAsItShould,
                Firm = true,
            }
        );

        row.Find(".probe").ClassList.ShouldContain(tone);
        Words(row.Find(".probe-judgement").TextContent).ShouldBe(words);
    }

    [Theory]
    [InlineData(ExpectedDelivery.Deliver, "Bezorgd, maar onversleuteld (definitief)")]
    [InlineData(ExpectedDelivery.Withhold, "Bezorgd, en dat mag niet (definitief)")]
    public void What_should_arrive_and_came_in_the_clear_is_not_said_to_be_handed_over_wrongly(
        ExpectedDelivery expected,
        string words
    )
    {
        using var context = new ComponentContext();

        var row = Render(
            context,
            Mismatch with
            {
                Probe = OutboundProbeId.EeGood,
                Expected = expected,
                Seen = SeenOutcome.MailInClear,
                Judgement = DeliveryJudgement.DeliveredThoughItMustNot,
                Firm = true,
            }
        );

        row.Find(".probe").ClassList.ShouldContain("tone-bad");
        Words(row.Find(".probe-judgement").TextContent).ShouldBe(words);
    }

    [Theory]
    [InlineData(DeliveryJudgement.DeliveredAsItShould, "Bezorgd; dat mag (definitief)")]
    [InlineData(DeliveryJudgement.RefusedAsItShould, "Geweigerd; dat mag (definitief)")]
    public void What_the_standard_leaves_open_is_not_said_to_be_as_it_should(
        DeliveryJudgement judgement,
        string words
    )
    {
        using var context = new ComponentContext();

        var row = Render(
            context,
            Mismatch with
            {
                Probe = OutboundProbeId.PkixUsage,
                Expected = ExpectedDelivery.Any,
                Seen = SeenOutcome.MailOverTls,
                Judgement = judgement,
                Firm = true,
            }
        );

        Words(row.Find(".probe-judgement").TextContent).ShouldBe(words);
    }

    [Fact]
    public void Corner_where_senders_differ_is_no_fault()
    {
        using var context = new ComponentContext();

        var row = Render(
            context,
            Mismatch with
            {
                Probe = OutboundProbeId.TaName,
                Judgement = DeliveryJudgement.DeliveredThoughItMustNot,
            }
        );

        row.Find(".probe").ClassList.ShouldContain("tone-differs");
    }

    [Fact]
    public void Healing_that_proves_the_cause_is_told_and_stands_in_the_timeline()
    {
        using var context = new ComponentContext();

        var row = Render(
            context,
            Mismatch with
            {
                Judgement = DeliveryJudgement.RefusedAsItShould,
                Firm = true,
                RefusedHow = RefusalKind.AfterHandshake,
                ProvenByHealing = true,
                Timeline =
                [
                    .. Mismatch.Timeline,
                    Entry(2, TimelineKind.Healed, ("action", "correct-tlsa")),
                    Entry(3, TimelineKind.MessageTaken),
                ],
            }
        );

        row.Markup.ShouldContain("het certificaat geweigerd toen de versleuteling stond");
        row.Markup.ShouldContain("de fout was dus de oorzaak");
        row.FindAll(".moment")
            .Select(moment => Words(moment.QuerySelector(".moment-name")!.TextContent))
            .ShouldBe(["verbonden", "wij hebben de fout rechtgezet", "bericht bezorgd"]);
        row.Find(".moment-healed .moment-fact").TextContent.ShouldBe("het TLSA-record klopt nu");
    }

    [Fact]
    public void What_makes_it_certain_is_said_only_while_something_may_come()
    {
        using var context = new ComponentContext();

        var open = Mismatch with
        {
            Firm = false,
            Open = new(OpenReason.FirstAttemptOnly, Noon, Noon.AddHours(1)),
        };

        Render(context, open).Markup.ShouldContain("na nog een poging");
        Render(context, open, closed: true).Markup.ShouldNotContain("na nog een poging");
        Render(context, open with { Firm = true, Open = null })
            .Markup.ShouldNotContain("na nog een poging");
    }

    /// <summary>Why a sender left is said where that is known: after a second time, and of what the probe gets wrong.</summary>
    [Theory]
    [InlineData(OutboundProbeId.Mismatch, true, true)]
    [InlineData(OutboundProbeId.TaName, true, true)]
    [InlineData(OutboundProbeId.TaMissing, true, true)]
    [InlineData(OutboundProbeId.PkixBad, true, true)]
    [InlineData(OutboundProbeId.MxPair, true, true)]
    [InlineData(OutboundProbeId.Mismatch, false, false)]
    [InlineData(OutboundProbeId.Control, true, false)]
    [InlineData(OutboundProbeId.TlsOnly, true, false)]
    [InlineData(OutboundProbeId.Unusable, true, false)]
    [InlineData(OutboundProbeId.EeGood, true, false)]
    [InlineData(OutboundProbeId.TlsaBogus, true, false)]
    public void Certificate_is_named_as_the_cause_only_where_it_is_wrong(
        OutboundProbeId probe,
        bool firm,
        bool named
    )
    {
        using var context = new ComponentContext();
        foreach (
            var (how, seen, left) in new[]
            {
                (
                    RefusalKind.AfterHandshake,
                    SeenOutcome.LeftAfterHandshake,
                    "vertrokken nadat de versleuteling stond, zonder het bericht te bezorgen"
                ),
                (
                    RefusalKind.InHandshake,
                    SeenOutcome.LeftInHandshake,
                    "vertrokken tijdens het begin van de versleuteling"
                ),
            }
        )
        {
            var row = Render(
                context,
                Mismatch with
                {
                    Probe = probe,
                    Expected = OutboundProbes.Get(probe).Expected,
                    Judgement = DeliveryJudgement.RefusedAsItShould,
                    RefusedHow = how,
                    Seen = seen,
                    Firm = firm,
                }
            );

            row.Markup.Contains("het certificaat geweigerd", StringComparison.Ordinal)
                .ShouldBe(named);
            row.Markup.Contains(left, StringComparison.Ordinal).ShouldBe(!named);
        }
    }

    [Theory]
    [InlineData(false, "nog niet bewezen dat dit bericht is verstuurd")]
    [InlineData(true, "niets bewijst dat het is verstuurd")]
    public void Refusal_at_the_DNS_says_as_long_as_no_message_shows_that_there_is_one(
        bool closed,
        string words
    )
    {
        using var context = new ComponentContext();

        var row = Render(
            context,
            Mismatch with
            {
                Probe = OutboundProbeId.TlsaBogus,
                Judgement = closed
                    ? DeliveryJudgement.Inconclusive
                    : DeliveryJudgement.RefusedAsItShould,
                RefusedHow = RefusalKind.AtDns,
                Seen = SeenOutcome.TlsaQuery,
                Open = new OpenJudgement(
                    OpenReason.MessageNotSeen,
                    null,
                    closed ? null : Noon.AddHours(25)
                ),
            },
            closed
        );

        row.Markup.ShouldContain(words);
        row.Markup.ShouldContain("een vraag naar TLSA in het DNS");
        row.Markup.ShouldNotContain("definitief");
    }

    [Fact]
    public void Evidence_that_was_removed_is_said_to_be_and_not_said_to_be_nothing()
    {
        using var context = new ComponentContext();

        var row = Render(context, Mismatch with { Timeline = [] }, removed: true);

        row.Markup.ShouldContain("na de bewaartermijn verwijderd");
        row.FindAll(".timeline").ShouldBeEmpty();
    }

    [Fact]
    public void Every_event_stands_in_the_table_with_its_facts_in_words()
    {
        using var context = new ComponentContext();

        var row = Render(
            context,
            Mismatch with
            {
                Timeline =
                [
                    Entry(
                        1,
                        TimelineKind.DnsQuery,
                        ("dnssecOk", "true"),
                        ("name", "_25._tcp.x.example"),
                        ("type", "TLSA")
                    ),
                    Entry(2, TimelineKind.SessionEnded, ("end", "tls-alert")),
                ],
            }
        );

        row.FindAll("tbody tr").Count.ShouldBe(2);
        row.Markup.ShouldContain("_25._tcp.x.example");
        row.Markup.ShouldContain("met een TLS-melding");
    }

    private static ProbeJudgement Mismatch { get; } =
        new()
        {
            Probe = OutboundProbeId.Mismatch,
            Expected = ExpectedDelivery.Withhold,
            Seen = SeenOutcome.Connection,
            Judgement = DeliveryJudgement.Pending,
            Timeline = [Entry(1, TimelineKind.Connected, ("source", "192.0.2.1"))],
        };

    private static TimelineEntry Entry(
        int second,
        TimelineKind kind,
        params (string Name, string Value)[] facts
    ) =>
        new(
            Noon.AddSeconds(second),
            kind,
            new SortedDictionary<string, string>(
                facts.ToDictionary(fact => fact.Name, fact => fact.Value)
            )
        );

    private static IRenderedComponent<ProbeRow> Render(
        ComponentContext context,
        ProbeJudgement judgement,
        bool closed = false,
        bool removed = false
    ) =>
        context.Render<ProbeRow>(row =>
            row.Add(r => r.Judgement, judgement)
                .Add(r => r.Closed, closed)
                .Add(r => r.EvidenceRemoved, removed)
        );

    private static string Words(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData(OpenReason.FirstAttemptOnly, 1, "(alleen eerste poging)")]
    [InlineData(OpenReason.SecondAttempt, 1, "(alleen eerste poging)")]
    [InlineData(OpenReason.FirstAttemptOnly, 2, "(voorlopig)")]
    [InlineData(OpenReason.SecondAttempt, 2, "(voorlopig)")]
    public void Two_attempts_are_not_said_to_be_one(OpenReason reason, int attempts, string words)
    {
        using var context = new ComponentContext();

        var row = context.Render<ProbeRow>(parameters =>
            parameters.Add(
                row => row.Judgement,
                new ProbeJudgement
                {
                    Probe = OutboundProbeId.StartTls454,
                    Expected = ExpectedDelivery.Withhold,
                    Seen = SeenOutcome.Connection,
                    Judgement = DeliveryJudgement.RefusedAsItShould,
                    RefusedHow = RefusalKind.StartTlsRefused,
                    Open = new(reason, Noon, Noon.AddHours(1)),
                    Timeline =
                    [
                        .. Enumerable
                            .Range(0, attempts)
                            .Select(i => new TimelineEntry(
                                Noon.AddMinutes(-5 * i),
                                TimelineKind.Connected,
                                new SortedDictionary<string, string>()
                            )),
                    ],
                }
            )
        );

        row.Find(".probe-judgement").TextContent.ShouldContain(words);
    }
}
