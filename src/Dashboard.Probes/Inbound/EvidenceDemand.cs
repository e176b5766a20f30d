namespace Dashboard.Probes.Inbound;

/// <summary>What one evidence run asks of evidence that another may have gathered already.</summary>
public sealed record EvidenceDemand
{
    /// <summary>What a visitor's test asks: anything that is still kept, at the pace of somebody who waits.</summary>
    public static EvidenceDemand Interactive { get; } = new();

    /// <summary>
    /// Evidence whose gathering started sooner does not serve. A round asks for its own start, and a confirming re-test for its
    /// own, so that it never confirms a finding with that same finding.
    /// </summary>
    public DateTimeOffset NotBefore { get; init; } = DateTimeOffset.MinValue;

    public ProbePace Pace { get; init; }

    /// <summary>
    /// Runs with the same share divide one place at the door of a busy address; each other share gets a turn beside it. Null where
    /// a run is a share of its own.
    /// </summary>
    public string? Share { get; init; }

    /// <summary>What a round asks for, and a re-test of it.</summary>
    public static EvidenceDemand Round(DateTimeOffset notBefore) =>
        new() { NotBefore = notBefore, Pace = ProbePace.Round };
}

/// <summary>How long a run waits for slow servers.</summary>
public enum ProbePace
{
    /// <summary>Somebody waits for the verdict.</summary>
    Interactive,

    /// <summary>Nobody waits: as long as senders do (RFC 5321 section 4.5.3.2).</summary>
    Round,
}
