using Dashboard.Core.Inbound;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>A row of the tables in docs/related-standards.md in one of its forms.</summary>
internal sealed record RelatedCase
{
    public required string Name { get; init; }

    public required MailStandard Standard { get; init; }

    public InboundObservation Seen { get; init; } = RelatedEvidence.Domain;

    public RelatedObservation? Related { get; init; } = RelatedEvidence.Good;

    public required string Status { get; init; }

    public required StandardOutcome Forum { get; init; }

    public required StandardOutcome Strict { get; init; }

    public ExclusionReason? Why { get; init; }

    /// <summary>All slugs of the results, in their order; the status alone where nothing is said.</summary>
    public IReadOnlyList<string>? Results { get; init; }

    public StandardVerdict Verdict =>
        RelatedStandards
            .Judge(Seen with { Related = Related }, DomainJudgement.Judge(Seen))
            .Single(verdict => verdict.Standard == Standard);

    public override string ToString() => Name;
}
