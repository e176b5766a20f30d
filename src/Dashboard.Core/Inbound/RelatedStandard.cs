using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Core.Inbound;

/// <summary>All that the rest of the program knows of a related standard: one value, beside its rules.</summary>
/// <param name="Method">Its name and its method version.</param>
/// <param name="Table">Every row that it can come to.</param>
/// <param name="Judge">Null where the evidence of this standard was not gathered.</param>
internal sealed record RelatedStandard(
    StandardMethod Method,
    StandardTable Table,
    Func<RelatedFacts, StandardVerdict?> Judge
)
{
    /// <summary>Judged by what DANE looks up and sees too, where nothing was gathered for the related standards.</summary>
    public bool IsOfTransportEvidence { get; init; }

    /// <summary>Every question that was put for this standard alone; nulls are left out.</summary>
    public Func<RelatedObservation, IEnumerable<DnsLookup?>> Questions { get; init; } = _ => [];

    /// <summary>
    /// The questions to show beside the verdict, where they are others than <see cref="Questions"/>: those of evidence that the
    /// standard shares.
    /// </summary>
    public Func<InboundObservation, IEnumerable<DnsLookup?>>? Shown { get; init; }

    /// <summary>A record as it should be, in the form of a zone file; null where the standard has no record of its own.</summary>
    public Func<DomainName, string>? ExampleRecord { get; init; }

    public StandardVerdict Of(RelatedFacts facts) => Judge(facts) ?? Method.NotMeasured();
}

/// <summary>What the related standards are judged by.</summary>
/// <param name="Dane">Of the same evidence.</param>
internal sealed record RelatedFacts(
    InboundObservation Seen,
    DomainVerdict Dane,
    MxOutcome Mx,
    LookupReadings Readings
)
{
    public DomainName Domain => Seen.Domain;

    /// <summary>Null where the related standards were not looked at.</summary>
    public RelatedObservation? Evidence => Seen.Related;
}
