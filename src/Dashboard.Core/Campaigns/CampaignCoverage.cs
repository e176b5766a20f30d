using Dashboard.Core.Outbound.Judgement;

namespace Dashboard.Core.Campaigns;

/// <summary>How far mail to an address came.</summary>
public enum AddressState
{
    /// <summary>No message has left yet.</summary>
    Pending,

    /// <summary>A message was taken and did not come back.</summary>
    Reached,

    /// <summary>It was rejected, given up, or came back.</summary>
    Undeliverable,

    /// <summary>Its holder wants no mail.</summary>
    OptedOut,
}

/// <summary>How far a campaign came with an organisation, by the best of its addresses.</summary>
public enum CampaignContact
{
    NoAddress,
    Pending,
    Reached,
    Undeliverable,
    OptedOut,
}

/// <summary>A sending test of an organisation in a campaign.</summary>
/// <param name="MailCame">Somebody sent to it.</param>
/// <param name="Verdicts">The firm ones on senders that are proven to be a mail domain of the organisation.</param>
/// <param name="Findings">Of those senders together.</param>
public sealed record CampaignTest(
    DateTimeOffset OpenedAt,
    bool MailCame,
    IReadOnlyList<SenderVerdictKind> Verdicts,
    ProbeFindings Findings
);

/// <summary>An organisation that a campaign asks, as it counts.</summary>
/// <param name="Verdict">Of its test: inconclusive where mail came and nothing firm is known; null where none came.</param>
public sealed record AskedOrganisation(
    string Layer,
    string? Ministry,
    CampaignContact Contact,
    CampaignAnswer Answer,
    SenderVerdictKind? Verdict
)
{
    /// <summary>
    /// Reached by one address is reached. Where none can be written to any more, an opt-out says more than an address that is not there.
    /// </summary>
    public static CampaignContact ContactOf(IReadOnlyCollection<AddressState> addresses)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        return addresses.Count == 0 ? CampaignContact.NoAddress
            : addresses.Contains(AddressState.Reached) ? CampaignContact.Reached
            : addresses.Contains(AddressState.Pending) ? CampaignContact.Pending
            : addresses.Contains(AddressState.OptedOut) ? CampaignContact.OptedOut
            : CampaignContact.Undeliverable;
    }

    /// <summary>
    /// By the newest test that says something; its worst sender decides, as in the judgement of a test. A fault of an earlier one counts
    /// until a test looks at it again.
    /// </summary>
    public static SenderVerdictKind? VerdictOf(IEnumerable<CampaignTest> tests)
    {
        ArgumentNullException.ThrowIfNull(tests);
        var came = tests.Where(test => test.MailCame).ToList();
        var conclusive = came.Where(test => WorstOf(test) is not null)
            .OrderByDescending(test => test.OpenedAt)
            .ToList();
        if (conclusive.Count == 0)
        {
            return came.Count > 0 ? SenderVerdictKind.Inconclusive : null;
        }
        var newest = WorstOf(conclusive[0]);
        return
            newest == SenderVerdictKind.EnforcesDane
            && ProbeFindings.NewestStandingFault(conclusive, test => test.Findings) is { } standing
            ? WorstOf(standing)
            : newest;
    }

    /// <summary>Null where nothing is known.</summary>
    private static SenderVerdictKind? WorstOf(CampaignTest test)
    {
        var known = test
            .Verdicts.Where(verdict => verdict != SenderVerdictKind.Inconclusive)
            .ToList();
        return known.Count > 0 ? known.Min() : null;
    }
}

/// <summary>
/// How far a campaign came. Every organisation is in one of the five of contact, in one of the five of the answer and, where it is
/// tested, in one of the five verdicts: each group adds up.
/// </summary>
public sealed record CampaignCoverage
{
    public int Asked { get; init; }

    public int NoAddress { get; init; }

    public int Pending { get; init; }

    public int Reached { get; init; }

    public int Undeliverable { get; init; }

    public int OptedOut { get; init; }

    public int NoAnswer { get; init; }

    public int Declined { get; init; }

    public int NotResponsible { get; init; }

    /// <summary>It takes part, and no mail came to a test yet.</summary>
    public int NotTestedYet { get; init; }

    public int Tested { get; init; }

    public int EnforcesDane { get; init; }

    public int Partly { get; init; }

    public int Opportunistic { get; init; }

    public int Unencrypted { get; init; }

    public int Undecided { get; init; }

    public int Answered => Asked - NoAnswer;

    public static CampaignCoverage Of(IEnumerable<AskedOrganisation> organisations)
    {
        ArgumentNullException.ThrowIfNull(organisations);
        var asked = organisations.ToList();
        var tested = asked.FindAll(IsTested);
        return new()
        {
            Asked = asked.Count,
            NoAddress = With(CampaignContact.NoAddress),
            Pending = With(CampaignContact.Pending),
            Reached = With(CampaignContact.Reached),
            Undeliverable = With(CampaignContact.Undeliverable),
            OptedOut = With(CampaignContact.OptedOut),
            NoAnswer = Said(CampaignAnswer.None),
            Declined = Said(CampaignAnswer.Declined),
            NotResponsible = Said(CampaignAnswer.NotResponsible),
            NotTestedYet = Said(CampaignAnswer.Accepted) - tested.Count,
            Tested = tested.Count,
            EnforcesDane = Judged(SenderVerdictKind.EnforcesDane),
            Partly = Judged(SenderVerdictKind.Partly),
            Opportunistic = Judged(SenderVerdictKind.Opportunistic),
            Unencrypted = Judged(SenderVerdictKind.Unencrypted),
            Undecided = Judged(SenderVerdictKind.Inconclusive),
        };

        int With(CampaignContact contact) => asked.Count(one => one.Contact == contact);

        int Said(CampaignAnswer answer) => asked.Count(one => one.Answer == answer);

        int Judged(SenderVerdictKind verdict) => tested.Count(one => one.Verdict == verdict);
    }

    /// <summary>Who has withdrawn does not count, whatever its test shows.</summary>
    private static bool IsTested(AskedOrganisation one) =>
        one is { Answer: CampaignAnswer.Accepted, Verdict: not null };
}
