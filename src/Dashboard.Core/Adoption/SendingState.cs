using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Judgement;

namespace Dashboard.Core.Adoption;

/// <summary>What is known of how an organisation sends, in a round. The words are stored and exported.</summary>
public enum SendingState
{
    Unknown,
    Enforces,
    DoesNot,
}

/// <summary>A firm result of a sending test of one mail domain.</summary>
/// <param name="Senders">The verdict on each of its senders.</param>
/// <param name="Kind">The kind of test, for readers.</param>
/// <param name="Findings">What it settled, of all its senders together.</param>
public sealed record OutboundResult(
    DomainName Domain,
    DateTimeOffset At,
    IReadOnlyList<SenderVerdictKind> Senders,
    string Kind,
    ProbeFindings Findings
)
{
    public bool Enforces =>
        Senders.Count > 0 && Senders.All(sender => sender == SenderVerdictKind.EnforcesDane);

    /// <summary>One weak sender is enough, whatever the others do.</summary>
    public bool DoesNot =>
        Senders.Any(sender =>
            sender
                is SenderVerdictKind.Partly
                    or SenderVerdictKind.Opportunistic
                    or SenderVerdictKind.Unencrypted
        );
}

/// <summary>How one organisation sends, frozen when a round starts.</summary>
/// <param name="Tested">Mail domains with a result that counts.</param>
/// <param name="Domains">Mail domains in all.</param>
/// <param name="TestedAt">Of the newest result.</param>
public sealed record OrganisationSending(
    SendingState State,
    int Tested,
    int Domains,
    DateTimeOffset? TestedAt = null,
    string? Kind = null
)
{
    /// <summary>The <see cref="Kind"/> of a state that a lab set.</summary>
    public const string Lab = "lab";

    /// <summary>How old a result may be.</summary>
    private const int Months = 12;

    /// <summary>
    /// The main domain of an organisation: the one that an analyst has chosen, as long as it is one of its mail domains; else the only
    /// one that it has. Null where it has several and none of them is chosen.
    /// </summary>
    public static DomainName? MainDomainOf(
        DomainName? chosen,
        IReadOnlyCollection<DomainName> mailDomains
    )
    {
        ArgumentNullException.ThrowIfNull(mailDomains);
        if (chosen is not null && mailDomains.Contains(chosen))
        {
            return chosen;
        }
        var distinct = mailDomains.Distinct().ToList();
        return distinct.Count == 1 ? distinct[0] : null;
    }

    /// <param name="mainDomain">As <see cref="MainDomainOf"/> finds it.</param>
    /// <param name="results">Those that are inconclusive, too old, later or of other domains do not count.</param>
    public static OrganisationSending Of(
        DomainName? mainDomain,
        IReadOnlyCollection<DomainName> mailDomains,
        IEnumerable<OutboundResult> results,
        DateTimeOffset roundStart
    )
    {
        ArgumentNullException.ThrowIfNull(mailDomains);
        ArgumentNullException.ThrowIfNull(results);
        var oldest = roundStart.AddMonths(-Months);
        var newest = results
            .Where(r =>
                (r.Enforces || r.DoesNot)
                && r.At >= oldest
                && r.At <= roundStart
                && mailDomains.Contains(r.Domain)
            )
            .GroupBy(r => r.Domain)
            .Select(of => Counting([.. of.OrderByDescending(r => (r.At, r.DoesNot))]))
            .ToList();
        var last = newest.MaxBy(r => r.At);
        return new(
            StateOf(mainDomain, newest),
            newest.Count,
            mailDomains.Distinct().Count(),
            last?.At,
            last?.Kind
        );
    }

    /// <summary>The newest, or an older one whose fault no later one looked at: anybody with a mailbox there can ask less.</summary>
    private static OutboundResult Counting(List<OutboundResult> newestFirst) =>
        newestFirst[0].DoesNot
            ? newestFirst[0]
            : ProbeFindings.NewestStandingFault(newestFirst, result => result.Findings)
                ?? newestFirst[0];

    private static SendingState StateOf(DomainName? mainDomain, List<OutboundResult> newest) =>
        newest.Exists(r => r.DoesNot) ? SendingState.DoesNot
        : newest.Exists(r => r.Domain == mainDomain) ? SendingState.Enforces
        : SendingState.Unknown;
}
