using Bunit;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Web.Features.Outbound.Result;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Outbound;

public sealed class SenderSectionTests
{
    [Fact]
    public void What_could_be_anothers_is_not_waited_for()
    {
        using var context = new ComponentContext();

        var section = context.Render<SenderSection>(parameters =>
            parameters
                .Add(
                    section => section.Sender,
                    new SenderVerdict
                    {
                        Verdict = SenderVerdictKind.Inconclusive,
                        Undetermined = [OutboundProbeId.Stripped, OutboundProbeId.TlsaBogus],
                        Probes =
                        [
                            Judged(OutboundProbeId.Stripped, DeliveryJudgement.Pending),
                            Judged(OutboundProbeId.TlsaBogus, DeliveryJudgement.Ambiguous),
                        ],
                    }
                )
                .Add(section => section.Number, 1)
        );

        section.Markup.ShouldContain("Wij wachten nog op: Versleuteling weggehaald.");
        section.Markup.ShouldContain("kan ook van een ander zijn: Vervalst antwoord op TLSA.");
    }

    [Theory]
    [InlineData(false, "nl", "niet bewezen met")]
    [InlineData(
        true,
        "nl",
        "niet bekend: het controlebericht is niet volledig nagekeken, of nog niet."
    )]
    [InlineData(
        true,
        "en",
        "not known: the control message has not been checked in full, or not yet."
    )]
    public void Control_that_was_not_read_is_not_said_to_prove_nothing(
        bool notRead,
        string language,
        string words
    )
    {
        using var context = new ComponentContext(language);

        var section = context.Render<SenderSection>(parameters =>
            parameters
                .Add(
                    section => section.Sender,
                    new SenderVerdict
                    {
                        Verdict = SenderVerdictKind.Inconclusive,
                        SentControl = true,
                        ControlNotRead = notRead,
                        Probes = [],
                    }
                )
                .Add(section => section.Number, 1)
        );

        section.Markup.ShouldContain(words);
        if (notRead)
        {
            section.Markup.ShouldNotContain("DKIM");
        }
    }

    /// <summary>A sender whose domain is not proven is called by its address, and the text stays a sentence.</summary>
    [Theory]
    [InlineData("nl", "Wij testten of de mailserver 192.0.2.1 bij het verzenden")]
    [InlineData("en", "We tested whether the mail server 192.0.2.1 uses")]
    public void Letter_of_an_unproven_sender_reads_well(string language, string words)
    {
        using var context = new ComponentContext(language);

        var section = context.Render<SenderSection>(parameters =>
            parameters
                .Add(
                    section => section.Sender,
                    new SenderVerdict
                    {
                        Verdict = SenderVerdictKind.Opportunistic,
                        SourceAddresses = [System.Net.IPAddress.Parse("192.0.2.1")],
                        Firm = true,
                        Missing = [Protection.CertificateAuthentication],
                        Probes = [],
                    }
                )
                .Add(section => section.Number, 1)
                .Add(section => section.Closed, true)
                .Add(section => section.Link, "http://localhost/sending/the-reading-link")
        );

        section.Markup.ShouldContain(words);
        section.Markup.ShouldNotContain("mailserver van de mailserver");
        section.Markup.ShouldNotContain("mail server of the mail server");
    }

    /// <summary>page-findings, "Send this to your provider", for a sender.</summary>
    [Theory]
    [InlineData("en", "Switch on DANE verification")]
    [InlineData("nl", "Zet")]
    public void Letter_to_a_provider_has_the_outcome_each_step_and_the_link_to_read(
        string language,
        string step
    )
    {
        using var context = new ComponentContext(language);
        const string Link = "http://localhost/sending/the-reading-link";

        var section = context.Render<SenderSection>(parameters =>
            parameters
                .Add(
                    section => section.Sender,
                    new SenderVerdict
                    {
                        Verdict = SenderVerdictKind.Unencrypted,
                        Domain = DomainName.Parse("sender.example"),
                        Firm = true,
                        Missing = [Protection.CertificateAuthentication],
                        Probes = [],
                    }
                )
                .Add(section => section.Number, 1)
                .Add(section => section.Closed, true)
                .Add(section => section.Link, Link)
        );

        var letter = section
            .FindAll("details pre")
            .Select(code => code.TextContent)
            .Single(text => text.Contains(Link, StringComparison.Ordinal));
        letter.ShouldContain("sender.example");
        letter.ShouldContain($"1. {step}");
        letter.ShouldContain("2. ");
        letter.ShouldContain("http://localhost/sending\n");
        letter.ShouldNotContain("[[");
    }

    [Fact]
    public void Sender_with_nothing_to_change_has_no_letter()
    {
        using var context = new ComponentContext();

        var section = context.Render<SenderSection>(parameters =>
            parameters
                .Add(
                    section => section.Sender,
                    new SenderVerdict { Verdict = SenderVerdictKind.Inconclusive, Probes = [] }
                )
                .Add(section => section.Number, 1)
                .Add(section => section.Link, "http://localhost/sending/x")
        );

        section.Markup.ShouldNotContain("mailto:");
    }

    /// <summary>Whether the fault was put right is said only of where it was.</summary>
    [Theory]
    [InlineData(true, "Wij hebben de fout rechtgezet", "Wij zetten de fout recht zodra")]
    [InlineData(false, "Wij zetten de fout recht zodra", "Wij hebben de fout rechtgezet")]
    public void Wait_for_a_message_says_whether_the_fault_was_put_right(
        bool healed,
        string words,
        string others
    )
    {
        using var context = new ComponentContext("nl");
        var at = new DateTimeOffset(2026, 3, 2, 11, 0, 0, TimeSpan.Zero);

        var section = context.Render<WaitingFor>(parameters =>
            parameters.Add(
                waiting => waiting.Sender,
                new SenderVerdict
                {
                    Verdict = SenderVerdictKind.EnforcesDane,
                    Probes =
                    [
                        Judged(OutboundProbeId.Mismatch, DeliveryJudgement.RefusedAsItShould) with
                        {
                            Open = new OpenJudgement(
                                OpenReason.MessageNotSeen,
                                null,
                                at.AddHours(20)
                            ),
                            Timeline = healed
                                ? [new(at, TimelineKind.Healed, new Dictionary<string, string>())]
                                : [],
                        },
                    ],
                }
            )
        );

        section.Markup.ShouldContain(words);
        section.Markup.ShouldNotContain(others);
        section.Markup.Contains("12:01", StringComparison.Ordinal).ShouldBe(healed);
    }

    /// <summary>A wait of hours is told by the clock, and what happens at each of its two moments.</summary>
    [Theory]
    [InlineData("nl", "is tijd nodig: op ma 16:00 is er een voorlopig oordeel; op di 08:00")]
    [InlineData("en", "on Mon 16:00 there is a provisional verdict; on Tue 08:00 we put")]
    public void Wait_that_time_alone_ends_is_told_in_clock_times(string language, string words)
    {
        using var context = new ComponentContext(language);
        var at = new DateTimeOffset(2026, 3, 2, 11, 0, 0, TimeSpan.Zero);

        var section = context.Render<WaitingFor>(parameters =>
            parameters.Add(
                waiting => waiting.Sender,
                new SenderVerdict
                {
                    Verdict = SenderVerdictKind.Inconclusive,
                    Probes =
                    [
                        Judged(OutboundProbeId.TlsaBogus, DeliveryJudgement.Inconclusive) with
                        {
                            Open = new OpenJudgement(
                                OpenReason.Absence,
                                at.AddHours(4),
                                at.AddHours(20)
                            ),
                        },
                    ],
                }
            )
        );

        section.Markup.ShouldContain(words);
    }

    /// <summary>Where mail should arrive, the question is whether it is refused for good, and not what follows in the clear.</summary>
    [Theory]
    [InlineData(ExpectedDelivery.Withhold, "unencrypted only after a while", "keeps refusing")]
    [InlineData(ExpectedDelivery.Deliver, "keeps refusing", "unencrypted only after a while")]
    [InlineData(ExpectedDelivery.Any, "keeps refusing", "unencrypted only after a while")]
    public void Wait_for_a_second_attempt_says_what_it_shows(
        ExpectedDelivery expected,
        string words,
        string others
    )
    {
        using var context = new ComponentContext("en");
        var at = new DateTimeOffset(2026, 3, 2, 11, 0, 0, TimeSpan.Zero);

        var section = context.Render<WaitingFor>(parameters =>
            parameters.Add(
                waiting => waiting.Sender,
                new SenderVerdict
                {
                    Verdict = SenderVerdictKind.Inconclusive,
                    Probes =
                    [
                        Judged(OutboundProbeId.EeGood, DeliveryJudgement.Inconclusive) with
                        {
                            Expected = expected,
                            Open = new OpenJudgement(OpenReason.SecondAttempt, at, at.AddHours(20)),
                        },
                    ],
                }
            )
        );

        section.Markup.ShouldContain(words);
        section.Markup.ShouldNotContain(others);
    }

    /// <summary>A first attempt is waited for, and what is waited for is not done.</summary>
    [Fact]
    public void Progress_counts_what_is_settled()
    {
        using var context = new ComponentContext("en");
        var open = new OpenJudgement(OpenReason.FirstAttemptOnly, null, null);

        var section = context.Render<SenderSection>(parameters =>
            parameters
                .Add(
                    section => section.Sender,
                    new SenderVerdict
                    {
                        Verdict = SenderVerdictKind.Inconclusive,
                        Leaning = SenderVerdictKind.EnforcesDane,
                        Probes =
                        [
                            Judged(OutboundProbeId.Control, DeliveryJudgement.DeliveredAsItShould),
                            Judged(OutboundProbeId.EeGood, DeliveryJudgement.DeliveredAsItShould),
                            Judged(
                                OutboundProbeId.Mismatch,
                                DeliveryJudgement.RefusedAsItShould
                            ) with
                            {
                                Open = open,
                            },
                            Judged(
                                OutboundProbeId.Stripped,
                                DeliveryJudgement.RefusedAsItShould
                            ) with
                            {
                                Open = open,
                            },
                        ],
                    }
                )
                .Add(section => section.Number, 1)
        );

        section.Markup.ShouldContain("So far good: 2 of 4 done");
    }

    private static ProbeJudgement Judged(OutboundProbeId probe, DeliveryJudgement judgement) =>
        new()
        {
            Probe = probe,
            Expected = ExpectedDelivery.Withhold,
            Seen = SeenOutcome.Nothing,
            Judgement = judgement,
            Firm = false,
            Timeline = [],
        };
}
