using Dashboard.Core.Outbound.Judgement;
using Dashboard.Web.Features.Outbound.Result;

namespace Dashboard.Web.Tests.Outbound;

public sealed class TimelineStepsTests
{
    [Fact]
    public void Questions_one_after_the_other_are_one_step_with_all_their_types()
    {
        var steps = TimelineSteps.Of([
            Entry(TimelineKind.DnsQuery, ("type", "MX")),
            Entry(TimelineKind.DnsQuery, ("type", "TLSA"), ("resolver", "192.0.2.1")),
            Entry(TimelineKind.DnsQuery, ("type", "TLSA"), ("resolver", "192.0.2.2")),
            Entry(TimelineKind.Connected, ("source", "192.0.2.9")),
            Entry(TimelineKind.DnsQuery, ("type", "TLSA")),
        ]);

        steps
            .Select(step => (step.Kind, step.Fact?.Value, step.Count))
            .ShouldBe([
                (TimelineKind.DnsQuery, "MX, TLSA", 3),
                (TimelineKind.Connected, "192.0.2.9", 1),
                (TimelineKind.DnsQuery, "TLSA", 1),
            ]);
    }

    [Fact]
    public void Same_events_one_after_the_other_are_one_step_and_others_are_not() =>
        TimelineSteps
            .Of([
                Entry(TimelineKind.Connected, ("source", "192.0.2.9")),
                Entry(TimelineKind.Connected, ("source", "192.0.2.9")),
                Entry(TimelineKind.Connected, ("source", "192.0.2.8")),
            ])
            .Select(step => (step.Fact?.Value, step.Count))
            .ShouldBe([("192.0.2.9", 2), ("192.0.2.8", 1)]);

    [Fact]
    public void Greeting_after_starttls_is_no_step_of_its_own() =>
        TimelineSteps
            .Of([
                Entry(TimelineKind.Ehlo, ("overTls", "false")),
                Entry(TimelineKind.HandshakeCompleted, ("version", "tls13")),
                Entry(TimelineKind.Ehlo, ("overTls", "true")),
                Entry(TimelineKind.MailOverTls, ("code", "250")),
            ])
            .Select(step => step.Kind)
            .ShouldBe([
                TimelineKind.Ehlo,
                TimelineKind.HandshakeCompleted,
                TimelineKind.MailOverTls,
            ]);

    private static TimelineEntry Entry(TimelineKind kind, params (string, string)[] facts) =>
        new(
            DateTimeOffset.UnixEpoch,
            kind,
            facts.ToDictionary(fact => fact.Item1, fact => fact.Item2)
        );
}
