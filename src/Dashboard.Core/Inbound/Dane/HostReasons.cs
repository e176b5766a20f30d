namespace Dashboard.Core.Inbound.Dane;

/// <summary>Every reason of one MX host and of its addresses, and advice made of them.</summary>
internal sealed class HostReasons(
    InboundObservation seen,
    HostVerdict verdict,
    HostObservation host
)
{
    private readonly List<VerdictReason> reasons =
    [
        .. verdict.Reasons,
        .. verdict.Addresses.SelectMany(a => a.Reasons),
    ];

    public InboundObservation Seen => seen;

    public HostVerdict Verdict => verdict;

    public HostObservation Host => host;

    public IReadOnlyList<VerdictReason> Everything => reasons;

    /// <summary>The first reason of any of these, the fact behind the advice.</summary>
    public VerdictReason? First(params string[] slugs) => All(slugs).FirstOrDefault();

    public IEnumerable<VerdictReason> All(params string[] slugs) =>
        reasons.Where(reason => slugs.Contains(reason.Slug));

    public Advice Make(DaneAdvice advice, AdviceActor actor, VerdictReason because) =>
        new()
        {
            Slug = Slug.Of(advice),
            Actor = actor,
            Host = host.Host.Name,
            Facts = because.Facts,
            Because = because.Slug,
        };
}
