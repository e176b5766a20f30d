namespace Dashboard.Core.Inbound.Dane;

/// <summary>What to change, and who can: made from the reasons, one advice a host, in order of effect.</summary>
internal static class AdviceRules
{
    public static IReadOnlyList<Advice> Of(
        InboundObservation seen,
        DomainVerdict verdict,
        IReadOnlyList<JudgedHost> hosts
    )
    {
        var all = DomainAdvice
            .Of(seen, verdict)
            .Concat(hosts.SelectMany(host => new HostAdvice(seen, host.Verdict, host.Seen).All()));
        return [.. all.DistinctBy(a => (a.Slug, a.Host, a.Zone)).OrderBy(a => Place(a))];
    }

    private static DaneAdvice Place(Advice advice) =>
        Slug.TryParse(advice.Slug, out DaneAdvice kind)
            ? kind
            : throw new InvalidOperationException($"{advice.Slug} is no advice about DANE.");
}
