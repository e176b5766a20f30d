namespace Dashboard.Core.Inbound.Counting;

/// <summary>
/// DANE as it is counted. Strict: status <c>protected</c>. Forum view: STARTTLS passes, and TLSA exists and matches at every MX
/// host, whether or not the MX set is signed. Exclusion is decided before status, but for <c>bogus</c>, which is failed in the
/// strict view.
/// </summary>
public static class DaneStandard
{
    public static StandardVerdict Judge(TransportFacts facts, string methodVersion)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var (strict, whyStrict) = Strict(facts);
        var (forum, whyForum) = Forum(facts);
        return new()
        {
            Standard = MailStandard.Dane,
            MethodVersion = methodVersion,
            Status = Slug.Of(facts.Status),
            Strict = strict,
            Forum = forum,
            Why = whyStrict ?? whyForum,
        };
    }

    private static (StandardOutcome, ExclusionReason?) Strict(TransportFacts facts) =>
        facts.Reach == DomainReach.Bogus
        || facts is { Reach: DomainReach.Hosts, Status: DomainStatus.Bogus }
            ? (StandardOutcome.Failed, null)
        : facts.WhyNothingTested is { } why ? (StandardOutcome.Excluded, why)
        : facts.Status == DomainStatus.Protected ? (StandardOutcome.Passed, null)
        : AllThatWasSeenIsGood(facts) && TransportFacts.OfLoss(LostOf(facts)) is { } lost
            ? (StandardOutcome.Excluded, lost)
        : (StandardOutcome.Failed, null);

    private static (StandardOutcome, ExclusionReason?) Forum(TransportFacts facts)
    {
        // Bogus hosts count as hosts that nobody can reach.
        if (facts is { Reach: DomainReach.Hosts, Status: DomainStatus.Bogus })
        {
            return (StandardOutcome.Excluded, ExclusionReason.Unreachable);
        }
        var (startTls, why) = StartTlsStandard.Forum(facts);
        var mismatch = facts.Hosts.Any(h =>
            h.TlsaLostHere == OwnLoss.None && h.Addresses.Any(a => a.IsTestable && !a.Matches)
        );
        var tlsaLost = facts.Hosts.Select(h => h.TlsaLostHere).Append(OwnLoss.None).Max();
        return startTls == StandardOutcome.Excluded && facts.WhyNotAllTested is not null
                ? (startTls, why)
            : mismatch ? (StandardOutcome.Failed, null)
            : startTls == StandardOutcome.Passed && TransportFacts.OfLoss(tlsaLost) is { } lost
                ? (StandardOutcome.Excluded, lost)
            : (startTls, why);
    }

    private static OwnLoss LostOf(TransportFacts facts) =>
        facts
            .Hosts.SelectMany(h => h.Addresses)
            .Select(a => a.OtherCertificateLost)
            .Concat(facts.Hosts.Select(h => h.TlsaLostHere))
            .Append(facts.Lost)
            .Max();

    /// <summary>Only what we lost ourselves is missing: no host or address that was looked at falls short.</summary>
    private static bool AllThatWasSeenIsGood(TransportFacts facts) =>
        facts.MxSecure && !facts.Hosts.Any(h => h.FallsShort);
}
