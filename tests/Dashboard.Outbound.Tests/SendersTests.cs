using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Lab.Outbound;
using Dashboard.Outbound.Tests.Support;

namespace Dashboard.Outbound.Tests;

/// <summary>Every sender of the lab mails a full test and lives through all of it: the table of docs/senders.md.</summary>
public sealed class SendersTests(SendersFixture fixture, ITestOutputHelper output)
    : IClassFixture<SendersFixture>
{
    private static readonly Dictionary<SenderMta, SenderVerdictKind> Expected = new()
    {
        [SenderMtas.PostfixDane] = SenderVerdictKind.EnforcesDane,
        [SenderMtas.PostfixDaneOnly] = SenderVerdictKind.EnforcesDane,
        [SenderMtas.PostfixMay] = SenderVerdictKind.Opportunistic,
        [SenderMtas.PostfixEncrypt] = SenderVerdictKind.Opportunistic,
        [SenderMtas.PostfixNone] = SenderVerdictKind.Unencrypted,
        [SenderMtas.PostfixSecure] = SenderVerdictKind.Inconclusive,
        [SenderMtas.PostfixDaneWithoutDnssec] = SenderVerdictKind.Opportunistic,
        [SenderMtas.PostfixDaneNotValidating] = SenderVerdictKind.Opportunistic,
        [SenderMtas.EximDane] = SenderVerdictKind.EnforcesDane,
        [SenderMtas.EximPlain] = SenderVerdictKind.Opportunistic,
    };

    [Fact]
    public async Task Sender_gets_the_verdict_that_its_configuration_deserves()
    {
        fixture.Require();
        var campaign = new Campaign(fixture);
        foreach (var sender in SenderMtas.All)
        {
            await campaign.MailAsync(sender, OutboundTestKind.Full);
            // One after the other: two hundred attempts at once are a test of the machine.
            await campaign.IdleAsync(sender);
        }
        var silent = await fixture.OpenAsync(OutboundTestKind.Full);

        await campaign.LiveThroughAsync();
        await campaign.PassAsync(ProbeTiming.ClosesAfter);
        var versions = (
            await fixture.Lab.SendersAsync(TestContext.Current.CancellationToken)
        ).ToDictionary(sender => sender.Name, sender => sender.Version);
        var senders = new List<SenderOutcome>();
        foreach (var sender in SenderMtas.All)
        {
            senders.Add(
                new SenderOutcome(sender, versions[sender.Name], await campaign.ViewAsync(sender))
            );
        }

        foreach (var outcome in senders)
        {
            await ExplainAsync(outcome);
        }
        var document = SendersDocument.Write(senders);
        output.WriteLine(document);
        senders
            .ToDictionary(outcome => outcome.Mta.Name, outcome => outcome.Verdict)
            .ShouldBe(Expected.ToDictionary(row => row.Key.Name, row => row.Value));
        (await fixture.ViewAsync(silent.Id)).Verdict.Verdict.ShouldBe(
            SenderVerdictKind.Inconclusive
        );
        SendersDocument.ShouldBeUpToDate(document, senders);
    }

    /// <summary>What the sender itself says of the messages that were not delivered once the fault was put right.</summary>
    private async Task ExplainAsync(SenderOutcome outcome)
    {
        var log = await fixture.Lab.LogAsync(outcome.Mta, TestContext.Current.CancellationToken);
        foreach (
            var judgement in outcome.View.Verdict.Probes.Where(judgement =>
                judgement.Judgement == DeliveryJudgement.RefusedAsItShould
                && !judgement.ProvenByHealing
            )
        )
        {
            var slug = OutboundProbes.Get(judgement.Probe).Slug;
            output.WriteLine($"{outcome.Mta.Title}, {slug}, is not healed:");
            foreach (var entry in judgement.Timeline)
            {
                output.WriteLine(
                    $"  {entry.At:HH:mm:ss.fff} {entry.Kind} {string.Join(' ', entry.Facts.Values)}"
                );
            }
            foreach (
                var line in log.Split('\n')
                    .Where(line =>
                        line.Contains($".{slug}.{OutboundSettings.Zone}", StringComparison.Ordinal)
                    )
            )
            {
                output.WriteLine("  " + line);
            }
        }
    }
}
