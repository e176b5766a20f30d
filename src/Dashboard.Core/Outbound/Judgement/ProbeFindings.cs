using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>
/// What a test of a sender came to at each probe. A test need not be mailed to all of its addresses, and a basic one has few of them: what
/// it did not settle it takes nothing back of.
/// </summary>
/// <param name="Settled">Probes with a judgement that stays, for the better or the worse, in the order of the catalogue.</param>
/// <param name="Wrong">
/// Those that a verdict of failing rests on: probes that count at which the sender did what it must not, and any at which it mailed in
/// the clear. Never empty for such a verdict that is firm; a verdict that is open for another reason can have some too.
/// </param>
public sealed record ProbeFindings(
    IReadOnlyList<OutboundProbeId> Settled,
    IReadOnlyList<OutboundProbeId> Wrong
)
{
    private static readonly IReadOnlyList<OutboundProbeId> Counting =
    [
        .. OutboundProbes
            .All.Where(probe => probe.Weight != ProbeWeight.Corner)
            .Select(probe => probe.Id),
    ];

    public static ProbeFindings None { get; } = new([], []);

    /// <summary>Nothing that counts is open.</summary>
    public bool IsWhole => Counting.All(Settled.Contains);

    /// <summary>It is settled what the sender does with a certificate that does not match.</summary>
    public bool KnowsCertificateCheck => Settled.Contains(OutboundProbeId.Mismatch);

    public static ProbeFindings Of(SenderVerdict sender)
    {
        ArgumentNullException.ThrowIfNull(sender);
        var settled = sender
            .Probes.Where(judged => judged.Firm && VerdictRules.IsSettled(judged))
            .ToList();
        var wrong = settled
            .Where(judged => Counting.Contains(judged.Probe))
            .Where(judged =>
                judged.Judgement
                    is DeliveryJudgement.DeliveredThoughItMustNot
                        or DeliveryJudgement.RefusedThoughItShouldDeliver
            )
            .Where(judged => !(sender.Mandatory && judged.Probe == OutboundProbeId.Control))
            // Mail in the clear takes the word "enforces" away, whatever the probe proves otherwise.
            .Concat(sender.Probes.Where(judged => judged.MailedInClear));
        return new(
            InOrder([.. settled.Select(judged => judged.Probe)]),
            InOrder([.. wrong.Select(judged => judged.Probe)])
        );
    }

    private static IReadOnlyList<OutboundProbeId> InOrder(HashSet<OutboundProbeId> probes) =>
        [.. OutboundProbes.All.Select(probe => probe.Id).Where(probes.Contains)];

    /// <summary>Of several senders of one domain: a fault of any of them is one, and settled is what is so for each.</summary>
    public static ProbeFindings Of(IReadOnlyCollection<ProbeFindings> senders)
    {
        ArgumentNullException.ThrowIfNull(senders);
        return new(
            InOrder([
                .. senders
                    .SelectMany(one => one.Settled)
                    .Where(probe => senders.All(one => one.Settled.Contains(probe))),
            ]),
            InOrder([.. senders.SelectMany(one => one.Wrong)])
        );
    }

    /// <summary>The tests with a fault at a probe that no later one settled, newest first, each with those probes.</summary>
    /// <param name="newestFirst">Tests of one domain.</param>
    public static IReadOnlyList<(
        TTest Test,
        IReadOnlyList<OutboundProbeId> Probes
    )> StandingFaults<TTest>(IEnumerable<TTest> newestFirst, Func<TTest, ProbeFindings> findings)
    {
        ArgumentNullException.ThrowIfNull(newestFirst);
        ArgumentNullException.ThrowIfNull(findings);
        var settled = new HashSet<OutboundProbeId>();
        var standing = new List<(TTest, IReadOnlyList<OutboundProbeId>)>();
        foreach (var test in newestFirst)
        {
            var found = findings(test);
            List<OutboundProbeId> wrong = [.. found.Wrong.Where(probe => !settled.Contains(probe))];
            if (wrong.Count > 0)
            {
                standing.Add((test, wrong));
            }
            // Of older tests the same fault is not named again.
            settled.UnionWith(found.Settled.Concat(wrong));
        }
        return standing;
    }

    /// <summary>The newest test with a fault at a probe that no later test settled; null where none has.</summary>
    /// <param name="newestFirst">Tests of one domain.</param>
    public static TTest? NewestStandingFault<TTest>(
        IEnumerable<TTest> newestFirst,
        Func<TTest, ProbeFindings> findings
    )
        where TTest : class
    {
        ArgumentNullException.ThrowIfNull(newestFirst);
        ArgumentNullException.ThrowIfNull(findings);
        return StandingFaults(newestFirst, findings) is [var newest, ..] ? newest.Test : null;
    }
}
