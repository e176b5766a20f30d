namespace Dashboard.Core.Inbound.Counting;

/// <summary>
/// STARTTLS as it is counted. Strict: every reachable address of every MX host completes it; excluded where nothing could be tested.
/// The Forum view also excludes where any host is unreachable or untestable. What we lost ourselves never makes a pass.
/// </summary>
public static class StartTlsStandard
{
    public static StandardVerdict Judge(TransportFacts facts, string methodVersion)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var (strict, whyStrict) = Strict(facts);
        var (forum, whyForum) = Forum(facts);
        return new()
        {
            Standard = MailStandard.StartTls,
            MethodVersion = methodVersion,
            Status = StatusOf(facts),
            Strict = strict,
            Forum = forum,
            Why = whyStrict ?? whyForum,
        };
    }

    internal static (StandardOutcome Outcome, ExclusionReason? Why) Strict(TransportFacts facts) =>
        facts.WhyNothingTested is { } why ? (StandardOutcome.Excluded, why) : OfAddresses(facts);

    internal static (StandardOutcome Outcome, ExclusionReason? Why) Forum(TransportFacts facts) =>
        facts.WhyNotAllTested is { } why ? (StandardOutcome.Excluded, why) : OfAddresses(facts);

    private static (StandardOutcome, ExclusionReason?) OfAddresses(TransportFacts facts) =>
        Any(facts, AddressReach.WithoutTls) ? (StandardOutcome.Failed, null)
        : TransportFacts.OfLoss(facts.Lost) is { } lost ? (StandardOutcome.Excluded, lost)
        : (StandardOutcome.Passed, null);

    private static string StatusOf(TransportFacts facts) =>
        facts.WhyNothingTested is { } why ? Slug.Of(why)
        : !Any(facts, AddressReach.WithoutTls) ? "everywhere"
        : Any(facts, AddressReach.WithTls) ? "partly"
        : "nowhere";

    private static bool Any(TransportFacts facts, AddressReach reach) =>
        facts.Hosts.Any(h => h.Addresses.Any(a => a.Reach == reach));
}
